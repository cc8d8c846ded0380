/**
 * `npm run specimen -- DIR`: writes the specimen as a content root (DIR/content), and as documents in
 * every format that is imported (DIR/documents).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { allSpecimens } from './build.ts'
import { writeSpecimenContent } from './content.ts'
import { inAllFormats } from './formats/index.ts'

async function write(root: string): Promise<void> {
  writeSpecimenContent(join(root, 'content'))
  const documents = join(root, 'documents')
  mkdirSync(documents, { recursive: true })
  for (const text of allSpecimens())
    for (const [ending, contents] of Object.entries(await inAllFormats(text)))
      writeFileSync(
        join(documents, `${text.id}-${text.edition}-${text.language}.${ending}`),
        contents,
      )
}

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('npm run specimen -- DIR: say where the specimen goes')
  process.exitCode = 2
} else {
  await write(resolve(folder))
  console.log(`The specimen is in ${resolve(folder)}: content, and documents in five formats`)
}

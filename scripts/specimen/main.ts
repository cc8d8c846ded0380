/** `npm run specimen -- DIR`: writes the specimen as a content root, and in every format that is imported. */
import { resolve } from 'node:path'
import { writeSpecimenContent } from './content.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('npm run specimen -- DIR: say where the specimen goes')
  process.exitCode = 2
} else {
  const root = resolve(folder)
  writeSpecimenContent(root)
  console.log(`The specimen is in ${root}`)
}

/** The content root of the demo: the specimen in each edition and language, with its matrix. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { placeArticles } from '../../src/server/texts/addresses.ts'
import type { LegalText } from '../../src/server/texts/model.ts'
import { writeText } from '../../src/server/texts/stored/write.ts'
import { allSpecimens, LANGUAGES, type SpecimenLanguage } from './build.ts'
import { matrixOf } from './matrix.ts'

export function writeSpecimenContent(root: string): void {
  for (const text of allSpecimens()) {
    const { folder } = writeText(root, text)
    if (text.id === 'convention') writeFileSync(join(folder, 'matrix.json'), printMatrix(text))
  }
}

function printMatrix(text: LegalText): string {
  const words = LANGUAGES[text.language as SpecimenLanguage]
  return `${JSON.stringify(matrixOf(words, placeArticles(text)), null, 2)}\n`
}

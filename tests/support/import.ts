/** Documents as files, for the importer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { importText, type Given, type Imported } from '../../src/server/texts/import/index.ts'
import type { Article, LegalText } from '../../src/server/texts/model.ts'

export const GIVEN: Given = {
  ...{ id: 'convention', edition: '1.0', language: 'en', status: 'specimen' },
  ...{ date: null, source: null },
}

/** A folder that goes with the tests of its file. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'accede-import-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    write(name: string, contents: string | Uint8Array): string {
      writeFileSync(join(folder, name), contents)
      return join(folder, name)
    },
  }
}

/** What a document of this kind is read as. */
export function reader() {
  const { write } = scratch()
  let count = 0
  return (
    ending: string,
    contents: string | Uint8Array,
    given: Partial<Given> = {},
  ): Promise<Imported> =>
    importText(write(`${++count}.${ending}`, contents), { ...GIVEN, ...given })
}

export const articlesOf = (text: LegalText): Article[] => [
  ...text.articles,
  ...text.chapters.flatMap((one) => [
    ...one.articles,
    ...one.parts.flatMap((part) => part.articles),
  ]),
]

export const doubts = ({ findings }: Imported): string[] =>
  findings
    .filter(({ severity }) => severity === 'warning')
    .map(({ where, message }) => `${where}: ${message}`)

/** About the text, without what the document itself says. */
export const givenOf = ({ id, edition, language, status, date, source }: LegalText): Given => ({
  ...{ id, edition, language, status, date, source },
})

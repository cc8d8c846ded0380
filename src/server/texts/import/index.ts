/**
 * Brings a document into the model:
 *
 *   file ─ open ─ blocks ─ prepare ─ structure ─ provisions ─ references ─ definitions ─ text
 *                                                                  findings on the way ─ report
 */
import { about, legalText, UNFIT, type About, type LegalText } from '../model.ts'
import { assemble } from './assemble.ts'
import { checkDraft, checkReferences } from './check.ts'
import { withDefinitions } from './definitions.ts'
import { openSource } from './open.ts'
import { prepare } from './prepare.ts'
import { linkReferences } from './references.ts'
import type { Finding, Source } from './source.ts'
import { readStructure } from './structure.ts'

export { WrongFile, type Finding } from './source.ts'

/** What the document does not say of itself; the title may be left to it. */
export type Given = Omit<About, 'title' | 'definitions'> & { title?: string }

export type Imported = { text: LegalText; findings: Finding[] }

/** @throws WrongFile when the file cannot be read at all */
export async function importText(path: string, given: Given): Promise<Imported> {
  return readSource(await openSource(path, given.language), given)
}

/** A document that is read, whatever its format was. */
export function readSource(source: Source, given: Given): Imported {
  const { blocks, findings } = prepare(source.blocks, given.language)
  const draft = readStructure(blocks, given.language)
  if (given.title !== undefined) draft.title = given.title
  const title = (draft.title ?? '').replace(new RegExp(UNFIT.source, 'gu'), '').trim() || 'Untitled'
  const assembled = assemble(draft, source, about.parse({ ...given, title, definitions: [] }))
  const { text, lost } = linkReferences(assembled.made)
  return {
    text: legalText.parse(withDefinitions(text)),
    findings: [
      ...source.findings,
      ...findings,
      ...assembled.findings,
      ...checkDraft(draft),
      ...checkReferences(lost, text, draft),
    ],
  }
}

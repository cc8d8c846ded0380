/** What a document is turned into, whatever its format: blocks in the order of reading. */
import type { Run, Runs } from '../model.ts'

export type Block = {
  /** plain runs, emphasis and marks of footnotes; a line break inside is "\n" */
  runs: Runs
  /** for people: `page 3`, `line 40`, `paragraph 12` */
  where: string
  /** the level of a heading, where the document says that this is one */
  heading?: number
  /** the number that the document's own list gives it; null for a bullet */
  label?: string | null
  /** the list items that it stands in, outermost first; items have numbers of their own */
  items?: number[]
  /** where its words begin, in points; undefined where the document does not say */
  indent?: number
}

export type Note = { runs: Run[]; where: string }

/** A warning makes a document doubtful; a note only tells. */
export type Finding = { severity: 'warning' | 'note'; where: string; message: string }

export type Source = {
  blocks: Block[]
  /** footnotes by the mark that stands in the text */
  notes: Map<string, Note>
  findings: Finding[]
}

/** A file that cannot be imported, in one line. */
export class WrongFile extends Error {
  override name = 'WrongFile'
}

export const warning = (where: string, message: string): Finding => ({
  severity: 'warning',
  where,
  message,
})
export const note = (where: string, message: string): Finding => ({
  severity: 'note',
  where,
  message,
})

export const wordsOf = ({ runs }: Block): string =>
  runs.map((run) => (run.kind === 'note' ? '' : run.text)).join('')

/** The begin of a block for a message. */
export const excerpt = (words: string): string => {
  const line = words.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `“${line.slice(0, 57)}…”` : `“${line}”`
}

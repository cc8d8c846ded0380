import type { Heading } from './cells.ts'
import type { ExportLanguage } from './choices.ts'
import type { Raw } from './spool.ts'

/** What every format is made from. */
export type Sheet = {
  headings: readonly Heading[]
  /** rows in their order, some at a time, a value for each heading */
  rows: AsyncIterable<Raw[]>
  total: number
  language: ExportLanguage
}
/** A format, made piece by piece. */
export type Writer = (sheet: Sheet) => AsyncIterable<string | Uint8Array>

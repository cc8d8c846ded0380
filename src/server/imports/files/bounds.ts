/** How large a list may be. What is larger is refused before it is held in memory. */

/** Bytes of a file as it comes in; a hundred thousand rows take about fifteen million. */
export const MOST_FILE_BYTES = 24 * 1024 * 1024
/** Rows with something in them. */
export const MOST_ROWS = 200_000
export const MOST_COLUMNS = 200
/** Characters of one cell, as in a spreadsheet program. */
export const MOST_CELL = 32_767
/** Bytes of a spreadsheet's parts once they are unpacked: strings, and a sheet. */
export const MOST_STRINGS_BYTES = 128 * 1024 * 1024
export const MOST_SHEET_BYTES = 256 * 1024 * 1024
/** Bytes of its small parts: workbook, styles, relations. */
export const MOST_PART_BYTES = 16 * 1024 * 1024

/** Row of a file: its number as a spreadsheet counts, from 1, and its cells as text. */
export type TableRow = { row: number; cells: string[] }

export const FILE_PROBLEMS = [
  'empty',
  'encoding',
  'format',
  'old',
  'tooLarge',
  'tooManyRows',
  'tooWide',
  'broken',
] as const
export type FileProblem = (typeof FILE_PROBLEMS)[number]

/** A file that cannot be read, and why. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  readonly problem: FileProblem
  /** where, as far as it is known */
  readonly row: number | undefined
  constructor(problem: FileProblem, row?: number) {
    super(problem)
    this.problem = problem
    this.row = row
  }
}

/** What a file seems to be: its first rows, how many there are, what its columns may mean. */
import type { TableRow } from './files/bounds.ts'
import { UnreadableFile } from './files/bounds.ts'
import type { Table } from './files/open.ts'
import { fieldsFor, guessColumns, type Subject } from './fields.ts'
import type { Looked } from './types.ts'

const SAMPLE = 12
/** Characters of a cell that are shown. */
const SHOWN = 80

/** @returns also the number of rows, one with names of columns included @throws UnreadableFile */
export async function lookAt(
  { format, encoding, rows }: Table,
  subject: Subject,
): Promise<Looked & { rows: number }> {
  const first: TableRow[] = []
  let count = 0
  for await (const row of rows) {
    count++
    if (first.length < SAMPLE) first.push(row)
  }
  if (count === 0) throw new UnreadableFile('empty')
  const width = Math.max(...first.map(({ cells }) => cells.length))
  const names = Array.from({ length: width }, (_, i) => first[0]!.cells[i] ?? '')
  const guesses = guessColumns(names, fieldsFor(subject))
  const sample = first.map(({ cells }) => cells.map((cell) => cell.slice(0, SHOWN)))
  return { format, encoding, sample, width, header: guesses.some(Boolean), guesses, rows: count }
}

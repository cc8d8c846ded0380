/** A list of rows, whatever file it stands in: what it is is seen from its bytes, not from its name. */
import { MOST_FILE_BYTES, UnreadableFile, type TableRow } from './bounds.ts'
import { csvRows } from './csv.ts'
import { decodeText } from './encoding.ts'
import { xlsxRows } from './xlsx.ts'

export type Table = {
  format: 'csv' | 'xlsx'
  /** of text; '' for a spreadsheet */
  encoding: string
  rows: AsyncIterable<TableRow>
}

/** @param encoding as its owner named it, or '' @throws UnreadableFile, here and while rows are read */
export function openTable(bytes: Uint8Array, encoding: string): Table {
  if (bytes.length === 0) throw new UnreadableFile('empty')
  if (bytes.length > MOST_FILE_BYTES) throw new UnreadableFile('tooLarge')
  const beginning = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  if (beginning.startsWith('504b0304'))
    return { format: 'xlsx', encoding: '', rows: xlsxRows(bytes) }
  // The old binary format, and what is locked with a password.
  if (beginning === 'd0cf11e0a1b11ae1') throw new UnreadableFile('old')
  const { text, encoding: found } = decodeText(bytes, encoding)
  return { format: 'csv', encoding: found, rows: csvRows(text) }
}

/** Rows of a text file: RFC 4180 and what programs make of it; the separator is the one that fits. */
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'
import { MOST_CELL, MOST_COLUMNS, MOST_ROWS, UnreadableFile, type TableRow } from './bounds.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const
/** Characters by which the separator is judged, and those handed on at once. */
const BEGINNING = 64 * 1024
const CHUNK = 64 * 1024

const options = (delimiter: string) => ({
  ...{ delimiter, relax_column_count: true, relax_quotes: true },
  max_record_size: MOST_COLUMNS * MOST_CELL,
})

/** @throws UnreadableFile */
export async function* csvRows(text: string): AsyncGenerator<TableRow> {
  const { body, delimiter } = delimiterOf(text)
  let row = body === text ? 0 : 1
  let filled = 0
  try {
    const records: AsyncIterable<string[]> = Readable.from(chunks(body)).pipe(
      parse(options(delimiter)),
    )
    for await (const cells of records) {
      row++
      if (cells.every((cell) => cell.trim() === '')) continue
      if (++filled > MOST_ROWS) throw new UnreadableFile('tooManyRows')
      if (cells.length > MOST_COLUMNS) throw new UnreadableFile('tooWide', row)
      yield { row, cells }
    }
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableFile('broken', row + 1) : error
  }
}

function* chunks(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK) yield text.slice(at, at + CHUNK)
}

/** Excel says it in a first line of its own: `sep=;`. */
function delimiterOf(text: string): { body: string; delimiter: string } {
  const said = /^sep=(.)\r?\n/.exec(text)
  if (said) return { body: text.slice(said[0].length), delimiter: said[1]! }
  const beginning = text.slice(0, BEGINNING)
  // The last line may be cut.
  const whole = text.length > BEGINNING ? beginning.slice(0, beginning.lastIndexOf('\n')) : text
  const fits = DELIMITERS.map((delimiter) => ({ delimiter, fit: fitOf(whole, delimiter) }))
  return { body: text, delimiter: fits.sort((a, b) => b.fit - a.fit)[0]!.delimiter }
}

/** How many rows have as many columns as most have, if that is more than one; more columns weigh a little more. */
function fitOf(text: string, delimiter: string): number {
  try {
    const rows: string[][] = parseAtOnce(text, { ...options(delimiter), to: 50 })
    const widths = rows.filter((cells) => cells.some(Boolean)).map((cells) => cells.length)
    const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0
    if (usual < 2) return 0
    return widths.filter((width) => width === usual).length / widths.length + usual / 1000
  } catch {
    return 0
  }
}

/**
 * XLSX (ISO/IEC 29500), row by row: numbers are numbers, times are dates, and every text is marked
 * as text, so that none is read as a formula. One sheet takes 1,048,576 rows; more go on in further
 * ones. The parts of the file are in xlsx-parts.ts.
 */
import { Readable } from 'node:stream'
import type { Heading, Value } from '../cells.ts'
import { wouldRun } from '../formulas.ts'
import type { Raw } from '../spool.ts'
import type { Sheet, Writer } from '../sheet.ts'
import { translator } from '../../messages/index.ts'
import { zipped } from '../zip.ts'
import {
  fixedParts,
  lettersOf,
  numberCell,
  sheetEnd,
  sheetStart,
  STYLE,
  textCell,
} from './xlsx-parts.ts'

/** Rows of a sheet, its heading among them. */
export const MOST_ROWS = 1_048_576
/** Compressing harder takes several times as long for a tenth. */
const EFFORT = 3

export const xlsx: Writer = (sheet) => xlsxWith(sheet, MOST_ROWS)

/** @param most rows of a sheet, its heading among them */
export function xlsxWith(sheet: Sheet, most: number): AsyncIterable<Uint8Array> {
  const count = Math.max(1, Math.ceil(sheet.total / (most - 1)))
  const title = translator(sheet.language)('exports.sheet')
  const names = Array.from({ length: count }, (_, i) => (i === 0 ? title : `${title} ${i + 1}`))
  const parts = new Map<string, Readable>(
    fixedParts(names).map(([name, text]) => [name, Readable.from([Buffer.from(text)])]),
  )
  const take = taker(sheet.rows)
  // Read one after the other, each when the one before is full.
  for (let nth = 1; nth <= count; nth++)
    parts.set(`xl/worksheets/sheet${nth}.xml`, Readable.from(sheetXml(sheet, take, most)))
  return zipped(parts, EFFORT)
}

/** Gives rows some at a time, as many as are asked for and no more; none at the end. */
function taker(rows: AsyncIterable<Raw[]>) {
  const source = rows[Symbol.asyncIterator]()
  let left: Raw[] = []
  return async (most: number): Promise<Raw[]> => {
    while (left.length === 0) {
      const { value, done } = await source.next()
      if (done) return []
      left = value
    }
    const taken = left.slice(0, most)
    left = left.slice(most)
    return taken
  }
}

async function* sheetXml(
  { headings, language }: Sheet,
  take: ReturnType<typeof taker>,
  most: number,
): AsyncGenerator<string> {
  yield sheetStart(headings, language)
  const cells = headings.map(cellOf)
  let row = 1
  while (row < most) {
    const some = await take(most - row)
    if (some.length === 0) break
    yield some.map((values) => rowXml(values, cells, ++row)).join('')
  }
  yield sheetEnd(headings.length, row)
}

type Cell = (value: Value, place: string) => string

function rowXml(values: Raw, cells: readonly Cell[], row: number): string {
  let xml = `<row r="${row}">`
  for (let i = 0; i < cells.length; i++) xml += cells[i]!(values[i]!, String(row))
  return `${xml}</row>`
}

/** An empty cell is left out. */
function cellOf({ type, words }: Heading, nth: number): Cell {
  const column = lettersOf(nth + 1)
  if (type === 'number')
    return (value, row) => (value === null ? '' : numberCell(value, STYLE.number, column + row))
  if (type === 'time')
    return (value, row) =>
      value === null ? '' : numberCell(serial(Number(value)), STYLE.time, column + row)
  return (value, row) => {
    const text = value === null ? '' : words(value)
    return text && textCell(text, wouldRun(text) ? STYLE.quoted : STYLE.text, column + row)
  }
}

/** Days since 30 December 1899, as spreadsheets count; to the second. */
const serial = (milliseconds: number): string =>
  String(Math.floor(milliseconds / 1000) / 86_400 + 25_569)

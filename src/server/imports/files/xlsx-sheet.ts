/** A sheet of a spreadsheet, row by row, from the pieces of its XML. */
import { MOST_CELL, MOST_COLUMNS, UnreadableFile, type TableRow } from './bounds.ts'
import { isoDate } from './xlsx-styles.ts'
import { xmlReader } from './xml.ts'

export type Book = {
  strings: readonly string[]
  isDate: (style: number) => boolean
  date1904: boolean
}
type Cell = { column: number; type: string; style: number; value: string }

export function sheetReader(book: Book): { read(piece: string): TableRow[] } {
  let rows: TableRow[] = []
  let row = 0
  let cells: string[] = []
  let cell: Cell | undefined
  let inValue = false
  const { read } = xmlReader({
    open(name, attributes) {
      if (name === 'row') [row, cells] = [Number(attributes['r']) || row + 1, []]
      if (name === 'c') cell = cellOf(attributes, cells.length)
      inValue = name === 'v' || name === 't'
    },
    text(text) {
      if (inValue && cell && cell.value.length <= MOST_CELL) cell.value += text
    },
    close(name) {
      inValue = false
      if (name === 'c' && cell) {
        if (cell.column >= MOST_COLUMNS) throw new UnreadableFile('tooWide', row)
        while (cells.length < cell.column) cells.push('')
        cells[cell.column] = valueOf(cell, book)
        cell = undefined
      }
      if (name === 'row' && cells.some((value) => value.trim() !== '')) rows.push({ row, cells })
    },
  })
  return {
    read(piece) {
      rows = []
      read(piece)
      return rows
    },
  }
}

function cellOf(attributes: Record<string, string>, next: number): Cell {
  const letters = /^[A-Z]{1,3}/.exec(attributes['r'] ?? '')?.[0]
  return {
    column: letters ? columnOf(letters) : next,
    type: attributes['t'] ?? 'n',
    style: Number(attributes['s'] ?? 0),
    value: '',
  }
}

/** A = 0, Z = 25, AA = 26. */
const columnOf = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

function valueOf({ type, style, value }: Cell, { strings, isDate, date1904 }: Book): string {
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  // What a formula could not work out is no value.
  if (type === 'e') return ''
  if (type !== 'n' || value === '') return value
  const number = Number(value)
  return (isDate(style) && isoDate(number, date1904)) || String(number)
}

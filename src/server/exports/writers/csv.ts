/**
 * CSV (RFC 4180): UTF-8, CRLF, a comma, quotes where they are needed, and no cell that a spreadsheet
 * would run (formulas.ts). The variant for Excel begins with a byte order mark, without which Excel
 * takes UTF-8 for something else; parts with a semicolon where the language of the list writes
 * decimals with a comma, because there Excel expects it; and has times as Excel reads them.
 */
import { timeOf, type Heading, type Value } from '../cells.ts'
import { csvCell } from '../csv-cell.ts'
import type { Sheet, Writer } from '../sheet.ts'

type Manner = { separator: ',' | ';'; start: string; time(milliseconds: number): string }

export const csv: Writer = (sheet) => lines(sheet, { separator: ',', start: '', time: timeOf })

export const excelCsv: Writer = (sheet) =>
  lines(sheet, {
    separator: separatorOf(sheet.language),
    start: '\ufeff',
    time: (value) => timeOf(value).replace('T', ' ').replace('Z', ''),
  })

/** What Windows calls the list separator follows from the decimal one. */
export function separatorOf(language: string): ',' | ';' {
  return new Intl.NumberFormat(language).format(1.5).includes('.') ? ',' : ';'
}

async function* lines({ headings, rows }: Sheet, manner: Manner): AsyncGenerator<string> {
  const { separator } = manner
  const cells = headings.map((heading) => cellOf(heading, manner))
  yield `${manner.start}${headings.map(({ title }) => csvCell(title)).join(separator)}\r\n`
  for await (const some of rows) {
    // One text that grows: a million rows are as quick as they can be.
    let text = ''
    for (const row of some) {
      for (let i = 0; i < cells.length; i++) {
        if (i > 0) text += separator
        const value = row[i]!
        if (value !== null) text += cells[i]!(value)
      }
      text += '\r\n'
    }
    yield text
  }
}

type Cell = (value: NonNullable<Value>) => string

function cellOf({ type, words }: Heading, { time }: Manner): Cell {
  if (type === 'number') return String
  if (type === 'time') return (value) => time(Number(value))
  if (type === 'text') return (value) => csvCell(String(value))
  const known = new Map<Value, string>()
  return (value) => {
    let cell = known.get(value)
    if (cell === undefined) known.set(value, (cell = csvCell(words(value))))
    return cell
  }
}

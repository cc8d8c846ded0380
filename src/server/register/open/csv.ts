/** The rows as CSV (RFC 4180, UTF-8, CRLF); no cell runs in a spreadsheet (exports/csv-cell.ts). */
import { csvCell } from '../../exports/csv-cell.ts'
import type { Signatory } from './schemas.ts'

type Cell = string | number | null | undefined

const COLUMNS: Record<string, (signatory: Signatory) => Cell> = {
  number: ({ number }) => number,
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  country: ({ country }) => country,
  affiliation: ({ affiliation }) => affiliation,
  role: ({ role }) => role,
  comment: ({ comment }) => comment,
  texts: ({ texts }) => texts.join(' '),
  confirmed_on: ({ confirmedOn }) => confirmedOn,
  published_on: ({ publishedOn }) => publishedOn,
  source: ({ source }) => source,
  organisation_type: ({ organisation }) => organisation?.type,
  website: ({ organisation }) => organisation?.website,
  statement: ({ organisation }) => organisation?.statement,
}
const cells = Object.values(COLUMNS)

export const CSV_HEAD = `${Object.keys(COLUMNS).join(',')}\r\n`

export const csvLine = (signatory: Signatory): string =>
  `${cells.map((cell) => written(cell(signatory))).join(',')}\r\n`

const written = (value: Cell): string =>
  typeof value === 'number' ? String(value) : csvCell(value ?? '')

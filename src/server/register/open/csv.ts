/** The rows as CSV (RFC 4180, UTF-8, CRLF); no cell runs in a spreadsheet (exports/formulas.ts). */
import { keepFromRunning } from '../../exports/formulas.ts'
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
  organisation_type: ({ organisation }) => organisation?.type,
  website: ({ organisation }) => organisation?.website,
  statement: ({ organisation }) => organisation?.statement,
}
const cells = Object.values(COLUMNS)

export const CSV_HEAD = `${Object.keys(COLUMNS).join(',')}\r\n`

export const csvLine = (signatory: Signatory): string =>
  `${cells.map((cell) => written(cell(signatory))).join(',')}\r\n`

function written(value: Cell): string {
  if (typeof value === 'number') return String(value)
  const text = keepFromRunning(value ?? '')
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

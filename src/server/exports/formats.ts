/** The tables among the formats: what each is called, and what makes it. The book is in book/. */
import type { Format } from './ask.ts'
import type { Writer } from './sheet.ts'

type Definition = { ending: string; load(): Promise<Writer> }

/** What reads well beside one another: the two kinds of CSV differ by name. */
export const FORMATS: Record<Exclude<Format, 'pdf'>, Definition> = {
  csv: { ending: '.csv', load: async () => (await import('./writers/csv.ts')).csv },
  excel: { ending: '-excel.csv', load: async () => (await import('./writers/csv.ts')).excelCsv },
  xlsx: { ending: '.xlsx', load: async () => (await import('./writers/xlsx.ts')).xlsx },
  jsonl: {
    ending: '.jsonl',
    load: async () => (await import('./writers/json-lines.ts')).jsonLines,
  },
}

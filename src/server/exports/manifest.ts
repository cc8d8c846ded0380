/**
 * manifest.json: what an export is, for whoever gets it and for `accede verify`. It names nobody: staff
 * are numbered as in the audit, which holds the SHA-256 of this file.
 */
import type { Asked } from './ask.ts'
import type { Written } from './sink.ts'

export const MANIFEST = 'manifest.json'
export const ABOUT = 'accede-export/1'

export type FileEntry = Written & { name: string; rows: number }
export type Figures = {
  /** named in the files */
  rows: number
  individuals: number
  organisations: number
  countries: number
  byText: { convention: number; declaration: number }
  /** counted in the same view, but not to be named */
  countedWithoutName: number
}
export type Manifest = {
  about: typeof ABOUT
  site: string
  /** true when the data are made up */
  sample: boolean
  export: number
  /** the filter as people read it, addresses in it masked */
  asked: Asked
  askedBy: string
  askedAt: string
  /** the moment that every row and figure is of */
  asOf: string
  /** what "since the last" means here; null for everything */
  since: { export: number; from: string; left: number[] } | null
  figures: Figures
  files: FileEntry[]
  /** the newest entry of the audit at that moment, before this export's own */
  audit: { number: number; hash: string } | null
  notes: string[]
}

/** How what was made safe is made again what it was. */
export const NOTES = {
  csv: "CSV: an apostrophe stands before each of = + - @ (also full-width) and ' where it begins a cell or follows a comma, semicolon, tab or line break, and before a tab or line break that begins a cell. Take these apostrophes away to get the original.",
  xlsx: 'XLSX: every text is a text cell with its original value; none is a formula. Characters that XML cannot hold are written as _xHHHH_ (ISO/IEC 29500-1, 22.9.2.19).',
  jsonl: 'JSON Lines: original values, nothing changed.',
} as const

export function notesFor({ formats }: Asked): string[] {
  const isCsv = formats.includes('csv') || formats.includes('excel')
  return [
    ...(isCsv ? [NOTES.csv] : []),
    ...(formats.includes('xlsx') ? [NOTES.xlsx] : []),
    ...(formats.includes('jsonl') ? [NOTES.jsonl] : []),
  ]
}

export const printed = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`

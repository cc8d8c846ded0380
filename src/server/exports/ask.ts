/** What can be asked of an export, by form or by command; parsed once, kept with it as JSON. */
import { z } from 'zod'
import { EXPORT_FORMATS, EXPORT_PRESETS } from '../../../db/words.ts'
import { queryOf, readWorkFilter } from '../staff/work-list/filter.ts'
import { LANGUAGES, ORDERS, type ExportLanguage, type Order } from './choices.ts'
import { columnsFor, COLUMN_NAMES, usualColumns, type ColumnName, type Preset } from './columns.ts'

export type Format = (typeof EXPORT_FORMATS)[number]
export type Asked = {
  preset: Preset
  formats: Format[]
  columns: ColumnName[]
  language: ExportLanguage
  order: Order
  /** only what is new or has changed since the last export of the same */
  sinceLast: boolean
  /** the filter of the work list, as the query of its address; '' for everything */
  query: string
  reason: string
}
export type AskProblem = { field: 'preset' | 'formats' | 'columns' | 'reason' }

const LONGEST_REASON = 1000
const LONGEST_QUERY = 2000
const list = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.string()),
)

const schema = z.object({
  preset: z.enum(EXPORT_PRESETS),
  formats: list.pipe(z.array(z.enum(EXPORT_FORMATS)).min(1)),
  columns: list.pipe(z.array(z.enum(COLUMN_NAMES as [ColumnName, ...ColumnName[]]))),
  language: z.enum(LANGUAGES).catch('en'),
  order: z.enum(ORDERS).catch('number'),
  sinceLast: z.enum(['on']).optional().catch(undefined),
  query: z
    .string()
    .transform((query) => tidy(query.slice(0, LONGEST_QUERY)))
    .catch(''),
  reason: z
    .string()
    .transform((reason) => reason.trim().slice(0, LONGEST_REASON))
    .catch(''),
})

/** @param posted fields of the form, or options of the command @returns what is asked, or the first field that is wrong */
export function readAsked(posted: Record<string, unknown>): Asked | AskProblem {
  const parsed = schema.safeParse(posted)
  if (!parsed.success) return { field: parsed.error.issues[0]!.path[0] as AskProblem['field'] }
  const { columns, formats, sinceLast, ...asked } = parsed.data
  const allowed = columnsFor(asked.preset)
  if (columns.some((name) => !allowed.includes(name))) return { field: 'columns' }
  if (asked.preset === 'full' && asked.reason === '') return { field: 'reason' }
  return {
    ...asked,
    formats: [...new Set(formats)],
    columns:
      columns.length > 0
        ? allowed.filter((name) => columns.includes(name))
        : usualColumns(asked.preset),
    sinceLast: sinceLast === 'on',
  }
}

/** The filter alone, as the work list would write it. */
function tidy(query: string): string {
  const { cursor: _, sort: __, ...filter } = readWorkFilter(new URLSearchParams(query), true)
  return queryOf(filter)
}

/** What an export is about: two with the same scope follow one another. */
export const scopeOf = ({ preset, query }: Pick<Asked, 'preset' | 'query'>): string =>
  `${preset} ${query}`

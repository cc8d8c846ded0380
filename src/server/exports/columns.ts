/**
 * The columns that an export may have, in their order: where each comes from, what kind of cell it
 * is, and which presets may hold it. People read words, programs codes.
 */
import { EXPORT_PRESETS } from '../../../db/words.ts'

export type Preset = (typeof EXPORT_PRESETS)[number]
/** How a value is written: as it is, as a whole number, as a time, as a list of codes, as a code. */
export type CellType = 'text' | 'number' | 'time' | 'texts' | 'code' | 'country' | 'flag'

type Definition = {
  /** SQL over `e`, the endorsement, and `o`, the organisation or nothing */
  sql: string
  type: CellType
  /** the presets that may hold it; those of `by` have it without being asked */
  in: readonly Preset[]
  by?: readonly Preset[]
}

const ANY: readonly Preset[] = EXPORT_PRESETS
const SHOWN: readonly Preset[] = ['public', 'full']
const FULL: readonly Preset[] = ['full']

export const COLUMNS = {
  number: { sql: 'e.number', type: 'number', in: ANY, by: ANY },
  kind: { sql: 'e.kind', type: 'code', in: ANY, by: ANY },
  name: { sql: 'e.name', type: 'text', in: ANY, by: ANY },
  role: { sql: 'e.role', type: 'text', in: ANY, by: SHOWN },
  affiliation: { sql: 'e.affiliation', type: 'text', in: ANY, by: ANY },
  country: { sql: 'e.country', type: 'country', in: ANY, by: ANY },
  countryCode: { sql: 'e.country', type: 'text', in: ANY, by: SHOWN },
  texts: { sql: 'e.text_mask', type: 'texts', in: ANY, by: ANY },
  organisationType: { sql: 'o.type', type: 'code', in: ANY, by: SHOWN },
  website: { sql: 'o.website', type: 'text', in: ANY, by: SHOWN },
  city: { sql: 'o.city', type: 'text', in: ANY, by: SHOWN },
  statement: { sql: 'o.statement', type: 'text', in: SHOWN },
  comment: {
    sql: 'iif(e.comment_approved_at is null, null, e.comment)',
    type: 'text',
    in: SHOWN,
  },
  confirmedAt: { sql: 'e.confirmed_at', type: 'time', in: ANY, by: ANY },
  publishedAt: { sql: 'e.published_at', type: 'time', in: ANY },
  editions: {
    sql: `(select group_concat(t.text || ' ' || w.version, '; ') from endorsement_texts t
      join wordings w on w.id = t.wording_id where t.endorsement_id = e.id and t.withdrawn_at is null)`,
    type: 'text',
    in: ANY,
  },
  state: { sql: 'e.state', type: 'code', in: FULL, by: FULL },
  email: { sql: 'e.email', type: 'text', in: FULL, by: FULL },
  contactName: { sql: 'o.contact_name', type: 'text', in: FULL, by: FULL },
  contactRole: { sql: 'o.contact_role', type: 'text', in: FULL, by: FULL },
  visibility: { sql: 'e.visibility', type: 'code', in: FULL, by: FULL },
  wantsNews: { sql: 'e.updates_wording is not null', type: 'flag', in: FULL, by: FULL },
  language: { sql: 'e.language', type: 'text', in: FULL },
  heldBy: { sql: 'e.held_by', type: 'text', in: FULL },
  commentAsWritten: { sql: 'e.comment', type: 'text', in: FULL },
  source: { sql: 'e.source', type: 'text', in: FULL },
  submittedAt: { sql: 'e.submitted_at', type: 'time', in: FULL },
  changedAt: { sql: 'e.changed_at', type: 'time', in: FULL },
  id: { sql: 'e.id', type: 'number', in: FULL },
} as const satisfies Record<string, Definition>

export type ColumnName = keyof typeof COLUMNS
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[]
export const columnOf = (name: ColumnName): Definition => COLUMNS[name]

/** What a preset may hold, in order. */
export const columnsFor = (preset: Preset): ColumnName[] =>
  COLUMN_NAMES.filter((name) => columnOf(name).in.includes(preset))

/** What a preset holds unless something else is asked for. */
export const usualColumns = (preset: Preset): ColumnName[] =>
  COLUMN_NAMES.filter((name) => columnOf(name).by?.includes(preset))

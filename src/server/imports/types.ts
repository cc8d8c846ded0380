/** An import as it stands in its row. */
import type { IMPORT_STATES } from '../../../db/words.ts'
import { sql, type Database, type Row } from '../database/index.ts'
import type { Kind } from '../endorsements/form.ts'
import type { FileProblem } from './files/bounds.ts'
import type { FieldName, List } from './fields.ts'
import type { Options, Source } from './options.ts'

export type ImportState = (typeof IMPORT_STATES)[number]
/** What was seen in a file when it was read first. */
export type Looked = {
  format: 'csv' | 'xlsx'
  encoding: string
  /** the first rows as they are, the one with the names of columns included */
  sample: string[][]
  width: number
  header: boolean
  guesses: (FieldName | '')[]
}
export type Failure = { problem: FileProblem | 'internal'; row?: number }
export type Import = {
  id: number
  list: List
  kind: Kind
  state: ImportState
  title: string
  source: Source
  fileName: string
  fileHash: string
  encoding: string
  looked: Looked | undefined
  options: Options | undefined
  wordings: Wordings | undefined
  rows: number
  checked: number
  ready: number
  wrong: number
  doubles: number
  flagged: number
  made: number
  undone: number
  kept: number
  cursor: number
  revision: number
  failure: Failure | undefined
  reason: string | null
  starterId: number
  startedBy: string
  startedAt: number
  changedAt: number
  endedAt: number | null
}
/** Ids of the wordings that its endorsements point at. */
export type Wordings = {
  convention: number
  declaration: number
  consent: number
  news: number | null
}

const json = <T>(value: unknown): T | undefined =>
  value === null || value === undefined ? undefined : (JSON.parse(String(value)) as T)

export function toImport(row: Row): Import {
  const count = (column: string) => Number(row[column])
  return {
    id: count('id'),
    list: row['list'] as List,
    kind: row['kind'] as Kind,
    state: row['state'] as ImportState,
    title: String(row['title']),
    source: row['source'] as Source,
    fileName: String(row['file_name']),
    fileHash: String(row['file_hash']),
    encoding: String(row['encoding']),
    looked: json(row['looked']),
    options: json(row['options']),
    wordings: json(row['wordings']),
    ...{ rows: count('rows'), checked: count('checked'), ready: count('ready') },
    ...{ wrong: count('wrong'), doubles: count('doubles'), flagged: count('flagged') },
    ...{ made: count('made'), undone: count('undone'), kept: count('kept') },
    ...{ cursor: count('cursor'), revision: count('revision') },
    failure: json(row['failure']),
    reason: row['reason'] === null ? null : String(row['reason']),
    starterId: count('starter_id'),
    startedBy: String(row['started_by']),
    startedAt: count('started_at'),
    changedAt: count('changed_at'),
    endedAt: row['ended_at'] === null ? null : count('ended_at'),
  }
}

export async function findImport(
  { database }: { database: Pick<Database, 'firstFresh'> },
  id: number,
): Promise<Import | undefined> {
  const row = await database.firstFresh(sql`select * from imports where id = ${id}`)
  return row && toImport(row)
}

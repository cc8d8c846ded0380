/** Exports as their pages show them. */
import type { Context } from '../context.ts'
import { sql, type Row } from '../database/index.ts'
import { mayAct } from '../staff/accounts.ts'
import { KEPT } from './cancel.ts'
import { scopeOf, type Asked } from './ask.ts'
import type { Owner } from './start.ts'
import type { EXPORT_STATES } from '../../../db/words.ts'

const LISTED = 50

export type ExportState = (typeof EXPORT_STATES)[number]
export type ExportView = {
  id: number
  asked: Asked
  state: ExportState
  stage: string
  done: number
  total: number
  /** address of the account; null for a command */
  email: string | null
  askedAt: number
  asOf: number | null
  rows: number | null
  bytes: number | null
  manifestHash: string | null
  problem: string | null
  /** until when its file is there */
  until: number | null
  /** asked for in this very session: it can be stopped and downloaded */
  mine: boolean
}

const SELECT = sql`select x.*, s.email from exports x left join staff s on x.asked_by = 'staff:' || s.id`

/** @returns undefined when there is none */
export async function viewExport(
  { database }: Pick<Context, 'database'>,
  { session }: Pick<Owner, 'session'>,
  id: number,
): Promise<ExportView | undefined> {
  if (!Number.isSafeInteger(id)) return undefined
  const row = await database.firstFresh(sql`${SELECT} where x.id = ${id}`)
  return row && toView(row, session.id)
}

/** The newest, whoever asked for them. */
export async function listExports(
  { database }: Pick<Context, 'database'>,
  { session }: Pick<Owner, 'session'>,
): Promise<ExportView[]> {
  const rows = await database.readFresh(sql`${SELECT} order by x.id desc limit ${LISTED}`)
  return rows.map((row) => toView(row, session.id))
}

/** When the same was exported last; undefined when never. */
export async function lastExport(
  { database }: Pick<Context, 'database'>,
  asked: Pick<Asked, 'preset' | 'query'>,
): Promise<number | undefined> {
  const row = await database.firstFresh(
    sql`select max(as_of) as as_of from exports where scope = ${scopeOf(asked)} and state in ('done', 'gone')`,
  )
  return row?.['as_of'] === null || row === undefined ? undefined : Number(row['as_of'])
}

/** Whether its file may be handed to this one now. */
export const mayDownload = (view: ExportView, { staff }: Pick<Owner, 'staff'>): boolean =>
  view.mine &&
  view.state === 'done' &&
  (view.asked.preset !== 'full' || mayAct(staff.role, 'admin'))

function toView(row: Row, sessionId: string): ExportView {
  const numberOr = (column: string) => (row[column] === null ? null : Number(row[column]))
  const textOr = (column: string) => (row[column] === null ? null : String(row[column]))
  const endedAt = numberOr('ended_at')
  return {
    id: Number(row['id']),
    asked: JSON.parse(String(row['asked'])) as Asked,
    state: row['state'] as ExportState,
    stage: String(row['stage']),
    done: Number(row['done']),
    total: Number(row['total']),
    email: textOr('email'),
    askedAt: Number(row['asked_at']),
    asOf: numberOr('as_of'),
    rows: numberOr('rows'),
    bytes: numberOr('bytes'),
    manifestHash: textOr('manifest_hash'),
    problem: textOr('problem'),
    until: row['state'] === 'done' && endedAt !== null ? endedAt + KEPT : null,
    mine: row['session_id'] === sessionId,
  }
}

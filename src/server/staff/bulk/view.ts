/** The changes of many, as their page shows them. */
import type { Context } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'
import type { Action } from '../desk/act.ts'
import { UNDOABLE } from './start.ts'
import { UNDO_FOR } from './undo.ts'

export type BulkRun = {
  id: number
  verb: Action
  reason: string
  query: string
  state: 'collecting' | 'running' | 'done' | 'cancelled' | 'undoing' | 'undone'
  expected: number
  collected: number
  changed: number
  skipped: number
  undone: number
  startedBy: string
  startedAt: number
  endedAt: number | null
  mayUndo: boolean
}

export async function viewBulk(
  context: Pick<Context, 'database' | 'now'>,
  id: number,
): Promise<BulkRun | undefined> {
  const row = await context.database.firstFresh(sql`select * from bulk_runs where id = ${id}`)
  return row && toRun(row, context.now())
}

/** The newest runs. */
export async function listBulk(context: Pick<Context, 'database' | 'now'>): Promise<BulkRun[]> {
  const rows = await context.database.readFresh(
    sql`select * from bulk_runs order by id desc limit 50`,
  )
  return rows.map((row) => toRun(row, context.now()))
}

function toRun(row: Row, now: number): BulkRun {
  const number = (column: string) => Number(row[column])
  const endedAt = row['ended_at'] === null ? null : number('ended_at')
  const ended = row['state'] === 'done' || row['state'] === 'cancelled'
  return {
    id: number('id'),
    verb: row['verb'] as Action,
    reason: String(row['reason']),
    query: String(row['query']),
    state: row['state'] as BulkRun['state'],
    ...{ expected: number('expected'), collected: number('collected') },
    ...{ changed: number('changed'), skipped: number('skipped'), undone: number('undone') },
    startedBy: String(row['started_by']),
    startedAt: number('started_at'),
    endedAt,
    mayUndo:
      ended &&
      number('changed') > 0 &&
      endedAt !== null &&
      endedAt > now - UNDO_FOR &&
      UNDOABLE.includes(row['verb'] as Action),
  }
}

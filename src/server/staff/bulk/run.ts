/**
 * Runs the changes of many, in the process that writes, a little each second. First it collects the
 * endorsements that are meant, then it changes them, each in a unit of its own together with the
 * count of the run: killed at any moment, it goes on where it was, and each row is changed wholly,
 * once, or not at all. Units that are handed over together share a commit.
 */
import type { Context } from '../../context.ts'
import { sql, type Row, type Statement } from '../../database/index.ts'
import { actUnit, type Action } from '../desk/act.ts'
import { foundBy } from '../work-list/list.ts'
import { filterOf } from './start.ts'
import { undoRow } from './undo.ts'

/** Ids a unit collects, and rows that are under way at once. */
const COLLECT = 500
const AT_ONCE = 20
/** Milliseconds of a second that it may take, and a batch when the writer is busy. */
const SHARE = 400
const BUSY = 100

export type Run = {
  id: number
  verb: Action
  reason: string
  query: string
  state: string
  cursor: number
  starterId: number
  startedBy: string
}

/** Goes on with the oldest run that is not finished. */
export async function runBulk(context: Context): Promise<void> {
  const until = performance.now() + SHARE
  while (performance.now() < until) {
    const row = await context.database.firstFresh(
      sql`select * from bulk_runs where state in ('collecting', 'running', 'undoing') order by id limit 1`,
    )
    if (!row) return
    const started = performance.now()
    await step(context, toRun(row))
    if (performance.now() - started > BUSY) return
  }
}

const toRun = (row: Row): Run => ({
  id: Number(row['id']),
  verb: row['verb'] as Action,
  reason: String(row['reason']),
  query: String(row['query']),
  state: String(row['state']),
  cursor: Number(row['cursor']),
  starterId: Number(row['starter_id']),
  startedBy: String(row['started_by']),
})

async function step(context: Context, run: Run): Promise<void> {
  if (run.state === 'collecting') return void (await context.database.write(collectUnit(run)))
  const undoing = run.state === 'undoing'
  const rows = await context.database.readFresh(
    sql`select endorsement_id as id from bulk_rows where run_id = ${run.id}
      and ${undoing ? sql`outcome = 'changed'` : sql`outcome is null`} order by endorsement_id limit ${AT_ONCE}`,
  )
  if (rows.length === 0) return void (await context.database.write(endUnit(context, run)))
  const ids = rows.map(({ id }) => Number(id))
  await Promise.all(ids.map((id) => rowOf(context, run, id, undoing)))
}

async function rowOf(context: Context, run: Run, id: number, undoing: boolean): Promise<void> {
  try {
    await context.database.write(undoing ? undoRow(context, run, id) : changeRow(context, run, id))
  } catch (error) {
    if ((error as Error).name === 'DatabaseUnavailable') throw error
    context.log.warn({ run: run.id, problem: String(error) }, 'a row of a change of many failed')
    await context.database.write(failedRow(run, id))
  }
}

/** The next places of the filter, newest first, as they are in the work list. */
function collectUnit(run: Run): Statement[] {
  const found = foundBy(filterOf(run.query), true)
  const here = sql`exists (select 1 from bulk_runs where id = ${run.id} and state = 'collecting' and cursor = ${run.cursor})`
  if (!found)
    return [
      sql`update bulk_runs set state = 'running' where id = ${run.id} and state = 'collecting'`,
    ]
  const next = sql`(select rowid as place, ${found.id} as id from ${found.places} and rowid < ${run.cursor} order by rowid desc limit ${COLLECT})`
  return [
    sql`insert into bulk_rows (run_id, endorsement_id) select ${run.id}, id from ${next} where ${here} on conflict do nothing`,
    sql`update bulk_runs set collected = collected + changes(),
        (cursor, state) = (select coalesce(min(place), 0), iif(count(*) < ${COLLECT}, 'running', 'collecting') from ${next})
      where id = ${run.id} and ${here}`,
  ]
}

/** The act, as if by hand, and in the same unit whether it took effect and what there was before. */
function changeRow(context: Context, run: Run, id: number): Statement[] {
  const actor = { id: run.starterId, email: run.startedBy, network: '' }
  const [decision, ...rest] = actUnit(context, actor, id, run, run.id)
  const mine = sql`run_id = ${run.id} and endorsement_id = ${id}`
  const counted = (outcome: string) =>
    sql`(select count(*) from bulk_rows where ${mine} and outcome = ${outcome})`
  return [
    decision!,
    sql`update bulk_rows set outcome = iif(changes() > 0, 'changed', 'skipped'), decision_id = last_insert_rowid(),
      (state_before, held_before) = (select state, held_by from endorsements where id = ${id}) where ${mine}`,
    ...rest,
    sql`update bulk_runs set changed = changed + ${counted('changed')}, skipped = skipped + ${counted('skipped')} where id = ${run.id}`,
  ]
}

const failedRow = (run: Run, id: number): Statement[] => [
  sql`update bulk_rows set outcome = 'failed' where run_id = ${run.id} and endorsement_id = ${id}`,
  sql`update bulk_runs set skipped = skipped + 1 where id = ${run.id}`,
]

function endUnit(context: Context, run: Run): Statement[] {
  const state = run.state === 'undoing' ? 'undone' : 'done'
  return [
    sql`update bulk_runs set state = ${state}, ended_at = ${context.now()} where id = ${run.id} and state = ${run.state}`,
  ]
}

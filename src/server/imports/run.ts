/**
 * Goes on with the oldest import that is under way, in the process that writes:
 *
 *   uploading -> reading -> mapping -> checking -> ready -> running -> done -> undoing -> undone
 *                              ^------------------'          <-> stopped ----^
 *
 * `mapping`, `ready`, `stopped` and `done` wait for staff. Every step is a unit together with how far
 * it has come: killed at any moment, it goes on where it was, and no row is made twice. What cannot
 * be read is `failed`; before anything was made, all can be `discarded`.
 */
import type { Context } from '../context.ts'
import { isUnavailable, sql, type Statement } from '../database/index.ts'
import { UnreadableFile } from './files/bounds.ts'
import { forgetFile, forgetRows, NOTHING_CHECKED } from './change.ts'
import { inThread, Interrupted } from './in-thread.ts'
import { makeRows } from './make.ts'
import type { CheckedRow } from './thread.ts'
import { toImport, type Failure, type Import } from './types.ts'
import { undoRows } from './undo.ts'

/** What an import needs of the process: the command line has no more. */
export type Needs = Pick<Context, 'config' | 'database' | 'rules' | 'log' | 'now'>
type Step = (context: Needs, one: Import, signal: AbortSignal) => Promise<unknown>

const STEPS: Partial<Record<Import['state'], Step>> = {
  reading: look,
  checking: check,
  running: makeRows,
  undoing: undoRows,
}
/** Rows that are forgotten in one unit. */
const AT_ONCE = 5000

/** Works until nothing is under way, or the site stops. */
export async function runImports(context: Needs, signal: AbortSignal): Promise<void> {
  // Another machine may have taken over meanwhile.
  while (!signal.aborted && context.database.leads()) {
    const row = await context.database.firstFresh(
      sql`select * from imports where state in ('reading', 'checking', 'running', 'undoing') order by id limit 1`,
    )
    if (!row) return
    const one = toImport(row)
    try {
      await STEPS[one.state]!(context, one, signal)
    } catch (error) {
      if (error instanceof Interrupted) return
      await fail(context, one, error)
    }
  }
}

async function look(context: Needs, one: Import, signal: AbortSignal): Promise<void> {
  const { rows, ...looked } = (await inThread(context, 'look', one, signal))!
  await context.database.write([
    sql`update imports set state = 'mapping', looked = ${JSON.stringify(looked)}, rows = ${rows}, changed_at = ${context.now()}
      where id = ${one.id} and state = 'reading'`,
  ])
}

/** From the beginning: what an earlier check left is forgotten first, and if that still runs, it writes nothing more. */
async function check(context: Needs, before: Import, signal: AbortSignal): Promise<void> {
  const { database } = context
  const revision = before.revision + 1
  const one = { ...before, revision }
  const here = sql`exists (select 1 from imports where id = ${one.id} and state = 'checking' and revision = ${revision})`
  const [begun] = await database.write([
    sql`update imports set revision = ${revision}, ${NOTHING_CHECKED} where id = ${one.id} and state = 'checking' and revision = ${before.revision}`,
  ])
  if (begun!.rowsAffected === 0) return
  await forgetChecked(context, one.id, here)
  await inThread(context, 'check', one, signal, async (rows) => {
    await database.write(checkedUnit(one, rows, here))
  })
  await database.write([
    sql`update imports set state = 'ready', changed_at = ${context.now()} where id = ${one.id} and ${here}`,
  ])
}

async function forgetChecked({ database }: Needs, id: number, here: Statement): Promise<void> {
  const some = sql`select row from import_rows where import_id = ${id} limit ${AT_ONCE}`
  for (;;) {
    const [gone] = await database.write([
      sql`delete from import_rows where import_id = ${id} and row in (${some}) and ${here}`,
    ])
    if (gone!.rowsAffected === 0) return
  }
}

function checkedUnit({ id }: Import, rows: CheckedRow[], here: Statement): Statement[] {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  const flagged = rows.filter((row) => row.outcome === 'ready' && row.problems).length
  return [
    sql`insert into import_rows (import_id, row, outcome, fields, problems, proof)
      select ${id}, value->>'row', value->>'outcome', value->>'fields', value->>'problems', value->>'proof'
      from json_each(${JSON.stringify(rows)}) where ${here} on conflict do nothing`,
    sql`update imports set checked = checked + ${rows.length}, ready = ready + ${count('ready')}, wrong = wrong + ${count('wrong')},
        doubles = doubles + ${count('double')}, flagged = flagged + ${flagged} where id = ${id} and ${here}`,
  ]
}

/**
 * What cannot be read ends. What went wrong otherwise stops, rather than go wrong every second; only
 * a database that is away is waited for.
 */
async function fail(context: Needs, one: Import, error: unknown): Promise<void> {
  if (isUnavailable(error)) throw error
  const unreadable = error instanceof UnreadableFile
  if (!unreadable) context.log.warn({ import: one.id, problem: String(error) }, 'an import failed')
  const failure: Failure = unreadable
    ? { problem: error.problem, ...(error.row !== undefined && { row: error.row }) }
    : { problem: 'internal' }
  const begun = one.state === 'running' || one.state === 'undoing'
  await context.database.write([
    sql`update imports set state = ${begun ? 'stopped' : 'failed'}, failure = ${JSON.stringify(failure)},
      ended_at = ${context.now()}, changed_at = ${context.now()} where id = ${one.id} and state = ${one.state}`,
    ...(begun ? [] : [...forgetFile(sql`= ${one.id}`), ...forgetRows(sql`= ${one.id}`)]),
  ])
}

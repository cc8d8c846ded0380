/** What staff do with an import; each a change of its state that is guarded, repeatable and in the audit. */
import type { Context } from '../context.ts'
import { join, sql, type Statement } from '../database/index.ts'
import type { FieldError, Posted } from '../endorsements/form.ts'
import { importEntry, type Who } from './audit.ts'
import { readOptions, type Options } from './options.ts'
import { findImport, type Import, type ImportState } from './types.ts'
import { wordingsUnit } from './wordings.ts'

type Needs = Pick<Context, 'database' | 'now'>
export type MapOutcome =
  | { outcome: 'checking' }
  | { outcome: 'invalid'; errors: FieldError[] }
  /** it has gone on meanwhile */
  | { outcome: 'tooLate' }

/** From these the file can be checked (again). */
const BEFORE: readonly ImportState[] = ['mapping', 'ready', 'checking']

/** What the columns mean is said: the check begins. */
export async function mapImport(
  context: Needs,
  who: Who,
  one: Import,
  posted: Posted,
): Promise<MapOutcome> {
  const read = readOptions(posted, one, one.looked?.width ?? 0, context.now())
  if ('errors' in read) return { outcome: 'invalid', errors: read.errors }
  const done = await checkWith(context, who, one.id, read.options)
  return { outcome: done ? 'checking' : 'tooLate' }
}

/** @returns false when it was not waiting for that */
export async function checkWith(
  { database, now }: Needs,
  who: Who,
  id: number,
  options: Options,
): Promise<boolean> {
  const at = now()
  const { add, ids } = wordingsUnit(options, at)
  const results = await database.write([
    ...add,
    sql`update imports set state = 'checking', options = ${JSON.stringify(options)}, title = ${options.title},
        source = ${options.source}, wordings = ${ids}, revision = revision + 1, ${NOTHING_CHECKED}, changed_at = ${at}
      where id = ${id} and ${inState(...BEFORE)}`,
    importEntry(who, 'check', id, at, {
      ...{ title: options.title, source: options.source, texts: options.texts.join(', ') },
      columns: options.columns.join(', '),
    }),
  ])
  return results[add.length]!.rowsAffected > 0
}

export const NOTHING_CHECKED = sql`checked = 0, ready = 0, wrong = 0, doubles = 0, flagged = 0, cursor = 0`

/** @param posted `revision` of the check that its author saw, `leaveFlagged` @returns false when that is not what stands there now */
export async function startImport(
  context: Needs,
  who: Who,
  id: number,
  posted: Posted,
): Promise<boolean> {
  const leave = posted['leaveFlagged'] === 'on'
  return act(context, [
    sql`update imports set state = 'running', cursor = 0, options = json_set(options, '$.leaveFlagged', json(${leave ? 'true' : 'false'})),
        changed_at = ${context.now()} where id = ${id} and state = 'ready' and ready > 0 and revision = ${Number(posted['revision'])}`,
    importEntry(who, 'start', id, context.now(), figures(id)),
    // The rows hold all of it by now.
    ...forgetFile(sql`= (select id from imports where id = ${id} and state = 'running')`),
  ])
}

/** Stops where it is; what was made stays, and can be undone, or it goes on. */
export const stopImport = (context: Needs, who: Who, id: number): Promise<boolean> =>
  move(context, who, id, 'stop', sql`state = 'stopped', ended_at = ${context.now()}`, ['running'])

export const resumeImport = (context: Needs, who: Who, id: number): Promise<boolean> =>
  move(context, who, id, 'resume', sql`state = 'running', ended_at = null`, ['stopped'])

/** @param reason kept for good, with each endorsement: it must name nobody */
export const undoImport = (
  context: Needs,
  who: Who,
  id: number,
  reason: string,
): Promise<boolean> =>
  act(context, [
    sql`update imports set state = 'undoing', cursor = 0, reason = ${reason}, ended_at = null, changed_at = ${context.now()}
      where id = ${id} and ${inState('done', 'stopped')}`,
    importEntry(who, 'undo', id, context.now(), { reason }),
  ])

/** Before anything was made: file and rows are forgotten. */
export async function discardImport(context: Needs, who: Who, id: number): Promise<boolean> {
  const one = await findImport(context, id)
  if (!one || one.made > 0) return false
  return act(context, [
    sql`update imports set state = 'discarded', ended_at = ${context.now()}, changed_at = ${context.now()}
      where id = ${id} and made = 0 and ${inState('uploading', 'reading', 'mapping', 'checking', 'ready', 'stopped', 'failed')}`,
    importEntry(who, 'discard', id, context.now()),
    ...forgetFile(sql`= ${id}`),
    ...forgetRows(sql`= ${id}`),
  ])
}

/** @param which a condition on the import's id */
export const forgetFile = (which: Statement): Statement[] => [
  sql`delete from import_parts where import_id ${which}`,
  sql`update imports set looked = null where id ${which} and looked is not null`,
]

/** What rows hold; that there were rows, and what became of them, stays. */
export const forgetRows = (which: Statement): Statement[] => [
  sql`update import_rows set fields = null, problems = null where import_id ${which} and (fields is not null or problems is not null)`,
]

const figures = (id: number) =>
  sql`(select json_object('ready', ready, 'wrong', wrong, 'doubles', doubles, 'flagged', flagged) from imports where id = ${id})`

const inState = (...states: ImportState[]) =>
  sql`state in (${join(
    states.map((state) => sql`${state}`),
    ', ',
  )})`

const move = (
  context: Needs,
  who: Who,
  id: number,
  what: string,
  set: Statement,
  from: ImportState[],
) =>
  act(context, [
    sql`update imports set ${set}, changed_at = ${context.now()} where id = ${id} and ${inState(...from)}`,
    importEntry(who, what, id, context.now()),
  ])

/** @returns whether the first statement took effect */
async function act({ database }: Needs, unit: Statement[]): Promise<boolean> {
  const [done] = await database.write(unit)
  return done!.rowsAffected > 0
}

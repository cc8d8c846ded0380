/** Taking back a change of many: what is still as the run left it becomes what it was. */
import type { Context } from '../../context.ts'
import { DAY } from '../../context.ts'
import { raw, sql, type Statement } from '../../database/index.ts'
import type { Actor } from '../actor.ts'
import { auditEntry, changed } from '../audit/entry.ts'
import type { Run } from './run.ts'
import { UNDOABLE } from './start.ts'

/** How long a run can be taken back. */
export const UNDO_FOR = 7 * DAY

/** Stops a run; what it has changed stays changed. @returns false when it had ended */
export async function cancelBulk(context: Context, actor: Actor, id: number): Promise<boolean> {
  const now = context.now()
  const [done] = await context.database.write([
    sql`update bulk_runs set state = 'cancelled', ended_at = ${now} where id = ${id} and state in ('collecting', 'running')`,
    auditEntry(
      { who: actor.id, what: 'bulk.cancel', subject: `bulk:${id}`, network: actor.network },
      now,
      changed,
    ),
  ])
  return done!.rowsAffected > 0
}

/** Begins to take a run back. @returns false when it is too late, or was never possible */
export async function undoBulk(context: Context, actor: Actor, id: number): Promise<boolean> {
  const now = context.now()
  const [done] = await context.database.write([
    sql`update bulk_runs set state = 'undoing', ended_at = null where id = ${id} and state in ('done', 'cancelled')
      and ended_at > ${now - UNDO_FOR} and verb in (select value from json_each(${JSON.stringify(UNDOABLE)}))`,
    auditEntry(
      { who: actor.id, what: 'bulk.undo', subject: `bulk:${id}`, network: actor.network },
      now,
      changed,
    ),
  ])
  return done!.rowsAffected > 0
}

/** One endorsement of a run that is taken back, unless somebody has decided on it since. */
export function undoRow(context: Context, run: Run, id: number): Statement[] {
  const now = context.now()
  const row = sql`bulk_rows b where b.run_id = ${run.id} and b.endorsement_id = ${id}`
  return [
    sql`insert into decisions (endorsement_id, verb, reason, decided_by, decided_at)
      select ${id}, 'undo', ${run.verb}, ${run.startedBy}, ${now} where exists (select 1 from ${row}
        and b.decision_id = (select max(id) from decisions where endorsement_id = ${id}))
        and exists (select 1 from endorsements where id = ${id} and ${AS_LEFT[run.verb] ?? raw('false')})`,
    sql`update bulk_rows set outcome = iif(changes() > 0, 'undone', 'kept') where run_id = ${run.id} and endorsement_id = ${id}`,
    auditEntry(
      {
        who: run.starterId,
        what: 'endorsement.undo',
        subject: `endorsement:${id}`,
        before: sql`(select json_object('state', state, 'heldBy', held_by) from endorsements where id = ${id})`,
        after: sql`(select json_object('state', b.state_before, 'heldBy', b.held_before, 'run', b.run_id) from ${row})`,
      },
      now,
      sql`exists (select 1 from ${row} and b.outcome = 'undone')`,
    ),
    sql`update endorsements set ${raw(BACK[run.verb] ?? 'id = id')}, changed_at = ${now}
      from ${sql`(select state_before, held_before from ${row} and b.outcome = 'undone') b`} where endorsements.id = ${id}`,
    sql`update bulk_runs set undone = undone + (select count(*) from ${row} and b.outcome = 'undone') where id = ${run.id}`,
  ]
}

/** Conditions: the endorsement is as the verb left it. */
const AS_LEFT: Partial<Record<Run['verb'], Statement>> = {
  hold: raw(`state = 'review'`),
  remove: raw(`state = 'removed'`),
  showComment: raw(`comment_approved_at is not null`),
  hideComment: raw(`comment_approved_at is null and comment is not null`),
}
const STATE_BACK = 'state = b.state_before, held_by = b.held_before'
const BACK: Partial<Record<Run['verb'], string>> = {
  hold: STATE_BACK,
  remove: STATE_BACK,
  showComment: 'comment_approved_at = null',
  hideComment: 'comment_approved_at = endorsements.changed_at',
}

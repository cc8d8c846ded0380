/**
 * Pausing, going on, cancelling; in force at once, also for what waits in the outbox already. What
 * waits is put off while a piece is paused, and not taken out: a mail that was tried once keeps its
 * id, so that it cannot leave twice. What is being handed over at that moment leaves.
 */
import type { Context } from '../context.ts'
import { raw, sql, type Statement } from '../database/index.ts'
import { auditEntry, changed, type AuditEntry } from '../staff/audit/entry.ts'
import { may, type ActorInRole, type NewsTransition } from './states.ts'

/** A time that does not come (the year 2286): mail of a paused piece is due then. */
export const NOT_BEFORE_TOLD = 9_999_999_999_999

/** A condition on a row of the outbox: it is no news, or its piece is neither paused nor cancelled. */
export const mayLeave: Statement = raw(
  `(message <> 'news' or (select state from news where id = params->>'news') in ('sending', 'done'))`,
)

/** A condition: mail of this piece that has not left. */
export const waitingOf = (id: number | Statement): Statement =>
  sql`state = 'waiting' and priority = 2 and message = 'news' and params->>'news' = ${id}`

/** @returns false when it was not being sent */
export const pause = (context: Context, actor: ActorInRole, id: number): Promise<boolean> =>
  change(context, actor, id, 'pause', [
    sql`update news set state = 'paused' where id = ${id} and ${may('pause', actor.role)}`,
    holdMail(id),
  ])

/** @returns false when it was not paused, or is not theirs to send on */
export const resume = (context: Context, actor: ActorInRole, id: number): Promise<boolean> =>
  change(context, actor, id, 'resume', [
    sql`update news set state = 'sending' where id = ${id} and ${may('resume', actor.role)}`,
    sql`update outbox set next_attempt_at = ${context.now()} where ${waitingOf(id)} and next_attempt_at >= ${NOT_BEFORE_TOLD}
      and exists (select 1 from news where id = ${id} and state = 'sending')`,
  ])

/** Ends it for good: nobody else gets it. @returns false when it had ended, or is not theirs to end */
export const cancel = (context: Context, actor: ActorInRole, id: number): Promise<boolean> =>
  change(context, actor, id, 'cancel', [
    sql`update news set state = 'cancelled', ended_at = ${context.now()},
      queued = queued - (select count(*) from outbox where ${waitingOf(id)}) where id = ${id} and ${may('cancel', actor.role)}`,
    sql`delete from outbox where ${waitingOf(id)} and ${cancelled(id)}`,
    // What was given up is not sent again.
    sql`delete from outbox where state = 'dead' and message = 'news' and params->>'news' = ${id} and ${cancelled(id)}`,
  ])

const cancelled = (id: number) =>
  sql`exists (select 1 from news where id = ${id} and state = 'cancelled')`

async function change(
  { database, now }: Context,
  actor: ActorInRole,
  id: number,
  transition: NewsTransition,
  [first, ...rest]: [Statement, ...Statement[]],
): Promise<boolean> {
  const entry = { who: actor.id, what: `news.${transition}`, network: actor.network }
  const results = await database.write([first, audit(entry, id, now()), ...rest])
  return results[0]!.rowsAffected > 0
}

const audit = (entry: AuditEntry, id: number, now: number) =>
  auditEntry({ ...entry, subject: `news:${id}` }, now, changed)

/** Puts off what waits of a paused piece; also what was being tried when it was paused. */
export const holdMail = (id: number): Statement =>
  sql`update outbox set next_attempt_at = ${NOT_BEFORE_TOLD} where ${waitingOf(id)} and next_attempt_at < ${NOT_BEFORE_TOLD}
    and exists (select 1 from news where id = ${id} and state = 'paused')`

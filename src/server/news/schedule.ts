/** Saying that a piece of news shall be sent, and when; and taking that back before it begins. */
import type { Context } from '../context.ts'
import { DAY, MINUTE } from '../context.ts'
import { sql } from '../database/index.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Actor } from '../staff/actor.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'
import { countReaders, keptAudience } from './audience.ts'
import { may, type ActorInRole } from './states.ts'

const FURTHEST = 366 * DAY

export type ScheduleOutcome =
  | 'scheduled'
  /** nobody would get it */
  | 'nobody'
  /** no such time, gone by, or too far away */
  | 'time'
  | 'changedMeanwhile'

/** @param posted `revision`: what was seen; `when`: `now` or `later`, and then `at`: UTC, as `2026-11-22T09:00` */
export async function schedule(
  context: Context,
  actor: Actor,
  id: number,
  posted: Posted,
): Promise<ScheduleOutcome> {
  const now = context.now()
  const dueAt = posted['when'] === 'later' ? timeIn(posted['at'], now) : now
  if (dueAt === undefined) return 'time'
  const row = await context.database.firstFresh(sql`select audience from news where id = ${id}`)
  const expected = row ? await countReaders(context, keptAudience(row['audience'])) : 0
  if (expected === 0) return 'nobody'
  const revision = Number(posted['revision'])
  const results = await context.database.write([
    sql`update news set state = 'scheduled', due_at = ${dueAt}, expected = ${expected}, changed_by = ${actor.email}, changed_at = ${now}
      where id = ${id} and ${may('schedule')} and revision = ${revision}
        and exists (select 1 from news_texts where news_id = ${id})`,
    auditEntry(
      {
        who: actor.id,
        what: 'news.schedule',
        subject: `news:${id}`,
        after: { dueAt: new Date(dueAt).toISOString(), expected },
        network: actor.network,
      },
      now,
      changed,
    ),
    // A second click finds it done.
    sql`select 1 from news where id = ${id} and state not in ('draft', 'cancelled') and revision = ${revision}`,
  ])
  return results.at(-1)!.rows.length > 0 ? 'scheduled' : 'changedMeanwhile'
}

function timeIn(typed: Posted[string] | undefined, now: number): number | undefined {
  if (typeof typed !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(typed))
    return undefined
  const time = Date.parse(`${typed}Z`)
  // This very minute is now.
  return time > now - MINUTE && time < now + FURTHEST ? time : undefined
}

/** Makes a draft of it again, unless it has begun. @returns false when it has */
export async function takeBack(context: Context, actor: ActorInRole, id: number): Promise<boolean> {
  const now = context.now()
  const results = await context.database.write([
    sql`update news set state = 'draft', due_at = null, changed_by = ${actor.email}, changed_at = ${now}
      where id = ${id} and ${may('takeBack', actor.role)}`,
    auditEntry(
      { who: actor.id, what: 'news.takeBack', subject: `news:${id}`, network: actor.network },
      now,
      changed,
    ),
  ])
  return results[0]!.rowsAffected > 0
}

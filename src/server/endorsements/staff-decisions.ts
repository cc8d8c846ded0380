/**
 * What staff may do to an endorsement, each with a reason that is kept: hold, approve, decline,
 * remove, restore. The change, its decision and its mail are one unit; a decision that came too
 * late (the state has changed since) leaves no trace.
 */
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { mailOnApproval, mailOnDecline } from './staff-mails.ts'
import { may, type Transition } from './states.ts'

export const VERBS = ['hold', 'approve', 'decline', 'remove', 'restore'] as const
export type Verb = (typeof VERBS)[number]
export type Decision = {
  verb: Verb
  /** kept for good; told to the owner when it is declined */
  reason: string
  by: string
  /** further records of the same unit, written if the condition holds */
  record?: (condition: Statement) => Statement[]
}

/** @returns false when the endorsement was not in a state for this */
export async function decide(context: Context, id: number, decision: Decision): Promise<boolean> {
  const results = await context.database.write(decisionUnit(context, id, decision))
  return results[0]!.rowsAffected > 0
}

/** The statements of a decision; the first changes one row if it takes effect. */
export function decisionUnit(
  context: Context,
  id: number,
  { verb, reason, by, record }: Decision,
): Statement[] {
  const now = context.now()
  const fits = sql`exists (select 1 from endorsements where id = ${id} and ${may(verb satisfies Transition)})`
  return [
    sql`insert into decisions (endorsement_id, verb, reason, decided_by, decided_at)
      select ${id}, ${verb}, ${reason}, ${by}, ${now} where ${fits}`,
    ...(record?.(fits) ?? []),
    ...(verb === 'approve' ? mailOnApproval(context, id, now) : []),
    ...(verb === 'decline' ? mailOnDecline(context, id, reason, now) : []),
    apply(verb, id, reason, now),
  ]
}

function apply(verb: Verb, id: number, reason: string, now: number): Statement {
  const where = sql`where id = ${id} and ${may(verb)}`
  switch (verb) {
    case 'hold':
      return sql`update endorsements set state = 'review', held_by = ${reason}, changed_at = ${now} ${where}`
    case 'decline':
      return sql`update endorsements set state = 'declined', held_by = null, changed_at = ${now} ${where}`
    case 'remove':
      return sql`update endorsements set state = 'removed', held_by = null, changed_at = ${now} ${where}`
    case 'approve':
    case 'restore':
      // Someone held before their first publication gets their number now.
      return sql`update endorsements set state = 'published', held_by = null, changed_at = ${now},
          published_at = coalesce(published_at, ${now}),
          number = coalesce(number, (select coalesce(max(number), 0) + 1 from endorsements)) ${where}`
  }
}

/**
 * What staff may do to an endorsement, each with a reason that is kept: hold, approve, decline,
 * remove, restore. The change and its decision are one batch; a decision that came too late (the
 * state has changed since) leaves no trace.
 */
import type { Context } from '../context.ts'
import { raw, sql, type Statement } from '../database/index.ts'
import { enqueue } from '../mail/outbox.ts'
import { may, type Transition } from './states.ts'
import { MANAGE_LIFETIME, newToken, seal } from './tokens.ts'

export type Verb = 'hold' | 'approve' | 'decline' | 'remove' | 'restore'
export type Decision = { verb: Verb; reason: string; by: string }

/** @returns false when the endorsement was not in a state for this */
export async function decide(
  context: Context,
  id: number,
  { verb, reason, by }: Decision,
): Promise<boolean> {
  const now = context.now()
  const results = await context.database.write([
    sql`insert into decisions (endorsement_id, verb, reason, decided_by, decided_at)
      select ${id}, ${verb}, ${reason}, ${by}, ${now} where exists
        (select 1 from endorsements where id = ${id} and ${may(verb satisfies Transition)})`,
    ...(verb === 'approve' ? mailOnApproval(context, id, now) : []),
    apply(verb, id, reason, now),
  ])
  return results[0]!.rowsAffected > 0
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

/** The first approval brings the number and a manage link by mail; a later one says nothing. */
function mailOnApproval(context: Context, id: number, now: number): Statement[] {
  const manage = newToken()
  const first = sql`exists (select 1 from endorsements where id = ${id} and ${may('approve')} and number is null)`
  const field = (column: string) => sql`(select ${raw(column)} from endorsements where id = ${id})`
  return [
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${manage.hash}, 'manage', ${id}, ${now}, ${now + MANAGE_LIFETIME} where ${first}`,
    enqueue(
      {
        message: 'signed',
        recipient: field('email'),
        recipientKey: field('email_key'),
        language: field('language'),
        params: sql`(select json_object('name', name, 'kind', kind,
          'number', (select coalesce(max(number), 0) + 1 from endorsements)) from endorsements where id = ${id})`,
        sealedToken: seal(context.config.secretKey, manage.token),
      },
      first,
      now,
    ),
  ]
}

/** The mails that follow a decision of staff, each with a link to manage the endorsement. */
import type { Context } from '../context.ts'
import { raw, sql, type Statement } from '../database/index.ts'
import { enqueue, type MailMessage } from '../mail/outbox.ts'
import { may } from './states.ts'
import { MANAGE_LIFETIME, newToken, seal } from './tokens.ts'

/** The first approval brings the number; a later one, or one of who was never told otherwise, says nothing. */
export function mailOnApproval(context: Context, id: number, now: number): Statement[] {
  const first = sql`exists (select 1 from endorsements where id = ${id} and ${may('approve')} and number is null
    and email is not null and (state = 'review' or kind = 'organisation'))`
  const params = sql`(select json_object('name', name, 'kind', kind,
    'number', (select coalesce(max(number), 0) + 1 from endorsements)) from endorsements where id = ${id})`
  return mailManageLink(context, id, 'signed', params, first, now)
}

/** Who is declined is told why. */
export function mailOnDecline(
  context: Context,
  id: number,
  reason: string,
  now: number,
): Statement[] {
  const waits = sql`exists (select 1 from endorsements where id = ${id} and ${may('decline')} and email is not null)`
  const params = sql`(select json_object('name', name, 'kind', kind, 'reason', ${reason}) from endorsements where id = ${id})`
  return mailManageLink(context, id, 'declined', params, waits, now)
}

/** A mail to the owner of an endorsement, with a new manage link, if the condition holds. */
export function mailManageLink(
  context: Context,
  id: number,
  message: MailMessage,
  params: Statement,
  condition: Statement,
  now: number,
): Statement[] {
  const { token, hash } = newToken()
  const field = (column: string) => sql`(select ${raw(column)} from endorsements where id = ${id})`
  return [
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${hash}, 'manage', ${id}, ${now}, ${now + MANAGE_LIFETIME} where ${condition}`,
    enqueue(
      {
        message,
        recipient: field('email'),
        recipientKey: field('email_key'),
        language: field('language'),
        params,
        sealedToken: seal(context.config.secretKey, token),
      },
      condition,
      now,
    ),
  ]
}

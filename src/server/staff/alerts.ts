/** News of their account, for its owner: what they did not do themselves they hear of. */
import { sql, type Statement } from '../database/index.ts'
import { enqueue } from '../mail/outbox.ts'
import type { StaffVisitor } from './visitor.ts'

export type AlertEvent =
  | 'signIn'
  | 'recovery'
  | 'password'
  | 'totp'
  | 'totpRemoved'
  | 'passkey'
  | 'passkeyRemoved'
  | 'codes'
  | 'role'
  | 'factorsReset'

export type Alert = {
  /** id of the account */
  to: number
  event: AlertEvent
  visitor: Pick<StaffVisitor, 'network' | 'agent' | 'language'>
}

/** A statement that queues the mail if the condition holds. Whatever the limits of forms say. */
export function alertMail(
  { to, event, visitor }: Alert,
  now: number,
  condition: Statement,
): Statement {
  const time = new Date(now).toISOString().slice(0, 16).replace('T', ' ')
  return enqueue(
    {
      message: 'staffAlert',
      recipient: sql`(select email from staff where id = ${to})`,
      recipientKey: sql`(select email_key from staff where id = ${to})`,
      language: visitor.language,
      params: sql`${JSON.stringify({ event, time, agent: visitor.agent || '?', network: visitor.network })}`,
    },
    condition,
    now,
  )
}

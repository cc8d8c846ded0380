/** A forgotten password: a link by mail to whoever has an account; the same answer to everybody. */
import type { Context } from '../context.ts'
import { DAY } from '../context.ts'
import { sql } from '../database/index.ts'
import { emailField, fieldErrors, type FieldError, type Posted } from '../endorsements/form.ts'
import { seal } from '../endorsements/tokens.ts'
import { enqueue } from '../mail/outbox.ts'
import { z } from 'zod'
import { beginAttempt, bucket } from './attempts.ts'
import { auditEntry } from './audit/entry.ts'
import { newLink } from './links.ts'
import type { StaffVisitor } from './visitor.ts'

export type Asked =
  | { outcome: 'accepted' }
  | { outcome: 'invalid'; errors: FieldError[] }
  | { outcome: 'tooMany'; retryAfter: number }

/** Links that one address gets in 24 hours; news of the account is not counted. */
const MOST_A_DAY = 5

const form = z.object({ email: emailField })

/** The same statements run for every address. */
export async function askReset(
  context: Context,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<Asked> {
  const read = form.safeParse(posted)
  if (!read.success) return { outcome: 'invalid', errors: fieldErrors(read.error, ['email']) }
  const { key } = read.data.email
  const wait = await beginAttempt(context, [bucket(context, 'reset', visitor.network)])
  if (wait > 0) return { outcome: 'tooMany', retryAfter: wait }
  const now = context.now()
  const id = sql`(select id from staff where email_key = ${key} and state = 'active')`
  const sent = sql`(select count(*) from outbox where recipient_key = ${key} and message = 'staffReset'
    and created_at > ${now - DAY})`
  const may = sql`${id} is not null and ${sent} < ${MOST_A_DAY}`
  const link = newLink('reset', id, now, may)
  await context.database.write([
    ...link.statements,
    auditEntry(
      {
        who: 'visitor',
        what: 'password.forget',
        subject: sql`'staff:' || ${id}`,
        network: visitor.network,
      },
      now,
      may,
    ),
    enqueue(
      {
        message: 'staffReset',
        recipient: sql`(select email from staff where id = ${id})`,
        recipientKey: key,
        language: visitor.language,
        params: sql`'{}'`,
        sealedToken: seal(context.config.secretKey, link.token),
      },
      may,
      now,
    ),
  ])
  return { outcome: 'accepted' }
}

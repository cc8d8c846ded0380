/** An admin invites somebody by mail; or an operator does, and passes the link on. */
import { z } from 'zod'
import { ROLES } from '../../../../db/words.ts'
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import type { EmailAddress } from '../../endorsements/email-address.ts'
import { emailField, fieldErrors, type FieldError, type Posted } from '../../endorsements/form.ts'
import { seal } from '../../endorsements/tokens.ts'
import { enqueue } from '../../mail/outbox.ts'
import type { Staff, StaffRole } from '../accounts.ts'
import { auditEntry, changed, type Actor } from '../audit/entry.ts'
import { newLink } from '../links.ts'
import type { StaffVisitor } from '../visitor.ts'
import { isAdmin } from './may.ts'

export type Invited = { outcome: 'invited' } | { outcome: 'invalid'; errors: FieldError[] }

const form = z.object({ email: emailField, role: z.enum(ROLES, 'staff.errors.role') })

/** Who was invited and has not come yet is sent a new link; the old one ends. */
export async function invite(
  context: Context,
  by: Staff,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<Invited> {
  const read = form.safeParse(posted)
  if (!read.success)
    return { outcome: 'invalid', errors: fieldErrors(read.error, ['email', 'role']) }
  const { email, role } = read.data
  const invitation = prepare(
    context,
    { email, role, by: by.id, network: visitor.network },
    isAdmin(by.id),
  )
  const mail = enqueue(
    {
      message: 'staffInvitation',
      recipient: email.address,
      recipientKey: email.key,
      language: visitor.language,
      params: sql`${JSON.stringify({ role })}`,
      sealedToken: seal(context.config.secretKey, invitation.token),
    },
    invitation.made,
    context.now(),
  )
  const results = await context.database.write([...invitation.statements, mail])
  if (results.at(-1)!.rowsAffected > 0) return { outcome: 'invited' }
  return { outcome: 'invalid', errors: [{ field: 'email', message: 'staff.errors.emailTaken' }] }
}

type Invitation = { email: EmailAddress; role: StaffRole; by: Actor; network?: string }

/** The statements of an invitation, and the token of its link. */
export function prepare(
  { now: clock }: Pick<Context, 'now'>,
  { email, role, by, network = '' }: Invitation,
  condition: Statement,
): { token: string; statements: Statement[]; made: Statement } {
  const now = clock()
  const id = sql`(select id from staff where email_key = ${email.key})`
  const waits = sql`exists (select 1 from staff where email_key = ${email.key} and state = 'invited')`
  const link = newLink('invitation', id, now, sql`${waits} and ${condition}`)
  return {
    token: link.token,
    made: sql`exists (select 1 from staff_tokens where hash = ${link.hash})`,
    statements: [
      // Who has left may come back, as somebody new: no password, factor or session is left.
      sql`insert into staff (email, email_key, role, state, created_at, changed_at)
        select ${email.address}, ${email.key}, ${role}, 'invited', ${now}, ${now} where ${condition}
        on conflict (email_key) do update set email = excluded.email, role = excluded.role, state = 'invited',
          changed_at = excluded.changed_at where staff.state in ('invited', 'ended')`,
      auditEntry(
        {
          who: by,
          what: 'staff.invite',
          subject: sql`'staff:' || ${id}`,
          after: { email: email.address, role },
          network,
        },
        now,
        changed,
      ),
      ...link.statements,
    ],
  }
}

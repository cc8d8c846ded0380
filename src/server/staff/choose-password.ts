/** A password is chosen: by the link of an invitation or of a reset, or by whoever is signed in. */
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import type { FieldError, Posted } from '../endorsements/form.ts'
import { translator } from '../messages/index.ts'
import type { Staff } from './accounts.ts'
import { alertMail } from './alerts.ts'
import { auditEntry, changed } from './audit/entry.ts'
import { isGood, openLink, type LinkPurpose } from './links.ts'
import { passwordProblem } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { endSessions, type Session } from './sessions.ts'
import type { StaffVisitor } from './visitor.ts'

export type Chosen =
  { outcome: 'done' } | { outcome: 'gone' } | { outcome: 'invalid'; errors: FieldError[] }

/** @param raw token of the link. @param posted `password` */
export async function chooseByLink(
  context: Context,
  purpose: LinkPurpose,
  raw: string | undefined,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<Chosen> {
  const link = await openLink(context, purpose, raw)
  if (!link) return { outcome: 'gone' }
  const good = isGood(link.hash, purpose, context.now())
  const what = purpose === 'invitation' ? 'staff.join' : 'password.reset'
  return store(context, link.staff, posted, { condition: good, what, keep: '' }, visitor)
}

/** By whoever is signed in and has proved it lately; the other sessions end. */
export function changePassword(
  context: Context,
  { staff, session }: { staff: Staff; session: Session },
  posted: Posted,
  visitor: StaffVisitor,
): Promise<Chosen> {
  const there = sql`exists (select 1 from staff_sessions s where s.id = ${session.id})`
  const how = { condition: there, what: 'password.change', keep: session.id }
  return store(context, staff, posted, how, visitor)
}

type How = { condition: Statement; what: string; keep: string }

async function store(
  context: Context,
  staff: Staff,
  posted: Posted,
  { condition, what, keep }: How,
  visitor: StaffVisitor,
): Promise<Chosen> {
  const password = typeof posted['password'] === 'string' ? posted['password'] : ''
  const site = translator(visitor.language)('site.name')
  const message = await passwordProblem(password, [staff.email, site, 'accede'])
  if (message) return { outcome: 'invalid', errors: [{ field: 'password', message }] }
  const hash = await hashPassword(password)
  const now = context.now()
  const stored = sql`exists (select 1 from staff where id = ${staff.id} and password_hash = ${hash})`
  const subject = `staff:${staff.id}`
  const results = await context.database.write([
    sql`update staff set password_hash = ${hash}, state = 'active', changed_at = ${now}
      where id = ${staff.id} and state in ('active', 'invited') and ${condition}`,
    auditEntry({ who: staff.id, what, subject, network: visitor.network }, now, changed),
    sql`delete from staff_tokens where staff_id = ${staff.id} and ${stored}`,
    sql`${endSessions(staff.id, keep)} and ${stored}`,
    ...(what === 'staff.join'
      ? []
      : [alertMail({ to: staff.id, event: 'password', visitor }, now, stored)]),
  ])
  return { outcome: results[0]!.rowsAffected > 0 ? 'done' : 'gone' }
}

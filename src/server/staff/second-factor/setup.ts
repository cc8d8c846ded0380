/**
 * An authenticator app is set up in two steps: a secret is made and waits with the session; a first
 * right code makes it the account's. Recovery codes come with the first factor.
 */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import type { Posted } from '../../endorsements/form.ts'
import { hasSecondFactor, type Staff } from '../accounts.ts'
import { alertMail } from '../alerts.ts'
import { beginAttempt, bucket, forgive } from '../attempts.ts'
import { auditEntry, changed } from '../audit/entry.ts'
import { endSessions, type Session } from '../sessions.ts'
import type { StaffVisitor } from '../visitor.ts'
import { newCodes } from './recovery-codes.ts'
import { newSecret, stepOf } from './totp.ts'

type Owner = { staff: Staff; session: Session }

export async function beginTotp({ config, database }: Context, { session }: Owner): Promise<void> {
  const secret = newSecret(config.secretKey)
  await database.write([
    sql`update staff_sessions set pending_totp = ${secret} where id = ${session.id}`,
  ])
}

export type SetUp =
  | { outcome: 'done'; codes: string[] }
  | { outcome: 'wrong' }
  | { outcome: 'tooMany'; retryAfter: number }

/** @param posted `code`: what the app shows. @returns new recovery codes, if there was no factor before */
export async function confirmTotp(
  context: Context,
  { staff, session }: Owner,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<SetUp> {
  const pending = session.pendingTotp
  const code = typeof posted['code'] === 'string' ? posted['code'].slice(0, 100) : ''
  const buckets = [bucket(context, 'factor', `setup ${session.id}`)]
  const wait = await beginAttempt(context, buckets)
  if (wait > 0) return { outcome: 'tooMany', retryAfter: wait }
  const step = pending ? stepOf(context.config.secretKey, pending, code, context.now()) : undefined
  if (!pending || step === undefined) return { outcome: 'wrong' }
  const first = !hasSecondFactor(staff)
  const mine = sql`exists (select 1 from staff where id = ${staff.id} and totp_secret = ${pending})`
  const codes = newCodes(context, staff.id, mine)
  const results = await context.database.write([
    sql`update staff set totp_secret = ${pending}, totp_step = ${step}, changed_at = ${context.now()}
      where id = ${staff.id} and exists (select 1 from staff_sessions where id = ${session.id} and pending_totp = ${pending})`,
    auditEntry(entryOf(staff, 'totp.set', visitor), context.now(), changed),
    ...(first ? codes.statements : []),
    ...factorChanged({ staff, session }, 'totp', mine),
    alertMail({ to: staff.id, event: 'totp', visitor }, context.now(), mine),
    ...forgive(buckets, context.now(), mine),
  ])
  if (results[0]!.rowsAffected === 0) return { outcome: 'wrong' }
  return { outcome: 'done', codes: first ? codes.codes : [] }
}

/** This session now has the factor, and the others end. */
export function factorChanged(
  { staff, session }: Owner,
  factor: 'totp' | 'passkey',
  condition: Statement,
): Statement[] {
  return [
    sql`update staff_sessions set factor = ${factor}, pending_totp = null where id = ${session.id} and ${condition}`,
    sql`${endSessions(staff.id, session.id)} and ${condition}`,
  ]
}

export type Removed = 'removed' | 'needed' | 'absent'

/** An admin keeps a second factor, and whoever has no password keeps a way in. */
export async function removeTotp(
  context: Context,
  { staff, session }: Owner,
  visitor: StaffVisitor,
): Promise<Removed> {
  if (!staff.hasTotp) return 'absent'
  if (staff.role === 'admin' && !staff.hasPasskey) return 'needed'
  const now = context.now()
  const has = sql`exists (select 1 from staff where id = ${staff.id} and totp_secret is not null
    and (role <> 'admin' or exists (select 1 from staff_passkeys where staff_id = ${staff.id})))`
  const results = await context.database.write([
    alertMail({ to: staff.id, event: 'totpRemoved', visitor }, now, has),
    auditEntry(entryOf(staff, 'totp.remove', visitor), now, has),
    sql`${endSessions(staff.id, session.id)} and ${has}`,
    sql`update staff set totp_secret = null, changed_at = ${now} where id = ${staff.id} and ${has}`,
  ])
  return results.at(-1)!.rowsAffected > 0 ? 'removed' : 'needed'
}

/** New recovery codes in place of the old ones. @returns them, to be shown once */
export async function renewCodes(
  context: Context,
  { staff }: Owner,
  visitor: StaffVisitor,
): Promise<string[]> {
  const { codes, statements } = newCodes(context, staff.id, sql`true`)
  await context.database.write([
    ...statements,
    auditEntry(entryOf(staff, 'recovery.renew', visitor), context.now()),
    alertMail({ to: staff.id, event: 'codes', visitor }, context.now(), sql`true`),
  ])
  return codes
}

const entryOf = ({ id }: Staff, what: string, { network }: StaffVisitor) => ({
  who: id,
  what,
  subject: `staff:${id}`,
  network,
})

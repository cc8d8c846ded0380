/** Staff sign in with address and password; with a second factor, that comes next. */
import { z } from 'zod'
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { parseEmail } from '../endorsements/email-address.ts'
import { fieldErrors, type FieldError, type Posted } from '../endorsements/form.ts'
import { hasSecondFactor, toStaff, type Staff } from './accounts.ts'
import { beginAttempt, bucket, forgive, type Bucket } from './attempts.ts'
import { auditEntry, changed } from './audit/entry.ts'
import { maskAddress } from './audit/mask.ts'
import { LONGEST_PASSWORD, verifyPassword } from './passwords.ts'
import { beginSession } from './sessions.ts'
import type { StaffVisitor } from './visitor.ts'

export type SignIn =
  | { outcome: 'signedIn'; cookies: string[]; next: 'staff' | 'secondFactor' }
  | { outcome: 'invalid'; errors: FieldError[] }
  | { outcome: 'wrong' }
  | { outcome: 'tooMany'; retryAfter: number }

const line = (message: string) => z.preprocess((value) => value ?? '', z.string().min(1, message))
const form = z.object({
  email: line('errors.email.missing'),
  password: line('staff.errors.passwordMissing'),
})

/** The same work and the same answer for an address that has an account and one that has none. */
export async function signIn(
  context: Context,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<SignIn> {
  const read = form.safeParse(posted)
  if (!read.success)
    return { outcome: 'invalid', errors: fieldErrors(read.error, ['email', 'password']) }
  const { email, password } = read.data
  const parsed = parseEmail(email)
  const key = typeof parsed === 'object' ? parsed.key : ''
  const buckets = bucketsOf(context, key, visitor)
  const wait = await beginAttempt(context, buckets)
  if (wait > 0) return { outcome: 'tooMany', retryAfter: wait }
  const found = await findByKey(context, key)
  const right = await verifyPassword(
    found?.passwordHash ?? null,
    password.slice(0, LONGEST_PASSWORD),
  )
  if (!found || !right) {
    await noteFailure(context, key, found, visitor)
    return { outcome: 'wrong' }
  }
  return begin(context, found, buckets, visitor)
}

const bucketsOf = (context: Context, key: string, visitor: StaffVisitor): Bucket[] => [
  bucket(context, 'account', key),
  bucket(context, 'network', visitor.network),
]

type Found = Staff & { passwordHash: string | null }

async function findByKey(context: Context, key: string): Promise<Found | undefined> {
  const row = await context.database.firstFresh(
    sql`select id, email, role, state, password_hash, totp_secret is not null as has_totp,
        exists (select 1 from staff_passkeys p where p.staff_id = staff.id) as has_passkey
      from staff where email_key = ${key} and state = 'active'`,
  )
  if (!row) return undefined
  const hash = row['password_hash']
  return { ...toStaff(row), passwordHash: hash === null ? null : String(hash) }
}

async function noteFailure(
  context: Context,
  key: string,
  found: Found | undefined,
  { network }: StaffVisitor,
): Promise<void> {
  const after = { email: key ? maskAddress(key) : '' }
  const subject = found ? `staff:${found.id}` : ''
  await context.database.write([
    auditEntry({ who: 'visitor', what: 'session.refuse', subject, after, network }, context.now()),
  ])
}

async function begin(
  context: Context,
  found: Found,
  buckets: Bucket[],
  visitor: StaffVisitor,
): Promise<SignIn> {
  const now = context.now()
  const { network, agent } = visitor
  const factor = hasSecondFactor(found) ? '' : 'none'
  // Nobody was suspended, and no password changed, while this one was compared.
  const still = sql`exists (select 1 from staff where id = ${found.id} and state = 'active'
    and password_hash = ${found.passwordHash})`
  const session = await beginSession(context, { staffId: found.id, factor, network, agent }, still)
  const results = await context.database.write([
    session.statement,
    auditEntry(
      {
        who: found.id,
        what: 'session.begin',
        subject: `staff:${found.id}`,
        after: { factor },
        network,
      },
      now,
      changed,
    ),
    sql`update staff set signed_in_at = ${now} where id = ${found.id} and ${still}`,
    ...forgive(buckets, now),
  ])
  if (results[0]!.rowsAffected === 0) return { outcome: 'wrong' }
  return {
    outcome: 'signedIn',
    cookies: [session.cookie],
    next: factor === '' ? 'secondFactor' : 'staff',
  }
}

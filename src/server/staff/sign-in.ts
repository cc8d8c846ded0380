/** Staff sign in with address and password; with a second factor, that comes next. */
import { z } from 'zod'
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { parseEmail } from '../endorsements/email-address.ts'
import { fieldErrors, type FieldError, type Posted } from '../endorsements/form.ts'
import type { MessageKey } from '../messages/index.ts'
import { hasSecondFactor } from './accounts.ts'
import { beginAttempt, bucket, type Bucket } from './attempts.ts'
import { auditEntry } from './audit/entry.ts'
import { maskAddress } from './audit/mask.ts'
import { enter } from './enter.ts'
import { findActive, type Found } from './find.ts'
import { knownBrowser } from './known-browser.ts'
import { LONGEST_PASSWORD, verifyPassword } from './passwords.ts'
import type { StaffVisitor } from './visitor.ts'

export type SignIn =
  | { outcome: 'signedIn'; cookies: string[]; next: 'staff' | 'secondFactor' }
  | { outcome: 'invalid'; errors: FieldError[] }
  | { outcome: 'wrong' }
  | { outcome: 'tooMany'; retryAfter: number }

/** One value, not empty. */
export const filled = (message: MessageKey) =>
  z.preprocess((value) => value ?? '', z.string('errors.single').min(1, message))
const form = z.object({
  email: filled('errors.email.missing'),
  password: filled('staff.errors.passwordMissing'),
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
  const found = await findActive(context, sql`email_key = ${key}`)
  const buckets = bucketsOf(context, key, found, visitor)
  const wait = await beginAttempt(context, buckets)
  if (wait > 0) return { outcome: 'tooMany', retryAfter: wait }
  const hash = found?.passwordHash ?? null
  const right = await verifyPassword(hash, password.slice(0, LONGEST_PASSWORD))
  if (found && right) return pass(context, found, buckets, visitor)
  await noteFailure(context, key, found, visitor)
  return { outcome: 'wrong' }
}

/** By account and network; from a browser that its owner has used before, by that browser alone. */
function bucketsOf(
  context: Context,
  key: string,
  found: Found | undefined,
  { network, cookies }: StaffVisitor,
): Bucket[] {
  const known = knownBrowser(context, cookies, found?.id)
  if (known) return [bucket(context, 'device', known)]
  return [bucket(context, 'account', key), bucket(context, 'network', network)]
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

async function pass(
  context: Context,
  found: Found,
  buckets: Bucket[],
  visitor: StaffVisitor,
): Promise<SignIn> {
  // Nobody was suspended, and no password changed, while this one was compared.
  const condition = sql`exists (select 1 from staff where id = ${found.id} and state = 'active'
    and password_hash = ${found.passwordHash})`
  const asks = hasSecondFactor(found)
  const factor = asks ? '' : 'none'
  const cookies = await enter(context, { staff: found, factor, condition, buckets }, visitor)
  if (!cookies) return { outcome: 'wrong' }
  return { outcome: 'signedIn', cookies, next: asks ? 'secondFactor' : 'staff' }
}

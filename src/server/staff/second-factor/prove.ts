/** The second step of signing in: a code of the app, or a recovery code. (Passkeys: ../passkeys.) */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import type { Posted } from '../../endorsements/form.ts'
import { alertMail } from '../alerts.ts'
import { beginAttempt, bucket, type Bucket } from '../attempts.ts'
import { auditEntry, changed } from '../audit/entry.ts'
import { enter } from '../enter.ts'
import { findActive, type Found } from '../find.ts'
import { knownBrowser } from '../known-browser.ts'
import { findSession } from '../sessions.ts'
import type { StaffVisitor } from '../visitor.ts'
import { findCode } from './recovery-codes.ts'
import { stepOf } from './totp.ts'

export type Proved =
  | { outcome: 'signedIn'; cookies: string[] }
  | { outcome: 'mustSignIn' }
  | { outcome: 'wrong' }
  | { outcome: 'tooMany'; retryAfter: number }

/** @param posted `code`: six digits, or a recovery code */
export async function proveSecondFactor(
  context: Context,
  posted: Posted,
  visitor: StaffVisitor,
): Promise<Proved> {
  const session = await findSession(context, visitor.cookies)
  const found = session && (await findActive(context, sql`id = ${session.staff.id}`))
  if (!found) return { outcome: 'mustSignIn' }
  const buckets = bucketsOf(context, found, visitor)
  const wait = await beginAttempt(context, buckets)
  if (wait > 0) return { outcome: 'tooMany', retryAfter: wait }
  const code = typeof posted['code'] === 'string' ? posted['code'].slice(0, 100) : ''
  const way = proofOf(context, found, code, visitor)
  const cookies =
    way && (await enter(context, { staff: found, ...way, condition: changed, buckets }, visitor))
  if (cookies) return { outcome: 'signedIn', cookies }
  await noteFailure(context, found, visitor)
  return { outcome: 'wrong' }
}

function bucketsOf(context: Context, found: Found, { cookies }: StaffVisitor): Bucket[] {
  const known = knownBrowser(context, cookies, found.id)
  return [
    known
      ? bucket(context, 'device', `factor ${known}`)
      : bucket(context, 'factor', String(found.id)),
  ]
}

type Proof = { factor: 'totp' | 'recovery'; proof: Statement[] }

/** What uses the code up; undefined when it cannot be right. */
function proofOf(
  context: Context,
  found: Found,
  code: string,
  visitor: StaffVisitor,
): Proof | undefined {
  const now = context.now()
  if (/[a-z]/i.test(code) || code.replace(/\D/g, '').length > 6) {
    const { there, take } = findCode(context, found.id, code)
    return { factor: 'recovery', proof: [...noteRecovery(found, visitor, now, there), take] }
  }
  if (found.totpSecret === null) return undefined
  const step = stepOf(context.config.secretKey, found.totpSecret, code, now)
  return step === undefined ? undefined : { factor: 'totp', proof: [useStep(found, step)] }
}

/** Each step once, and none before one that was used. */
export const useStep = ({ id, totpSecret }: Found, step: number): Statement =>
  sql`update staff set totp_step = ${step} where id = ${id} and totp_secret = ${totpSecret} and totp_step < ${step}`

/** Written before the code is gone, if it is there. */
function noteRecovery(
  { id }: Found,
  visitor: StaffVisitor,
  now: number,
  there: Statement,
): Statement[] {
  const subject = `staff:${id}`
  return [
    auditEntry({ who: id, what: 'recovery.use', subject, network: visitor.network }, now, there),
    alertMail({ to: id, event: 'recovery', visitor }, now, there),
  ]
}

async function noteFailure(
  context: Context,
  { id }: Found,
  { network }: StaffVisitor,
): Promise<void> {
  await context.database.write([
    auditEntry({ who: id, what: 'factor.refuse', subject: `staff:${id}`, network }, context.now()),
  ])
}

/** Whoever is signed in proves it again before a dangerous act: by password. (Passkeys: passkeys/sign-in.ts.) */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Staff } from './accounts.ts'
import { beginAttempt, bucket, forgive } from './attempts.ts'
import { auditEntry } from './audit/entry.ts'
import { findActive } from './find.ts'
import { LONGEST_PASSWORD, verifyPassword } from './passwords.ts'
import type { Session } from './sessions.ts'

export type Again = { outcome: 'proved' | 'wrong' } | { outcome: 'tooMany'; retryAfter: number }

/** @param posted `password` */
export async function proveAgain(
  context: Context,
  { staff, session }: { staff: Staff; session: Session },
  posted: Posted,
): Promise<Again> {
  // By session: whoever guesses elsewhere does not keep its owner from going on.
  const buckets = [bucket(context, 'device', `again ${session.id}`)]
  const wait = await beginAttempt(context, buckets)
  if (wait > 0) return { outcome: 'tooMany', retryAfter: wait }
  const found = await findActive(context, sql`id = ${staff.id}`)
  const password = typeof posted['password'] === 'string' ? posted['password'] : ''
  const right = await verifyPassword(
    found?.passwordHash ?? null,
    password.slice(0, LONGEST_PASSWORD),
  )
  const { network } = session
  if (!right) {
    const entry = { who: staff.id, what: 'session.refuse', subject: `staff:${staff.id}`, network }
    await context.database.write([auditEntry(entry, context.now())])
    return { outcome: 'wrong' }
  }
  await context.database.write([
    sql`update staff_sessions set proved_at = ${context.now()} where id = ${session.id}
      and exists (select 1 from staff where id = ${staff.id} and password_hash = ${found!.passwordHash})`,
    ...forgive(buckets, context.now()),
  ])
  return { outcome: 'proved' }
}

/** An account made from the command line: the first admin, and whoever is to be let in again. */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import type { EmailAddress } from '../endorsements/email-address.ts'
import type { StaffRole } from './accounts.ts'
import { auditEntry, changed } from './audit/entry.ts'
import { hashPassword } from './passwords.ts'

export type NewAccount = { email: EmailAddress; role: StaffRole; password: string }

/** @returns false when there is an account of that address */
export async function createAccount(
  context: Pick<Context, 'database' | 'now'>,
  { email, role, password }: NewAccount,
): Promise<boolean> {
  const now = context.now()
  const hash = await hashPassword(password)
  const [made] = await context.database.write([
    sql`insert into staff (email, email_key, role, state, password_hash, created_at, changed_at)
      values (${email.address}, ${email.key}, ${role}, 'active', ${hash}, ${now}, ${now})
      on conflict (email_key) do nothing`,
    auditEntry(
      {
        who: 'operator',
        what: 'staff.create',
        subject: sql`(select 'staff:' || id from staff where email_key = ${email.key})`,
        after: { email: email.address, role },
      },
      now,
      changed,
    ),
  ])
  return made!.rowsAffected > 0
}

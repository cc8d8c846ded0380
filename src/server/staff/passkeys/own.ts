/** One's own passkeys: which there are, and taking one away. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import type { Staff } from '../accounts.ts'
import { alertMail } from '../alerts.ts'
import { auditEntry, changed } from '../audit/entry.ts'
import { endSessions, type Session } from '../sessions.ts'
import type { StaffVisitor } from '../visitor.ts'

export type Passkey = { id: string; name: string; createdAt: number; usedAt: number | null }

export async function ownPasskeys({ database }: Context, { id }: Staff): Promise<Passkey[]> {
  const rows = await database.readFresh(
    sql`select id, name, created_at, used_at from staff_passkeys where staff_id = ${id} order by created_at`,
  )
  return rows.map((row) => ({
    id: String(row['id']),
    name: String(row['name']),
    createdAt: Number(row['created_at']),
    usedAt: row['used_at'] === null ? null : Number(row['used_at']),
  }))
}

/** `needed`: without it there would be no way in, or an admin without a second factor */
export async function removePasskey(
  context: Context,
  { staff, session }: { staff: Staff; session: Session },
  id: string,
  visitor: StaffVisitor,
): Promise<'removed' | 'needed'> {
  const now = context.now()
  const others = sql`exists (select 1 from staff_passkeys o where o.staff_id = ${staff.id} and o.id <> ${id})`
  const spare = sql`exists (select 1 from staff where id = ${staff.id} and (${others}
    or (password_hash is not null and (role <> 'admin' or totp_secret is not null))))`
  const results = await context.database.write([
    sql`delete from staff_passkeys where id = ${id} and staff_id = ${staff.id} and ${spare}`,
    auditEntry(
      {
        who: staff.id,
        what: 'passkey.remove',
        subject: `staff:${staff.id}`,
        network: visitor.network,
      },
      now,
      changed,
    ),
    alertMail({ to: staff.id, event: 'passkeyRemoved', visitor }, now, changed),
    sql`${endSessions(staff.id, session.id)} and ${changed}`,
  ])
  return results[0]!.rowsAffected > 0 ? 'removed' : 'needed'
}

/** An account with what it is checked against: never for a page. */
import type { Context } from '../context.ts'
import { sql, type Row, type Statement } from '../database/index.ts'
import { toStaff, type Staff } from './accounts.ts'

export type Found = Staff & { passwordHash: string | null; totpSecret: string | null }

/** Columns that `toStaff` reads. */
export const STAFF_COLUMNS = sql`staff.id, staff.email, staff.role, staff.state, staff.signed_in_at, staff.password_hash,
  staff.totp_secret, staff.password_hash is not null as has_password, staff.totp_secret is not null as has_totp,
  exists (select 1 from staff_passkeys p where p.staff_id = staff.id) as has_passkey`

/** The active account that a condition names. @throws DatabaseUnavailable */
export async function findActive(
  context: Pick<Context, 'database'>,
  condition: Statement,
): Promise<Found | undefined> {
  const row = await context.database.firstFresh(
    sql`select ${STAFF_COLUMNS} from staff where state = 'active' and ${condition}`,
  )
  return row && toFound(row)
}

function toFound(row: Row): Found {
  const text = (column: string) => (row[column] === null ? null : String(row[column]))
  return {
    ...toStaff(row),
    passwordHash: text('password_hash'),
    totpSecret: text('totp_secret'),
  }
}

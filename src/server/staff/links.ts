/** Links that staff get by mail: to choose a first password, or a new one. Each once; a new one ends those before. */
import type { Context } from '../context.ts'
import { DAY, HOUR } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { hashFromAddress, newToken, type Token } from '../endorsements/tokens.ts'
import { STAFF_COLUMNS } from './find.ts'
import { toStaff, type Staff } from './accounts.ts'

export type LinkPurpose = 'invitation' | 'reset'
const LIFETIME: Record<LinkPurpose, number> = { invitation: 7 * DAY, reset: HOUR }

/** @param staffId a number, or SQL that gives one or null. @param condition the link is made only if it holds */
export function newLink(
  purpose: LinkPurpose,
  staffId: number | Statement,
  now: number,
  condition: Statement,
): Token & { statements: Statement[] } {
  const token = newToken()
  return {
    ...token,
    statements: [
      sql`delete from staff_tokens where staff_id = ${staffId} and ${condition}`,
      sql`insert into staff_tokens (hash, purpose, staff_id, created_at, expires_at)
        select ${token.hash}, ${purpose}, ${staffId}, ${now}, ${now + LIFETIME[purpose]} where ${condition}`,
    ],
  }
}

/** A condition for SQL: this link is still good. */
export const isGood = (hash: string, purpose: LinkPurpose, now: number): Statement =>
  sql`exists (select 1 from staff_tokens t where t.hash = ${hash} and t.purpose = ${purpose}
    and t.expires_at > ${now} and t.staff_id = staff.id)`

/** Whom a link is for; undefined when it is used, old, for something else or none at all. */
export async function openLink(
  { database, now }: Pick<Context, 'database' | 'now'>,
  purpose: LinkPurpose,
  raw: string | undefined,
): Promise<{ staff: Staff; hash: string } | undefined> {
  const hash = hashFromAddress(raw)
  if (!hash) return undefined
  const state = purpose === 'invitation' ? 'invited' : 'active'
  const row = await database.firstFresh(
    sql`select ${STAFF_COLUMNS} from staff where state = ${state} and ${isGood(hash, purpose, now())}`,
  )
  return row && { staff: toStaff(row), hash }
}

/** Deletes links that are over. */
export const deleteOldLinks = (now: number): Statement =>
  sql`delete from staff_tokens where expires_at <= ${now}`

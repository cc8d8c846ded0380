/** All accounts, for admins. */
import type { Context } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'
import { toStaff, type Staff } from '../accounts.ts'
import { STAFF_COLUMNS } from '../find.ts'

export type Person = Staff & {
  signedInAt: number | null
  /** sessions that are open now */
  sessions: number
}

export async function listPeople(context: Context): Promise<Person[]> {
  const rows = await context.database.readFresh(
    sql`select ${STAFF_COLUMNS}, ${openSessions(context)} as sessions from staff
      order by state = 'ended', email`,
  )
  return rows.map(toPerson)
}

export async function findPerson(
  context: Context,
  id: string | undefined,
): Promise<Person | undefined> {
  if (!/^\d{1,9}$/.test(id ?? '')) return undefined
  const row = await context.database.firstFresh(
    sql`select ${STAFF_COLUMNS}, ${openSessions(context)} as sessions from staff where id = ${Number(id)}`,
  )
  return row && toPerson(row)
}

const openSessions = ({ now }: Context) =>
  sql`(select count(*) from staff_sessions s where s.staff_id = staff.id
    and s.expires_at > ${now() / 1000} and s.ends_at > ${now()})`

function toPerson(row: Row): Person {
  return {
    ...toStaff(row),
    signedInAt: row['signed_in_at'] === null ? null : Number(row['signed_in_at']),
    sessions: Number(row['sessions']),
  }
}

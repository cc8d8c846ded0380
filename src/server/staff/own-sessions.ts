/** One's own sessions: where one is signed in, and ending that. */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import type { Staff } from './accounts.ts'
import { auditEntry, changed } from './audit/entry.ts'
import { endSessions } from './sessions.ts'
import type { StaffVisitor } from './visitor.ts'

export type OwnSession = {
  id: string
  agent: string
  network: string
  createdAt: number
  usedAt: number
}

export async function ownSessions(
  { database, now }: Context,
  { id }: Staff,
): Promise<OwnSession[]> {
  const rows = await database.readFresh(
    sql`select id, agent, network, created_at, used_at from staff_sessions
      where staff_id = ${id} and expires_at > ${now() / 1000} and ends_at > ${now()} order by used_at desc`,
  )
  return rows.map((row) => ({
    id: String(row['id']),
    agent: String(row['agent']),
    network: String(row['network']),
    createdAt: Number(row['created_at']),
    usedAt: Number(row['used_at']),
  }))
}

/** Ends one of one's own sessions. */
export async function endOwnSession(
  context: Context,
  { id: staffId }: Staff,
  id: string,
  { network }: StaffVisitor,
): Promise<void> {
  await context.database.write([
    sql`delete from staff_sessions where id = ${id} and staff_id = ${staffId}`,
    auditEntry(
      { who: staffId, what: 'session.end', subject: `staff:${staffId}`, network },
      context.now(),
      changed,
    ),
  ])
}

/** Ends all of one's own sessions but this one. */
export async function endOtherSessions(
  context: Context,
  { id: staffId }: Staff,
  but: string,
  { network }: StaffVisitor,
): Promise<void> {
  await context.database.write([
    endSessions(staffId, but),
    auditEntry(
      { who: staffId, what: 'session.endOthers', subject: `staff:${staffId}`, network },
      context.now(),
      changed,
    ),
  ])
}

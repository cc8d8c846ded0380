/**
 * What admins do to accounts: another role, suspend, restore, end, end all sessions, take the second
 * factors away from one who has lost them. The last admin stays, whoever asks at the same time; nobody
 * changes their own role. Whatever changes what an account may do ends its sessions.
 */
import { ROLES } from '../../../../db/words.ts'
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import type { Posted } from '../../endorsements/form.ts'
import type { Staff } from '../accounts.ts'
import { alertMail } from '../alerts.ts'
import { auditEntry, changed, entryIsLast, type AuditEntry } from '../audit/entry.ts'
import { endSessions } from '../sessions.ts'
import type { StaffVisitor } from '../visitor.ts'
import { isAdmin, notTheLastAdmin } from './may.ts'

/** `refused`: it is the last admin, one's own role, or the account has changed meanwhile. */
export type Change = { outcome: 'done' | 'refused' | 'unknown' }
export const ACTS = ['role', 'suspend', 'restore', 'end', 'endSessions', 'resetFactors'] as const
export type Act = (typeof ACTS)[number]

type Asked = { by: Staff; id: number; visitor: StaffVisitor }

/** @param posted `act`, and `role` for a change of role */
export async function changePerson(
  context: Context,
  asked: Asked,
  posted: Posted,
): Promise<Change> {
  const act = ACTS.find((one) => one === posted['act'])
  const role = ROLES.find((one) => one === posted['role'])
  if (!act || (act === 'role' && !role)) return { outcome: 'unknown' }
  const results = await context.database.write(unitOf(context, asked, act, role))
  return { outcome: results[1]!.rowsAffected > 0 ? 'done' : 'refused' }
}

function unitOf(
  context: Context,
  { by, id, visitor }: Asked,
  act: Act,
  role: string | undefined,
): Statement[] {
  const now = context.now()
  const row = sql`staff.id = ${id} and ${isAdmin(by.id)}`
  const { where, set, after } = effectOf(act, by, role)
  const entry: AuditEntry = {
    who: by.id,
    what: `staff.${act}`,
    subject: `staff:${id}`,
    before: sql`(select json_object('role', role, 'state', state) from staff where id = ${id})`,
    after,
    network: visitor.network,
  }
  const event = act === 'role' ? 'role' : act === 'resetFactors' ? 'factorsReset' : undefined
  return [
    auditEntry(entry, now, sql`exists (select 1 from staff where ${row} and ${where})`),
    sql`update staff set ${set}, changed_at = ${now} where ${row} and ${where}`,
    ...(event ? [alertMail({ to: id, event, visitor: nobody(visitor) }, now, changed)] : []),
    ...afterwards(act, id, entryIsLast(entry, now)),
  ]
}

/** The mail does not say from where an admin works. */
const nobody = ({ language }: StaffVisitor) => ({ language, network: '', agent: '' })

type Effect = { where: Statement; set: Statement; after: Record<string, string> }

function effectOf(act: Act, by: Staff, role: string | undefined): Effect {
  const state = (from: string, to: string, more = sql`true`): Effect => ({
    where: sql`staff.state in (select value from json_each(${from})) and ${more}`,
    set: sql`state = ${to}`,
    after: { state: to },
  })
  switch (act) {
    case 'role':
      return {
        where: sql`staff.state <> 'ended' and staff.role <> ${role!} and staff.id <> ${by.id} and ${notTheLastAdmin}`,
        set: sql`role = ${role!}`,
        after: { role: role! },
      }
    case 'suspend':
      return state('["active"]', 'suspended', notTheLastAdmin)
    case 'restore':
      return state('["suspended"]', 'active')
    case 'end':
      return {
        ...state('["invited","active","suspended"]', 'ended', notTheLastAdmin),
        set: sql`state = 'ended', password_hash = null, totp_secret = null`,
      }
    case 'endSessions':
      return { where: sql`true`, set: sql`id = id`, after: {} }
    case 'resetFactors':
      return { where: sql`staff.id <> ${by.id}`, set: sql`totp_secret = null`, after: {} }
  }
}

/** What goes with a change, if it took effect. */
function afterwards(act: Act, id: number, done: Statement): Statement[] {
  const factors = [
    sql`delete from staff_passkeys where staff_id = ${id} and ${done}`,
    sql`delete from staff_recovery_codes where staff_id = ${id} and ${done}`,
  ]
  return [
    ...(act === 'end' || act === 'resetFactors' ? factors : []),
    ...(act === 'end' || act === 'suspend'
      ? [sql`delete from staff_tokens where staff_id = ${id} and ${done}`]
      : []),
    sql`${endSessions(id)} and ${done}`,
  ]
}

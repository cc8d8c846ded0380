import type { Context } from '../context.ts'
import { auditEntry, changed } from './audit/entry.ts'
import { endSession, findSession, noCookie } from './sessions.ts'
import type { StaffVisitor } from './visitor.ts'

/** Ends the session of these cookies, if they have one. @returns the cookies to set */
export async function signOut(
  context: Context,
  { cookies, network }: StaffVisitor,
): Promise<string[]> {
  const found = await findSession(context, cookies)
  if (found) {
    const who = found.staff.id
    await context.database.write([
      endSession(found.session.id),
      auditEntry(
        { who, what: 'session.end', subject: `staff:${who}`, network },
        context.now(),
        changed,
      ),
    ])
  }
  return [noCookie(context)]
}

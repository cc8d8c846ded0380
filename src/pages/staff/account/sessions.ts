import type { APIRoute } from 'astro'
import { admit, goTo, visitorOf } from '../../../components/staff/admit.ts'

/** Ends one of one's own sessions, or all others. Opening this address leads to the list. */
export const ALL: APIRoute = async (context) => {
  const entry = await admit(context, { role: 'viewer' })
  if (entry instanceof Response) return entry
  const { app, posted } = context.locals
  if (!posted) return goTo('/staff/account')
  const { session } = posted
  if (session === 'others')
    await app.staff.endOtherSessions(entry.staff, entry.session.id, visitorOf(context))
  else if (typeof session === 'string')
    await app.staff.endSession(entry.staff, session, visitorOf(context))
  return goTo('/staff/account?done=sessions')
}

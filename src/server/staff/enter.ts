/**
 * The end of every way in: a new session, in one unit with what proved its owner, and the end of
 * the session before. News of it goes to the owner when the browser is not known.
 */
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import type { Staff } from './accounts.ts'
import { alertMail } from './alerts.ts'
import { forgive, type Bucket } from './attempts.ts'
import { auditEntry, changed } from './audit/entry.ts'
import { knownBrowser, knownCookie } from './known-browser.ts'
import { beginSession, endSession, sessionId, type Factor } from './sessions.ts'
import type { StaffVisitor } from './visitor.ts'

export type Way = {
  staff: Staff
  /** '' leaves the session halfway, until the second factor */
  factor: Factor
  /** statements that use up what was given: a code, a challenge */
  proof?: Statement[]
  /** the session begins only if it holds; right after the proof */
  condition: Statement
  /** what the attempt was counted by */
  buckets: Bucket[]
}

/** @returns the cookies to set, or undefined when the condition did not hold any more */
export async function enter(
  context: Context,
  { staff, factor, proof = [], condition, buckets }: Way,
  visitor: StaffVisitor,
): Promise<string[] | undefined> {
  const now = context.now()
  const { network, agent, cookies } = visitor
  const begin = { staffId: staff.id, factor, network, agent }
  const session = await beginSession(context, begin, condition)
  const begun = sql`exists (select 1 from staff_sessions where id = ${session.id})`
  const subject = `staff:${staff.id}`
  const isNews = factor !== '' && knownBrowser(context, cookies, staff.id) === undefined
  const results = await context.database.write([
    ...proof,
    session.statement,
    auditEntry(
      {
        who: staff.id,
        what: 'session.begin',
        subject,
        after: { factor: factor || 'asked' },
        network,
      },
      now,
      changed,
    ),
    sql`${endSession(sessionId(context, cookies) ?? '')} and ${begun}`,
    ...(factor === ''
      ? []
      : [sql`update staff set signed_in_at = ${now} where id = ${staff.id} and ${begun}`]),
    ...forgive(buckets, now, begun),
    ...(isNews ? [alertMail({ to: staff.id, event: 'signIn', visitor }, now, begun)] : []),
  ])
  if (results[proof.length]!.rowsAffected === 0) return undefined
  return factor === '' ? [session.cookie] : [session.cookie, knownCookie(context, staff.id)]
}

/**
 * Who asks, and may they? Asked where the data is asked for, in every page and service of staff;
 * never by path. Reads what was committed last, so that whoever lost a role loses it at once, on
 * every process.
 */
import type { Context } from '../context.ts'
import { MINUTE } from '../context.ts'
import { hasSecondFactor, mayAct, type Staff, type StaffRole } from './accounts.ts'
import { findSession, type Session } from './sessions.ts'

/** Who proved longer ago who they are does so again before a dangerous act. */
export const FRESH = 10 * MINUTE

export type Entry =
  | { outcome: 'signedIn'; staff: Staff; session: Session }
  | { outcome: 'mustSignIn' }
  /** `prove`: one is set up and was not given yet; `enrol`: an admin has none yet */
  | { outcome: 'secondFactorMissing'; step: 'prove' | 'enrol'; staff: Staff; session: Session }
  | { outcome: 'notAllowed'; staff: Staff; session: Session }
  /** it is long ago that they proved who they are, and what they ask for is dangerous */
  | { outcome: 'mustProveAgain'; staff: Staff; session: Session }

export type Asked = {
  role: StaffRole
  /** asks for a proof within the last ten minutes: before exports with addresses, changes of accounts, … */
  fresh?: boolean
  /** for the pages where an admin sets the second factor up that is missing */
  enrolling?: boolean
}

/** @param cookies the Cookie header. @throws DatabaseUnavailable */
export async function requireStaff(
  context: Context,
  cookies: string | null,
  { role, fresh = false, enrolling = false }: Asked,
): Promise<Entry> {
  const found = await findSession(context, cookies)
  if (!found) return { outcome: 'mustSignIn' }
  const step = missingFactor(found)
  if (step === 'prove' || (step && !enrolling))
    return { outcome: 'secondFactorMissing', step, ...found }
  if (!mayAct(found.staff.role, role)) return { outcome: 'notAllowed', ...found }
  if (fresh && !isFresh(found.session, context.now()))
    return { outcome: 'mustProveAgain', ...found }
  return { outcome: 'signedIn', ...found }
}

export const isFresh = ({ provedAt }: Session, now: number): boolean => provedAt > now - FRESH

function missingFactor({ staff, session }: { staff: Staff; session: Session }) {
  if (session.factor === '' || (session.factor === 'none' && hasSecondFactor(staff))) return 'prove'
  return staff.role === 'admin' && !hasSecondFactor(staff) ? 'enrol' : undefined
}

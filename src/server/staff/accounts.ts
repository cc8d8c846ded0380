/** An account of staff, as pages and verbs know it: nothing in it is secret. */
import { ROLES, type STAFF_STATES } from '../../../db/words.ts'

export type StaffRole = (typeof ROLES)[number]
export type StaffState = (typeof STAFF_STATES)[number]

export type Staff = {
  id: number
  email: string
  role: StaffRole
  state: StaffState
  hasPassword: boolean
  hasTotp: boolean
  hasPasskey: boolean
}

/** @param row columns of `staff`, with has_password, has_totp and has_passkey */
export function toStaff(row: Record<string, unknown>): Staff {
  return {
    id: Number(row['id']),
    email: String(row['email']),
    role: row['role'] as StaffRole,
    state: row['state'] as StaffState,
    hasPassword: Boolean(row['has_password']),
    hasTotp: Boolean(row['has_totp']),
    hasPasskey: Boolean(row['has_passkey']),
  }
}

/** True when a role may do what `needed` may. */
export const mayAct = (role: StaffRole, needed: StaffRole): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(needed)

/** True for an account that has a second factor to be asked for beside the password. */
export const hasSecondFactor = ({ hasTotp, hasPasskey }: Staff): boolean => hasTotp || hasPasskey

/** Staff: accounts, sessions, roles, audit; one verb a file. */
import type { Context } from '../context.ts'
import type { Posted } from '../endorsements/form.ts'
import { requireStaff, type Asked } from './require-staff.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import type { StaffVisitor } from './visitor.ts'

export type { Staff, StaffRole } from './accounts.ts'
export type { Asked, Entry } from './require-staff.ts'
export type { StaffVisitor } from './visitor.ts'
export type StaffService = ReturnType<typeof staffService>

export function staffService(context: Context) {
  return {
    require: (cookies: string | null, asked: Asked) => requireStaff(context, cookies, asked),
    signIn: (posted: Posted, visitor: StaffVisitor) => signIn(context, posted, visitor),
    signOut: (visitor: StaffVisitor) => signOut(context, visitor),
  }
}

import type { StaffRole } from '../../server/staff/index.ts'

/** The pages of staff, in the order of their navigation; each with the role that may see it. */
export const STAFF_PAGES = [
  { name: 'home', href: '/staff', role: 'viewer' },
] as const satisfies readonly { name: string; href: string; role: StaffRole }[]

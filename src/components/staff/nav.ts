import type { StaffRole } from '../../server/staff/index.ts'

/** The pages of staff, in the order of their navigation; each with the role that may see it. */
export const STAFF_PAGES = [
  { name: 'home', href: '/staff', role: 'viewer' },
  { name: 'endorsements', href: '/staff/endorsements', role: 'viewer' },
  { name: 'many', href: '/staff/many', role: 'editor' },
  { name: 'news', href: '/staff/news', role: 'editor' },
  { name: 'imports', href: '/staff/imports', role: 'admin' },
  { name: 'exports', href: '/staff/exports', role: 'editor' },
  { name: 'rules', href: '/staff/rules', role: 'editor' },
  { name: 'mail', href: '/staff/mail', role: 'editor' },
  { name: 'audit', href: '/staff/audit', role: 'editor' },
  { name: 'campaign', href: '/staff/campaign', role: 'admin' },
  { name: 'people', href: '/staff/people', role: 'admin' },
] as const satisfies readonly { name: string; href: string; role: StaffRole }[]

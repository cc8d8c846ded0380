/** Conditions for what admins do to accounts, held by the database while it does it: two at once are one after the other. */
import { sql, type Statement } from '../../database/index.ts'

/** Whoever does it is an admin at that moment. */
export const isAdmin = (id: number): Statement =>
  sql`exists (select 1 from staff a where a.id = ${id} and a.role = 'admin' and a.state = 'active')`

/** The row at hand is no admin, or not the last one. */
export const notTheLastAdmin = sql`(staff.role <> 'admin' or staff.state <> 'active'
  or (select count(*) from staff a where a.role = 'admin' and a.state = 'active') > 1)`

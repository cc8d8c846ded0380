/** What a running site keeps about itself. See schema.ts. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What operators may change while the site runs: `closes_at`, `sample`. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  changedAt: integer('changed_at').notNull(),
})

/** Which machine writes (and sends mail, and runs jobs) among those that share a libSQL server. */
export const leases = sqliteTable('leases', {
  name: text('name', { enum: ['writer'] }).primaryKey(),
  holder: text('holder').notNull(),
  /** where the others hand their units to it */
  address: text('address').notNull(),
  until: integer('until').notNull(),
})

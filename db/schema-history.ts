/** When those that count were published, and which round numbers were reached. See schema.ts. */
import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { KINDS } from './words.ts'

/**
 * How many of those that count today were published when (UTC), kept by triggers: of a country by
 * hour, and of all ('') by day. What else is asked for is added up from these when it is read,
 * because each row more would be paid for with every signature (docs/decisions/0025).
 */
export const tallyHistory = sqliteTable(
  'tally_history',
  {
    country: text('country').notNull(),
    /** of the hour or day; milliseconds since 1970 */
    start: integer('start').notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    /** bits: 1 convention, 2 declaration */
    textMask: integer('text_mask').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.country, t.start, t.kind, t.textMask] }),
    check('tally_history_not_negative', sql`count >= 0`),
  ],
)

/** When a milestone was first reached, of a country or of all (''); what was reached stays so. */
export const milestonesReached = sqliteTable(
  'milestones_reached',
  {
    country: text('country').notNull(),
    milestone: integer('milestone').notNull(),
    /** milliseconds since 1970 */
    reachedAt: integer('reached_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.country, t.milestone] })],
)

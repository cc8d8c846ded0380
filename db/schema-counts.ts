/** What triggers count, and when pages are to be made anew. See schema.ts. */
import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { KINDS, TEXTS } from './words.ts'

/** The counts, kept by triggers: text `any` counts an endorser of both texts once. */
export const tally = sqliteTable(
  'tally',
  {
    text: text('text', { enum: [...TEXTS, 'any'] }).notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    country: text('country').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.text, t.kind, t.country] }),
    check('tally_not_negative', sql`count >= 0`),
  ],
)

/** A number that grows with every change that the public can see (triggers): pages are kept until it does. */
export const versions = sqliteTable('versions', {
  name: text('name', { enum: ['register'] }).primaryKey(),
  value: integer('value').notNull(),
})

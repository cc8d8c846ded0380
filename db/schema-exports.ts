/** Lists that leave the building: what was asked for, how far it is, what was made. See schema.ts. */
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { EXPORT_PRESETS, EXPORT_STATES } from './words.ts'

/** Exports, by staff and by command; the row stays when the file is gone. */
export const exports = sqliteTable(
  'exports',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    preset: text('preset', { enum: EXPORT_PRESETS }).notNull(),
    /** JSON: src/server/exports/ask.ts */
    asked: text('asked').notNull(),
    /** what it is about, for "since the last": preset and filter */
    scope: text('scope').notNull(),
    state: text('state', { enum: EXPORT_STATES }).notNull(),
    /** what is being made now: `rows`, a format, `zip` */
    stage: text('stage').notNull().default(''),
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    attempts: integer('attempts').notNull().default(0),
    /** `staff:3` or `operator`, as in the audit */
    askedBy: text('asked_by').notNull(),
    /** whose file it is: it goes with the session; '' for a command's */
    sessionId: text('session_id').notNull(),
    network: text('network').notNull(),
    askedAt: integer('asked_at').notNull(),
    /** the moment that the rows are of */
    asOf: integer('as_of'),
    rows: integer('rows'),
    bytes: integer('bytes'),
    /** SHA-256 of manifest.json, hexadecimal */
    manifestHash: text('manifest_hash'),
    /** name of a message that says why there is none */
    problem: text('problem'),
    endedAt: integer('ended_at'),
  },
  (t) => [
    // serves: what is to be made; what is to be deleted
    index('exports_by_state').on(t.state),
    // serves: when was the same exported last
    index('exports_by_scope').on(t.scope, t.asOf),
  ],
)

/** The file of an export in pieces, where several machines share the database: any of them gives it out. */
export const exportParts = sqliteTable(
  'export_parts',
  {
    exportId: integer('export_id')
      .notNull()
      .references(() => exports.id),
    nth: integer('nth').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.nth] })],
)

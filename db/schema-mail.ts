/** What is known of mail after it was sent. The outbox itself stands in schema.ts. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { DELIVERIES, SUPPRESSION_REASONS } from './words.ts'

/** Addresses that must not be written to; lifted by staff, which the audit tells. */
export const suppressions = sqliteTable(
  'suppressions',
  {
    addressKey: text('address_key').primaryKey(),
    reason: text('reason', { enum: SUPPRESSION_REASONS }).notNull(),
    /** of a bounce its kind, as the mail service names it */
    detail: text('detail').notNull(),
    /** the mail that brought it; null for who asked */
    mailId: text('mail_id'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    // serves: the newest for staff
    index('suppressions_by_age').on(t.createdAt),
  ],
)

/** Events of the mail service, each once, whichever way they come; no address in them. */
export const mailEvents = sqliteTable(
  'mail_events',
  {
    /** the event's id at the mail service */
    id: text('id').primaryKey(),
    /** told apart from a repeat that comes at the same moment */
    receipt: text('receipt').notNull(),
    mailId: text('mail_id').notNull(),
    what: text('what', { enum: DELIVERIES }).notNull(),
    detail: text('detail').notNull(),
    /** when it happened */
    at: integer('at').notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (t) => [
    // serves: the history of a mail
    index('mail_events_by_mail').on(t.mailId),
    // serves: deleting old ones
    index('mail_events_by_age').on(t.receivedAt),
  ],
)

/** What the mail service said last of itself: quota used, requests a second, a problem. */
export const mailService = sqliteTable('mail_service', {
  name: text('name', { enum: ['daily', 'monthly', 'limit', 'problem'] }).primaryKey(),
  value: text('value').notNull(),
  changedAt: integer('changed_at').notNull(),
})

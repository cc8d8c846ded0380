/** What people do about their own signatures, and how far jobs have come that remind them. See schema.ts. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { endorsements } from './schema.ts'

/** An endorsement that moves to another address of its owner; confirmed there, announced at the one before. */
export const addressChanges = sqliteTable(
  'address_changes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    endorsementId: integer('endorsement_id')
      .notNull()
      .references(() => endorsements.id),
    /** '' once it was stopped */
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    /** where it was before, so that it can be taken back; null until it has moved */
    oldEmail: text('old_email'),
    oldEmailKey: text('old_email_key'),
    /** SHA-256 of the token in the mail to the new address */
    hash: text('hash').notNull(),
    /** SHA-256 of the token in the mail to the address before, which stops it */
    stopHash: text('stop_hash').notNull(),
    askedAt: integer('asked_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    acceptedAt: integer('accepted_at'),
    state: text('state', { enum: ['waiting', 'accepted', 'stopped'] })
      .notNull()
      .default('waiting'),
  },
  (t) => [
    uniqueIndex('address_changes_hash').on(t.hash),
    uniqueIndex('address_changes_stop_hash').on(t.stopHash),
    // serves: the one that waits; how many were asked for today; erasing
    index('address_changes_by_endorsement').on(t.endorsementId, t.askedAt),
    // serves: deleting those that are over
    index('address_changes_by_age').on(t.askedAt),
  ],
)

/** Asking for one's link, whether or not its address is known: counted by network, forgotten after a day. */
export const linkRequests = sqliteTable(
  'link_requests',
  {
    /** in the order of time (src/server/ids.ts): what is older than a day is a range of ids */
    id: text('id').primaryKey(),
    /** keyed hash of the /24 or /56 that it came from */
    networkKey: text('network_key').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    // serves: how many did this network ask for in the last hour
    index('link_requests_by_network').on(t.networkKey, t.createdAt),
  ],
)

/** How far a job has come that goes through rows in the order of their ids: `reminders`. */
export const progress = sqliteTable('progress', {
  name: text('name').primaryKey(),
  /** the last id that it has seen */
  upTo: text('up_to').notNull(),
})

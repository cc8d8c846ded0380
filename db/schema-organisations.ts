/** Organisations, and their vetting: evidence, doubles, edits that wait, handing over. See schema.ts. */
import { sql } from 'drizzle-orm'
import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { endorsements } from './schema.ts'
import { EVIDENCE, MAIL_PROVIDERS, RESULTS, STATES } from './words.ts'

/** What an organisation adds to its endorsement. */
export const organisations = sqliteTable(
  'organisations',
  {
    endorsementId: integer('endorsement_id')
      .primaryKey()
      .references(() => endorsements.id),
    type: text('type').notNull(),
    website: text('website').notNull(),
    /** registrable domain of the website, by the public suffix list */
    domain: text('domain').notNull(),
    city: text('city'),
    contactName: text('contact_name').notNull(),
    contactRole: text('contact_role'),
    statement: text('statement'),
    logo: blob('logo', { mode: 'buffer' }),
    /** part of the logo's address; another with every logo (trigger) */
    logoKey: text('logo_key'),
  },
  (t) => [
    // serves: organisations of the same domain
    index('organisations_by_domain').on(t.domain),
  ],
)

/** Names of organisations made comparable: src/server/organisations/doubles/name-key.ts */
export const organisationNames = sqliteTable(
  'organisation_names',
  {
    endorsementId: integer('endorsement_id')
      .primaryKey()
      .references(() => endorsements.id),
    /** null: the name is new or has changed, and a job makes the key */
    key: text('key'),
  },
  (t) => [
    // serves: organisations of the same name; names whose key is to be made
    index('organisation_names_by_key').on(t.key),
  ],
)

/** What was seen about an organisation, the latest of each kind. */
export const evidence = sqliteTable(
  'evidence',
  {
    endorsementId: integer('endorsement_id')
      .notNull()
      .references(() => endorsements.id),
    kind: text('kind', { enum: EVIDENCE }).notNull(),
    result: text('result', { enum: RESULTS }).notNull(),
    /** JSON: what was seen, by kind */
    seen: text('seen').notNull(),
    seenAt: integer('seen_at').notNull(),
    /** the last look, when it brought nothing: then what was seen before stays */
    triedAt: integer('tried_at').notNull(),
    trouble: text('trouble'),
  },
  (t) => [primaryKey({ columns: [t.endorsementId, t.kind] })],
)

/** Evidence to be gathered, and what was gathered in the last days: a queue and its log. */
export const evidenceRequests = sqliteTable(
  'evidence_requests',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    endorsementId: integer('endorsement_id')
      .notNull()
      .references(() => endorsements.id),
    /** `site` (new or changed), `contact`, `staff` */
    askedBy: text('asked_by', { enum: ['site', 'contact', 'staff'] }).notNull(),
    askedAt: integer('asked_at').notNull(),
    dueAt: integer('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** grows when it is asked again while under way, so that its end is not taken for that of the new one */
    revision: integer('revision').notNull().default(0),
    doneAt: integer('done_at'),
  },
  (t) => [
    // serves: at most one waits for an organisation
    uniqueIndex('evidence_requests_once')
      .on(t.endorsementId)
      .where(sql`done_at is null`),
    // serves: what is due
    index('evidence_requests_due')
      .on(t.dueAt)
      .where(sql`done_at is null`),
    // serves: how many in the last day, in all; deleting old rows
    index('evidence_requests_done').on(t.doneAt),
    // serves: how often did this contact ask today
    index('evidence_requests_by_organisation').on(t.endorsementId, t.askedAt),
  ],
)

/** What staff know better than the kept list of mail providers. */
export const mailDomains = sqliteTable('mail_domains', {
  /** ASCII, lower case */
  domain: text('domain').primaryKey(),
  provider: text('provider', { enum: MAIL_PROVIDERS }).notNull(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: integer('decided_at').notNull(),
})

/** What a contact wants to have shown instead; the old stands until staff have decided. */
export const organisationEdits = sqliteTable(
  'organisation_edits',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    endorsementId: integer('endorsement_id')
      .notNull()
      .references(() => endorsements.id),
    /** JSON: everything that is shown, as it would stand */
    fields: text('fields').notNull(),
    logoChange: text('logo_change', { enum: ['keep', 'new', 'none'] }).notNull(),
    logo: blob('logo', { mode: 'buffer' }),
    /** also its revision: staff decide on what they saw */
    proposedAt: integer('proposed_at').notNull(),
    state: text('state', { enum: ['waiting', 'accepted', 'refused', 'taken back'] })
      .notNull()
      .default('waiting'),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    reason: text('reason'),
  },
  (t) => [
    // serves: at most one waits for an organisation
    uniqueIndex('organisation_edits_once')
      .on(t.endorsementId)
      .where(sql`state = 'waiting'`),
    // serves: what waits for staff, oldest first
    index('organisation_edits_waiting')
      .on(t.proposedAt)
      .where(sql`state = 'waiting'`),
    // serves: the last decision about an organisation's edits
    index('organisation_edits_by_organisation').on(t.endorsementId),
  ],
)

/** An organisation's endorsement given into the hands of another contact, who confirms it. */
export const handovers = sqliteTable(
  'handovers',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    endorsementId: integer('endorsement_id')
      .notNull()
      .references(() => endorsements.id),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    contactName: text('contact_name').notNull(),
    contactRole: text('contact_role'),
    /** SHA-256 of the token in the mail */
    hash: text('hash').notNull(),
    askedAt: integer('asked_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    state: text('state', { enum: ['waiting', 'accepted', 'taken back'] })
      .notNull()
      .default('waiting'),
  },
  (t) => [
    uniqueIndex('handovers_hash').on(t.hash),
    // serves: the one that waits for its new contact; how many were asked for today
    index('handovers_by_organisation').on(t.endorsementId, t.askedAt),
  ],
)

/** Two endorsements of one organisation made one. What belonged to the other is looked up here. */
export const merges = sqliteTable(
  'merges',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    keptId: integer('kept_id')
      .notNull()
      .references(() => endorsements.id),
    goneId: integer('gone_id')
      .notNull()
      .references(() => endorsements.id),
    /** what the other was before, for undoing */
    goneState: text('gone_state', { enum: STATES }).notNull(),
    goneHeldBy: text('gone_held_by'),
    /** JSON: texts that came over with it */
    texts: text('texts').notNull(),
    reason: text('reason').notNull(),
    mergedBy: text('merged_by').notNull(),
    mergedAt: integer('merged_at').notNull(),
    undoneBy: text('undone_by'),
    undoneAt: integer('undone_at'),
  },
  (t) => [
    // serves: where did this one go
    uniqueIndex('merges_gone')
      .on(t.goneId)
      .where(sql`undone_at is null`),
    // serves: what came into this one
    index('merges_kept').on(t.keptId),
  ],
)

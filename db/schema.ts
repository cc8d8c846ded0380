/**
 * The tables; further ones stand in the files beside this one, by what they are about. `npm run
 * db:generate` compares them with db/migrations and writes the next migration; triggers and the search table stand in migrations of their own, because drizzle has
 * no words for them (0001_register.sql).
 *
 * Times are integers: milliseconds since 1970, UTC.
 */
import { sql } from 'drizzle-orm'
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { DELIVERIES, KINDS, MAIL_STATES, PURPOSES, STATES, TEXTS, VISIBILITIES } from './words.ts'

/** Every sentence that anybody agreed to, word for word; rows are never changed (trigger). */
export const wordings = sqliteTable(
  'wordings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** `sentence` (what was signed), `consent` or `updates` */
    kind: text('kind', { enum: ['sentence', 'consent', 'updates'] }).notNull(),
    /** '' for what concerns no one text */
    text: text('text', { enum: [...TEXTS, ''] }).notNull(),
    /** edition of the text, or version of the consent's wording */
    version: text('version').notNull(),
    language: text('language').notNull(),
    wording: text('wording').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    // serves: find or add a wording at start
    uniqueIndex('wordings_once').on(t.kind, t.text, t.version, t.language, t.wording),
  ],
)

/** What somebody typed into a form: unverified, deleted when confirmed or after 7 days. */
export const submissions = sqliteTable(
  'submissions',
  {
    /** in the order of time (src/server/ids.ts): what is older than 7 days is a range of ids */
    id: text('id').primaryKey(),
    kind: text('kind', { enum: KINDS }).notNull(),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    /** JSON: the validated fields of the form, named like the columns they are confirmed into */
    fields: text('fields').notNull(),
    logo: blob('logo', { mode: 'buffer' }),
    /** JSON: [{ "text": "convention", "wording": 1 }] */
    texts: text('texts').notNull(),
    consentWording: integer('consent_wording').notNull(),
    updatesWording: integer('updates_wording'),
    language: text('language').notNull(),
    formKey: text('form_key').notNull(),
    contentHash: text('content_hash').notNull(),
    /** keyed hash of the /24 or /56 that it came from; null when limits are off */
    networkKey: text('network_key'),
    /** the /24 or /56 itself, for rules and the work list; see src/server/rules/network.ts */
    network: text('network'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    // serves: a double click is one submission; a corrected form with the same key is another
    uniqueIndex('submissions_once').on(t.formKey, t.contentHash),
    // serves: how many did this network leave in the last hour
    index('submissions_by_network').on(t.networkKey, t.createdAt),
    // serves: erase everything of an address
    index('submissions_by_email').on(t.emailKey),
  ],
)

const listed = sql`state = 'published' and visibility = 'public' and text_mask > 0`
const listedOrganisation = sql`state = 'published' and visibility = 'public' and text_mask > 0 and kind = 'organisation'`

/** What the owner of an address confirmed. The life of a row: src/server/endorsements/states.ts */
export const endorsements = sqliteTable(
  'endorsements',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** signatory number: given at first publication, never changed, never given again */
    number: integer('number'),
    kind: text('kind', { enum: KINDS }).notNull(),
    state: text('state', { enum: STATES }).notNull(),
    /** the rule or decision that keeps it in review; null when nothing does */
    heldBy: text('held_by'),
    /** '' once erased or anonymised */
    name: text('name').notNull(),
    /** the name folded for search (src/server/register/search-name.ts) */
    searchName: text('search_name').notNull(),
    email: text('email'),
    emailKey: text('email_key'),
    country: text('country').notNull(),
    affiliation: text('affiliation'),
    role: text('role'),
    comment: text('comment'),
    visibility: text('visibility', { enum: VISIBILITIES }).notNull(),
    /** wording agreed to for news; null = no news */
    updatesWording: integer('updates_wording').references(() => wordings.id),
    /** when that was agreed to; null where it is not, and where it was with a confirmation that kept no time (trigger) */
    updatesAt: integer('updates_at'),
    consentWording: integer('consent_wording')
      .notNull()
      .references(() => wordings.id),
    language: text('language').notNull(),
    /** bits: 1 convention, 2 declaration; derived from endorsement_texts by trigger */
    textMask: integer('text_mask').notNull().default(0),
    /** of an organisation; derived from organisations by trigger */
    organisationType: text('organisation_type'),
    source: text('source').notNull().default('site'),
    /** the /24 or /56 that it was signed from; null where nobody knows, and once erased */
    network: text('network'),
    /** when staff let the comment be shown; null until then, and again once it is changed (trigger) */
    commentApprovedAt: integer('comment_approved_at'),
    /** the number that a blocked person was shown; it is nobody's */
    shownNumber: integer('shown_number'),
    submittedAt: integer('submitted_at').notNull(),
    confirmedAt: integer('confirmed_at').notNull(),
    publishedAt: integer('published_at'),
    changedAt: integer('changed_at').notNull(),
  },
  (t) => [
    uniqueIndex('endorsements_number').on(t.number),
    // serves: one endorsement a person; an organisation's contact may also sign as a person
    uniqueIndex('endorsements_email').on(t.kind, t.emailKey),
    // serves: the register, all or by text (a text is a union of masks, each read in order)
    index('register_by_text').on(t.textMask, t.number).where(listed),
    // serves: the register of a country, all or by text
    index('register_by_country').on(t.country, t.textMask, t.number).where(listed),
    // serves: the register of organisations
    index('register_of_organisations').on(t.textMask, t.number).where(listedOrganisation),
    // serves: the organisations of a country, which would be few among very many people
    index('register_of_organisations_by_country')
      .on(t.country, t.textMask, t.number)
      .where(listedOrganisation),
    // serves: the organisations of a type, all or by text
    index('register_of_types')
      .on(t.organisationType, t.textMask, t.number)
      .where(listedOrganisation),
    // serves: the organisations of a type in a country
    index('register_of_types_by_country')
      .on(t.organisationType, t.country, t.textMask, t.number)
      .where(listedOrganisation),
    // serves: forgetting networks after 30 days; it holds no more than those days
    index('endorsements_with_network')
      .on(t.confirmedAt)
      .where(sql`network is not null`),
    // serves: who gets a piece of news, from one to the next; how many of a text, country, language, kind
    index('news_readers')
      .on(t.id, t.kind, t.country, t.language, t.textMask)
      .where(sql`state = 'published' and updates_wording is not null`),
    check(
      'erased_holds_nothing',
      sql`state not in ('erased', 'anonymised') or (email is null and email_key is null and name = '')`,
    ),
  ],
)

/** Which text was endorsed, in which words, when. A text given up keeps its row. */
export const endorsementTexts = sqliteTable(
  'endorsement_texts',
  {
    endorsementId: integer('endorsement_id')
      .notNull()
      .references(() => endorsements.id),
    text: text('text', { enum: TEXTS }).notNull(),
    wordingId: integer('wording_id')
      .notNull()
      .references(() => wordings.id),
    endorsedAt: integer('endorsed_at').notNull(),
    withdrawnAt: integer('withdrawn_at'),
  },
  (t) => [primaryKey({ columns: [t.endorsementId, t.text] })],
)

/** Links sent by mail. Only the SHA-256 of a token is kept. */
export const tokens = sqliteTable(
  'tokens',
  {
    hash: text('hash').primaryKey(),
    purpose: text('purpose', { enum: PURPOSES }).notNull(),
    submissionId: text('submission_id'),
    endorsementId: integer('endorsement_id').references(() => endorsements.id),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    // serves: the token of a submission; deleting with it
    index('tokens_by_submission')
      .on(t.submissionId)
      .where(sql`submission_id is not null`),
    // serves: deleting long expired tokens; those of submissions go by the submission's age
    index('tokens_by_expiry')
      .on(t.expiresAt)
      .where(sql`purpose <> 'confirm'`),
  ],
)

/** Mail to be sent; written in the same batch as the change that causes it. */
export const outbox = sqliteTable(
  'outbox',
  {
    /** also the idempotency key at the mail service; in the order of time (src/server/ids.ts): an age is a range of ids */
    id: text('id').primaryKey(),
    /** name of the message in content/messages: `confirm`, `signed`, … */
    message: text('message').notNull(),
    recipient: text('recipient').notNull(),
    recipientKey: text('recipient_key').notNull(),
    language: text('language').notNull(),
    /** JSON: what the message says, nothing secret */
    params: text('params').notNull(),
    /** the token of its link, sealed with SECRET_KEY; emptied once sent */
    sealedToken: text('sealed_token'),
    /** `dead`: given up, staff may send it again; `suppressed`: ended because its address must not be written to */
    state: text('state', { enum: MAIL_STATES }).notNull().default('waiting'),
    /** 0 what somebody waits for to confirm, 1 what concerns one person, 2 news; the lower leave first */
    priority: integer('priority').notNull().default(1),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: integer('next_attempt_at').notNull(),
    lastError: text('last_error'),
    createdAt: integer('created_at').notNull(),
    sentAt: integer('sent_at'),
    /** idempotency key of the request that it was last handed over with; null until then */
    handedWith: text('handed_with'),
    /** when it was first handed over with that key, which the mail service remembers for 24 hours */
    handedAt: integer('handed_at'),
    /** the mail service's id of it */
    providerId: text('provider_id'),
    /** what the mail service told of it; moves forward only (src/server/mail/deliveries.ts) */
    delivery: text('delivery', { enum: DELIVERIES }),
  },
  (t) => [
    // serves: what is due, by priority
    index('outbox_due')
      .on(t.priority, t.nextAttemptAt)
      .where(sql`state = 'waiting'`),
    // serves: what was given up, for staff; a mail that leaves is never in it
    index('outbox_dead')
      .on(t.id)
      .where(sql`state = 'dead'`),
    // serves: at most 5 mails an address a day; erase everything of an address
    index('outbox_by_recipient').on(t.recipientKey, t.createdAt),
  ],
)

/** What staff decided, about what, why; append-only (trigger). */
export const decisions = sqliteTable(
  'decisions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    endorsementId: integer('endorsement_id')
      .notNull()
      .references(() => endorsements.id),
    verb: text('verb').notNull(),
    reason: text('reason').notNull(),
    decidedBy: text('decided_by').notNull(),
    decidedAt: integer('decided_at').notNull(),
  },
  (t) => [
    // serves: what was decided about one endorsement
    index('decisions_by_endorsement').on(t.endorsementId),
  ],
)

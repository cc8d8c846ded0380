/** News to those who asked for it: pieces, their texts, and who has been given which. See schema.ts. */
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { endorsements, wordings } from './schema.ts'
import { NEWS_STATES } from './words.ts'

/** A piece of news and how far it has come. The life of a row: src/server/news/states.ts */
export const news = sqliteTable(
  'news',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** of the form that it was begun with: a double click begins one piece */
    formKey: text('form_key').notNull(),
    state: text('state', { enum: NEWS_STATES }).notNull().default('draft'),
    /** JSON: whom it is for (src/server/news/audience.ts) */
    audience: text('audience').notNull(),
    /** grows with every change of words or audience: staff decide on what they saw */
    revision: integer('revision').notNull().default(1),
    /** when it shall begin */
    dueAt: integer('due_at'),
    /** how many staff saw when they said so */
    expected: integer('expected').notNull().default(0),
    /** counted when it began; who comes later is not part of it */
    total: integer('total').notNull().default(0),
    /** mails put into the outbox */
    queued: integer('queued').notNull().default(0),
    /** the last endorsement that was looked at, and the last there was when it began */
    cursor: integer('cursor').notNull().default(0),
    upTo: integer('up_to').notNull().default(0),
    author: text('author').notNull(),
    createdAt: integer('created_at').notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: integer('changed_at').notNull(),
    startedAt: integer('started_at'),
    endedAt: integer('ended_at'),
  },
  (t) => [
    uniqueIndex('news_once').on(t.formKey),
    // serves: is there one to begin, to go on with, to end
    index('news_under_way')
      .on(t.state, t.dueAt)
      .where(sql`state in ('scheduled', 'sending', 'paused')`),
  ],
)

/** The words of a piece, in each language that it is written in. */
export const newsTexts = sqliteTable(
  'news_texts',
  {
    newsId: integer('news_id')
      .notNull()
      .references(() => news.id),
    language: text('language').notNull(),
    /** grows with every change of these words: nobody overwrites what they have not seen */
    revision: integer('revision').notNull().default(1),
    subject: text('subject').notNull(),
    /** Markdown, as it was typed */
    body: text('body').notNull(),
    /** what was made of it when it was saved: what staff saw is what is sent */
    html: text('html').notNull(),
    plain: text('plain').notNull(),
    /** JSON: what was typed and does not travel */
    leftOut: text('left_out').notNull(),
  },
  (t) => [primaryKey({ columns: [t.newsId, t.language] })],
)

/** Who has been given which piece: written with the mail, in one unit; deleted a month after its end. */
export const newsDeliveries = sqliteTable(
  'news_deliveries',
  {
    newsId: integer('news_id')
      .notNull()
      .references(() => news.id),
    endorsementId: integer('endorsement_id').notNull(),
    /** keyed hash of piece and address: nobody can read an address out of it */
    recipient: text('recipient').notNull(),
    /** id of the mail in the outbox: only what this row was written with is sent */
    mail: text('mail').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.newsId, t.endorsementId] }),
    // serves: an address gets a piece once, whichever endorsements it stands behind
    uniqueIndex('news_deliveries_once').on(t.newsId, t.recipient),
  ],
)

/** Consent to news that has ended: what was agreed to, from when until when (triggers). */
export const pastConsents = sqliteTable(
  'past_consents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    endorsementId: integer('endorsement_id')
      .notNull()
      .references(() => endorsements.id),
    wordingId: integer('wording_id')
      .notNull()
      .references(() => wordings.id),
    givenAt: integer('given_at').notNull(),
    endedAt: integer('ended_at').notNull(),
  },
  (t) => [
    // serves: what one agreed to before; erasing it
    index('past_consents_by_endorsement').on(t.endorsementId),
  ],
)

/** The tables of staff: accounts, sessions, what they sign in with, and the audit. See schema.ts. */
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { FACTORS, ROLES, STAFF_STATES } from './words.ts'

/** Accounts. One that ended keeps its row, because the audit names it by its id. */
export const staff = sqliteTable(
  'staff',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    state: text('state', { enum: STAFF_STATES }).notNull(),
    /** PHC string, argon2id; null for one who has passkeys alone, or has not chosen yet */
    passwordHash: text('password_hash'),
    /** the secret of the authenticator app, sealed with SECRET_KEY */
    totpSecret: text('totp_secret'),
    /** the last 30-second step whose code was used; it and those before are not taken again */
    totpStep: integer('totp_step').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    changedAt: integer('changed_at').notNull(),
    signedInAt: integer('signed_in_at'),
  },
  (t) => [
    // serves: who is this address
    uniqueIndex('staff_email').on(t.emailKey),
    // serves: how many admins are there
    index('staff_by_role').on(t.role, t.state),
  ],
)

/** Sessions of lucia (src/server/staff/sessions.ts); the id is the SHA-256 of the cookie's token. */
export const staffSessions = sqliteTable(
  'staff_sessions',
  {
    id: text('id').primaryKey(),
    staffId: integer('staff_id')
      .notNull()
      .references(() => staff.id),
    /** seconds since 1970, as lucia has it: moves on with use, the idle end */
    expiresAt: integer('expires_at').notNull(),
    /** the end however much it is used */
    endsAt: integer('ends_at').notNull(),
    factor: text('factor', { enum: FACTORS }).notNull(),
    /** when its owner last proved who they are */
    provedAt: integer('proved_at').notNull(),
    createdAt: integer('created_at').notNull(),
    usedAt: integer('used_at').notNull(),
    network: text('network').notNull(),
    /** browser and system, in a word each */
    agent: text('agent').notNull(),
    /** secret of an authenticator app that is being set up, sealed */
    pendingTotp: text('pending_totp'),
  },
  (t) => [
    // serves: the sessions of one; ending them
    index('staff_sessions_by_staff').on(t.staffId),
    // serves: deleting those that are over
    index('staff_sessions_by_end').on(t.expiresAt),
  ],
)

/** Passkeys (WebAuthn credentials). */
export const staffPasskeys = sqliteTable(
  'staff_passkeys',
  {
    /** credential id, base64url */
    id: text('id').primaryKey(),
    staffId: integer('staff_id')
      .notNull()
      .references(() => staff.id),
    name: text('name').notNull(),
    publicKey: blob('public_key', { mode: 'buffer' }).notNull(),
    /** signature counter; 0 for those that do not count */
    counter: integer('counter').notNull(),
    /** JSON: how the browser reaches it */
    transports: text('transports').notNull(),
    createdAt: integer('created_at').notNull(),
    usedAt: integer('used_at'),
  },
  (t) => [
    // serves: the passkeys of one
    index('staff_passkeys_by_staff').on(t.staffId),
  ],
)

/** Recovery codes, as keyed hashes; a used one is deleted. */
export const staffRecoveryCodes = sqliteTable(
  'staff_recovery_codes',
  {
    hash: text('hash').primaryKey(),
    staffId: integer('staff_id')
      .notNull()
      .references(() => staff.id),
  },
  (t) => [
    // serves: how many are left; making new ones
    index('staff_recovery_codes_by_staff').on(t.staffId),
  ],
)

/** Links sent to staff. Only the SHA-256 of a token is kept; a used one is deleted. */
export const staffTokens = sqliteTable(
  'staff_tokens',
  {
    hash: text('hash').primaryKey(),
    purpose: text('purpose', { enum: ['invitation', 'reset'] }).notNull(),
    staffId: integer('staff_id')
      .notNull()
      .references(() => staff.id),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    // serves: taking back the links of one
    index('staff_tokens_by_staff').on(t.staffId),
  ],
)

/** Challenges of passkeys: each for one browser or session, one purpose, once. */
export const staffChallenges = sqliteTable(
  'staff_challenges',
  {
    challenge: text('challenge').primaryKey(),
    purpose: text('purpose', { enum: ['register', 'signIn', 'again'] }).notNull(),
    /** SHA-256 of what the browser's cookie holds */
    holder: text('holder').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    // serves: deleting those that are over
    index('staff_challenges_by_end').on(t.expiresAt),
  ],
)

/** Failed attempts to sign in, by account, network or known browser (keyed hashes). */
export const staffAttempts = sqliteTable(
  'staff_attempts',
  {
    bucket: text('bucket').primaryKey(),
    failures: integer('failures').notNull(),
    lastAt: integer('last_at').notNull(),
    /** before that time, no further attempt is looked at */
    nextAt: integer('next_at').notNull(),
  },
  (t) => [
    // serves: deleting those that are long ago
    index('staff_attempts_by_age').on(t.lastAt),
  ],
)

/** What was done, by whom, to what; append-only (trigger), numbered without gaps. */
export const audit = sqliteTable(
  'audit',
  {
    number: integer('number').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    /** `staff:3`, `operator` (the command line), `visitor`, `system` */
    who: text('who').notNull(),
    /** a noun and what befell it: `session.begin`, `endorsement.approve` */
    what: text('what').notNull(),
    /** what it was done to: `staff:3`, `endorsement:12`; '' for nothing in particular */
    subject: text('subject').notNull(),
    /** JSON, addresses masked; null where there was nothing before, or is nothing after */
    before: text('before'),
    after: text('after'),
    /** the /24 or /56 it came from; '' for none */
    network: text('network').notNull(),
  },
  (t) => [
    // serves: the audit of one person, newest first
    index('audit_by_who').on(t.who, t.number),
    // serves: all of one kind, newest first
    index('audit_by_what').on(t.what, t.number),
    // serves: what happened to one thing, newest first
    index('audit_by_subject').on(t.subject, t.number),
    // serves: from day to day
    index('audit_by_time').on(t.at),
  ],
)

/** The hash of each entry over its content and the hash before; append-only (trigger). */
export const auditChain = sqliteTable('audit_chain', {
  number: integer('number')
    .primaryKey()
    .references(() => audit.number),
  previous: text('previous').notNull(),
  hash: text('hash').notNull(),
})

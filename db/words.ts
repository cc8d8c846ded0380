/** The closed lists of the schema; apart from it, so that a start need not load drizzle. */
export const TEXTS = ['convention', 'declaration'] as const
export const KINDS = ['individual', 'organisation'] as const
export const STATES = [
  'review',
  'published',
  'declined',
  'withdrawn',
  'removed',
  'erased',
  'anonymised',
  'merged',
  'blocked',
] as const
export const VISIBILITIES = ['public', 'anonymous'] as const
export const PURPOSES = ['confirm', 'manage'] as const
/** From the least that one may do to the most. */
export const ROLES = ['viewer', 'editor', 'admin'] as const
/** `invited`: nobody has signed in yet; `ended`: gone for good, kept for what the audit says of it. */
export const STAFF_STATES = ['invited', 'active', 'suspended', 'ended'] as const
/** What a session was begun with beside the password; '' while a second factor is still asked for. */
export const FACTORS = ['', 'none', 'totp', 'recovery', 'passkey'] as const
/** What is looked into before an organisation is shown: src/server/organisations/evidence */
export const EVIDENCE = ['address', 'mail', 'website', 'dns', 'file', 'ror'] as const
export const RESULTS = ['yes', 'no', 'unknown'] as const
export const MAIL_PROVIDERS = ['own', 'free', 'disposable'] as const
/** What a rule does with those that it fits, and what of them it looks at. */
export const RULE_ACTIONS = ['hold', 'block', 'allow'] as const
export const RULE_SUBJECTS = ['name', 'address', 'domain', 'network'] as const
/** The life of a change of many: collected first, then run, then perhaps taken back. */
export const BULK_STATES = [
  'collecting',
  'running',
  'done',
  'cancelled',
  'undoing',
  'undone',
] as const
/** The life of a mail in the outbox: waiting → sent, dead or suppressed; a dead one may wait again. */
export const MAIL_STATES = ['waiting', 'sent', 'dead', 'suppressed'] as const
/** What the mail service tells of a mail, from the least to what settles it. */
export const DELIVERIES = [
  'delayed',
  'delivered',
  'failed',
  'softBounced',
  'bounced',
  'complained',
] as const
/** Why an address must not be written to. */
export const SUPPRESSION_REASONS = ['bounced', 'complained', 'asked'] as const
/** Where an endorsement comes from, beside `site`; src/server/imports. */
export const IMPORT_SOURCES = ['paper', 'earlier'] as const
/** What an import makes: endorsements, or the list of those who signed for the commission. */
export const IMPORT_LISTS = ['register', 'commission'] as const
/** The life of an import: src/server/imports/index.ts. */
export const IMPORT_STATES = [
  'uploading',
  'reading',
  'mapping',
  'checking',
  'ready',
  'running',
  'stopped',
  'done',
  'undoing',
  'undone',
  'failed',
  'discarded',
] as const
/** What became of a row: it may be taken, holds something wrong, stands there already; was taken; was taken back, or left to its owner. */
export const ROW_OUTCOMES = ['ready', 'wrong', 'double', 'made', 'undone', 'left'] as const
/** Who may hold what an export has: everybody; whom the list is handed to; admins. */
export const EXPORT_PRESETS = ['public', 'delivery', 'full'] as const
export const EXPORT_FORMATS = ['csv', 'excel', 'xlsx', 'jsonl', 'pdf'] as const
/** The life of an export; `gone`: its file was deleted. See src/server/exports/index.ts */
export const EXPORT_STATES = ['waiting', 'making', 'done', 'gone', 'cancelled', 'failed'] as const
/** The life of a piece of news: src/server/news/states.ts */
export const NEWS_STATES = ['draft', 'scheduled', 'sending', 'paused', 'done', 'cancelled'] as const

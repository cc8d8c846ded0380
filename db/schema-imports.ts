/** Lists that are brought in: paper signatures, earlier lists, the commission's signatories. See schema.ts. */
import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { IMPORT_LISTS, IMPORT_SOURCES, IMPORT_STATES, KINDS, ROW_OUTCOMES } from './words.ts'

export const imports = sqliteTable(
  'imports',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    list: text('list', { enum: IMPORT_LISTS }).notNull(),
    state: text('state', { enum: IMPORT_STATES }).notNull(),
    /** what the list is called, in public */
    title: text('title').notNull().default(''),
    source: text('source', { enum: IMPORT_SOURCES }).notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    fileName: text('file_name').notNull(),
    /** SHA-256, hexadecimal */
    fileHash: text('file_hash').notNull(),
    fileBytes: integer('file_bytes').notNull(),
    /** as its author said; '' = to be recognised */
    encoding: text('encoding').notNull(),
    /** JSON: columns, first rows and guesses, once it was read (look.ts) */
    looked: text('looked'),
    /** JSON: what each column means and what holds for all rows (options.ts) */
    options: text('options'),
    /** JSON: ids of the wordings that its endorsements point at */
    wordings: text('wordings'),
    rows: integer('rows').notNull().default(0),
    checked: integer('checked').notNull().default(0),
    ready: integer('ready').notNull().default(0),
    wrong: integer('wrong').notNull().default(0),
    doubles: integer('doubles').notNull().default(0),
    /** of those ready: they look like somebody who stands there */
    flagged: integer('flagged').notNull().default(0),
    made: integer('made').notNull().default(0),
    undone: integer('undone').notNull().default(0),
    /** not undone, because their owners have touched them since */
    kept: integer('kept').notNull().default(0),
    /** row after which running or undoing goes on */
    cursor: integer('cursor').notNull().default(0),
    /** grows with each check, so that an act means what its author saw, and an old check writes nothing */
    revision: integer('revision').notNull().default(0),
    /** why it failed */
    failure: text('failure'),
    /** why it was undone */
    reason: text('reason'),
    starterId: integer('starter_id').notNull(),
    startedBy: text('started_by').notNull(),
    startedAt: integer('started_at').notNull(),
    changedAt: integer('changed_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    // serves: is there one to go on with; deleting what was left lying
    index('imports_by_state').on(t.state, t.changedAt),
    // serves: was this file brought before
    index('imports_by_file').on(t.fileHash),
  ],
)

/** The file, until its import is over. */
export const importParts = sqliteTable(
  'import_parts',
  {
    importId: integer('import_id').notNull(),
    part: integer('part').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.part] })],
)

/** Each row of a file, what is wrong with it and what became of it. */
export const importRows = sqliteTable(
  'import_rows',
  {
    importId: integer('import_id').notNull(),
    /** as a spreadsheet numbers it: the first is 1 */
    row: integer('row').notNull(),
    outcome: text('outcome', { enum: ROW_OUTCOMES }).notNull(),
    /** JSON: the fields as they will stand; null once they stand there, and later */
    fields: text('fields'),
    /** JSON: [{ "field": …, "problem": …, "value": … }] */
    problems: text('problems'),
    /** where the signature itself can be seen: the number of a sheet, a page */
    proof: text('proof'),
    endorsementId: integer('endorsement_id'),
    /** when its owner changed the endorsement, the last time (trigger) */
    touchedAt: integer('touched_at'),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.row] }),
    // serves: which row an endorsement came from
    index('import_rows_by_endorsement')
      .on(t.endorsementId)
      .where(sql`endorsement_id is not null`),
    // serves: the rows with problems, in the order of the file
    index('import_rows_with_problems')
      .on(t.importId, t.row)
      .where(sql`problems is not null`),
  ],
)

/** Who signed for the International Mobility Commission: a list of its own, in no count. */
export const commissionSignatories = sqliteTable(
  'commission_signatories',
  {
    importId: integer('import_id').notNull(),
    row: integer('row').notNull(),
    name: text('name').notNull(),
    /** null where the list does not say */
    country: text('country'),
    affiliation: text('affiliation'),
    role: text('role'),
    signedAt: integer('signed_at'),
  },
  (t) => [primaryKey({ columns: [t.importId, t.row] })],
)

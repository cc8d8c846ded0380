/** The tables of the daily work of staff: rules, saved views, changes of many, figures. See schema.ts. */
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { BULK_STATES, RULE_ACTIONS, RULE_SUBJECTS } from './words.ts'

/** Who is held, blocked or let pass; one that ended keeps its row, because decisions name it. */
export const rules = sqliteTable(
  'rules',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    action: text('action', { enum: RULE_ACTIONS }).notNull(),
    subject: text('subject', { enum: RULE_SUBJECTS }).notNull(),
    /** as it is compared: a folded name, an e-mail key, a domain, a network */
    pattern: text('pattern').notNull(),
    note: text('note').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    // serves: the same rule is not made twice; reading those in force
    uniqueIndex('rules_once')
      .on(t.subject, t.pattern, t.action)
      .where(sql`ended_at is null`),
  ],
)

/** Filters of the work list that somebody gave a name. */
export const staffViews = sqliteTable(
  'staff_views',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    staffId: integer('staff_id').notNull(),
    name: text('name').notNull(),
    /** the query of the address */
    query: text('query').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    // serves: the views of one, by name; the same name again replaces
    uniqueIndex('staff_views_once').on(t.staffId, t.name),
  ],
)

/** Changes of many endorsements at once; the writer runs them (src/server/staff/bulk). */
export const bulkRuns = sqliteTable(
  'bulk_runs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    verb: text('verb').notNull(),
    reason: text('reason').notNull(),
    /** the filter of the work list, or `ids=1,2,3` */
    query: text('query').notNull(),
    state: text('state', { enum: BULK_STATES }).notNull(),
    /** how many its author saw before starting it */
    expected: integer('expected').notNull(),
    collected: integer('collected').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    skipped: integer('skipped').notNull().default(0),
    undone: integer('undone').notNull().default(0),
    /** place in the work list, or in its own rows, from which it goes on */
    cursor: integer('cursor').notNull(),
    starterId: integer('starter_id').notNull(),
    startedBy: text('started_by').notNull(),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    // serves: is there one to run
    index('bulk_runs_by_state').on(t.state),
  ],
)

/** What a change of many is about, and what each was before. */
export const bulkRows = sqliteTable(
  'bulk_rows',
  {
    runId: integer('run_id')
      .notNull()
      .references(() => bulkRuns.id),
    endorsementId: integer('endorsement_id').notNull(),
    /** null until it was its turn; then `changed`, `skipped` or `undone` */
    outcome: text('outcome'),
    stateBefore: text('state_before'),
    heldBefore: text('held_before'),
    /** the decision that changed it: undoing needs it to be the last one still */
    decisionId: integer('decision_id'),
  },
  (t) => [primaryKey({ columns: [t.runId, t.endorsementId] })],
)

/** Figures for staff, by period (`2026-11-21`, `2026-11-21T14`) and label; see staff/digest. */
export const staffFigures = sqliteTable(
  'staff_figures',
  {
    name: text('name').notNull(),
    period: text('period').notNull(),
    label: text('label').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.name, t.period, t.label] }),
    // serves: forgetting a domain with the last people who have it
    index('staff_figures_by_label').on(t.label),
  ],
)

/** How far what is gathered afterwards has come: `endorsements`, `outbox`. */
export const digests = sqliteTable('digests', {
  name: text('name').primaryKey(),
  upTo: integer('up_to').notNull(),
})

/** Endorsements that changed since the work list took them in (trigger). */
export const workChanged = sqliteTable('work_changed', {
  id: integer('id').primaryKey(),
})

/** Each change of state but the publication that follows confirming at once (trigger). */
export const stateChanges = sqliteTable(
  'state_changes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    endorsementId: integer('endorsement_id').notNull(),
    before: text('before').notNull(),
    after: text('after').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    // serves: the events of one endorsement
    index('state_changes_by_endorsement').on(t.endorsementId),
  ],
)

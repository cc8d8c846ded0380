/**
 * The audit, as it is written: an entry is one more statement in the unit of the change that it
 * records, so that there is neither a change without its entry nor an entry without its change.
 * Numbers are given by the database in the order of commits; chain.ts adds the hashes.
 */
import { sql, type Statement } from '../../database/index.ts'
import { maskAddresses } from './mask.ts'

/** Who did it: an account's id, or one of those that have none. */
export type Actor = number | 'operator' | 'visitor' | 'system'

export type AuditEntry = {
  who: Actor | Statement
  /** a noun and what befell it: `session.begin`, `endorsement.approve` */
  what: string
  /** what it was done to, a noun and its id: `staff:3`, `endorsement:12` */
  subject?: string | Statement
  /** what there was; plain values, whose addresses are masked, or SQL that gives a JSON object without any */
  before?: Values | Statement
  /** what there is now */
  after?: Values | Statement
  /** as `visitor.network` has it */
  network?: string
}
export type Values = Record<string, string | number | boolean | null>

/** A condition: the statement just before in the unit changed something. */
export const changed = sql`changes() > 0`

/**
 * A statement that writes an entry if the condition holds.
 * @example
 * write([
 *   sql`update settings set value = ${to} where key = 'x' and value <> ${to}`,
 *   auditEntry({ who: staff.id, what: 'settings.change', after: { x: to }, network }, now, changed),
 * ])
 */
export function auditEntry(
  entry: AuditEntry,
  now: number,
  condition: Statement = sql`true`,
): Statement {
  const { who, what, subject = '', before, after, network = '' } = entry
  return sql`insert into audit (at, who, what, subject, before, after, network)
    select ${now}, ${nameOf(who)}, ${what}, ${subject}, ${json(before)}, ${json(after)}, ${network}
    where ${condition}`
}

/**
 * A condition: the newest entry is this one. For the statements of a unit that come after the entry
 * and shall take effect only if it was written.
 */
export function entryIsLast({ who, what, subject = '' }: AuditEntry, now: number): Statement {
  return sql`exists (select 1 from audit where number = (select max(number) from audit)
    and who = ${nameOf(who)} and what = ${what} and subject = ${subject} and at = ${now})`
}

const nameOf = (who: AuditEntry['who']) => (typeof who === 'number' ? `staff:${who}` : who)

function json(values: AuditEntry['before']): string | null | Statement {
  if (values === undefined) return null
  return isStatement(values) ? values : JSON.stringify(masked(values))
}

function isStatement(values: Values | Statement): values is Statement {
  return typeof values['sql'] === 'string' && Array.isArray(values['args'])
}

function masked(values: Values): Values {
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === 'string' ? maskAddresses(value) : value,
  ])
  return Object.fromEntries(entries)
}

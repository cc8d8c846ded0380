/** Holds the audit against its chain, for `accede verify`. */
import { sql, type Database } from '../../database/index.ts'
import { GENESIS, hashEntry } from './chain.ts'

const AT_ONCE = 2000

export type AuditState = {
  /** each entry that is changed, missing or out of order, in words */
  problems: string[]
  entries: number
  /** entries that were committed a moment ago and have no hash yet */
  waiting: number
  /** hash of the last entry of the chain: what the daily mail says */
  head: string
}

type Known = Pick<Database, 'readFresh' | 'firstFresh'>

/** Reads the whole audit, in portions. */
export async function verifyAudit(database: Known): Promise<AuditState> {
  const state: AuditState = { problems: [], entries: 0, waiting: 0, head: GENESIS }
  let last = 0
  for (;;) {
    const rows = await database.readFresh(
      sql`select a.number, at, who, what, subject, before, after, network, previous, hash
        from audit a left join audit_chain c using (number) where number > ${last} order by number limit ${AT_ONCE}`,
    )
    for (const row of rows) {
      hold(state, row, last)
      last = Number(row['number'])
    }
    if (rows.length < AT_ONCE) break
  }
  await holdEnd(database, state, last)
  return state
}

function hold(state: AuditState, row: Record<string, unknown>, last: number): void {
  const number = Number(row['number'])
  state.entries++
  if (number !== last + 1) state.problems.push(gap(last + 1, number - 1))
  if (row['hash'] === null) {
    state.waiting++
    return
  }
  if (state.waiting > 0) state.problems.push(`audit entry ${number - 1} has no hash`)
  // After a gap the chain starts anew from what the entry says of the one before.
  const previous = number === last + 1 ? state.head : String(row['previous'])
  if (row['previous'] !== previous)
    state.problems.push(`audit entry ${number} does not follow the entry before it`)
  else if (hashEntry(row, previous) !== row['hash'])
    state.problems.push(`audit entry ${number} was changed or moved`)
  state.waiting = 0
  state.head = String(row['hash'])
}

/** What was cut off at the end leaves its numbers in the chain, or in the database's own memory. */
async function holdEnd(database: Known, state: AuditState, last: number): Promise<void> {
  const row = await database.firstFresh(
    sql`select max((select coalesce(max(number), 0) from audit_chain),
      coalesce((select seq from sqlite_sequence where name = 'audit'), 0)) as given`,
  )
  const given = Number(row?.['given'] ?? 0)
  if (given > last) state.problems.push(gap(last + 1, given))
}

const gap = (from: number, to: number) =>
  from === to ? `audit entry ${from} is missing` : `audit entries ${from} to ${to} are missing`

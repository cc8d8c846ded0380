/** What is read in one snapshot beside the rows. */
import { raw, sql } from '../database/index.ts'
import type { Snapshot } from '../database/snapshot.ts'
import { goneSince, namelessOf, type Which } from './which.ts'

/** How many count in the same view without being named. */
export async function namelessIn(snapshot: Snapshot, which: Which): Promise<number> {
  const [row] = await snapshot.read(
    sql`select count(*) as n from endorsements e where ${namelessOf(which)}`,
  )
  return Number(row!['n'])
}

/** The newest entry of the audit that has its hash. */
export async function auditHead(snapshot: Snapshot) {
  const [head] = await snapshot.read(
    raw('select number, hash from audit_chain order by number desc limit 1'),
  )
  return head ? { number: Number(head['number']), hash: String(head['hash']) } : null
}

/** Numbers of those that an earlier list held and this one would not. */
export async function leftSince(snapshot: Snapshot, which: Which): Promise<number[]> {
  const rows = await snapshot.read(
    sql`select e.number from endorsements e where ${goneSince(which)} order by e.number`,
  )
  return rows.map(({ number }) => Number(number))
}

/**
 * One writer among machines, by a lease in the database: a libSQL server stalls under four
 * concurrent writers (docs/decisions/0003-one-writer.md). The leader renews its lease; the others
 * only look, and one takes over when it has ended. Times are of the machines' own clocks, so the
 * lease is long against the drift of clocks that are kept by NTP.
 */
import { randomUUID } from 'node:crypto'
import type { Database } from './index.ts'
import { sql } from './sql.ts'

const LASTS = 8000
const LOOK = 1000
const RENEW_WHEN_LEFT = 5000

export type Leadership = {
  /** True while this machine is the one that writes. */
  leads(): boolean
  /** Where the one that writes takes units; undefined while nobody does. */
  leader(): string | undefined
  /** Lets go, so that another need not wait for the end. */
  stop(): Promise<void>
}

type Access = Pick<Database, 'firstFresh' | 'write'>

/**
 * Looks for a leader, or becomes it.
 * @param database whose `write` goes to the server from here
 * @param address where this machine takes the units of others
 */
export async function findLeader(database: Access, address: string): Promise<Leadership> {
  const holder = randomUUID()
  let until = 0
  let leader: string | undefined

  async function look(): Promise<void> {
    const row = await database.firstFresh(
      sql`select holder, address, until from leases where name = 'writer'`,
    )
    const left = row ? Number(row['until']) - Date.now() : 0
    if (left <= 0 || (row?.['holder'] === holder && left < RENEW_WHEN_LEFT)) return take()
    until = row?.['holder'] === holder ? Number(row['until']) : 0
    leader = String(row?.['address'])
  }
  async function take(): Promise<void> {
    const [taken] = await database.write([
      sql`insert into leases (name, holder, address, until) values ('writer', ${holder}, ${address}, ${Date.now() + LASTS})
        on conflict (name) do update set holder = excluded.holder, address = excluded.address, until = excluded.until
        where leases.holder = ${holder} or leases.until <= ${Date.now()} returning until`,
    ])
    const row = taken!.rows[0]
    until = row ? Number(row['until']) : 0
    leader = row ? address : undefined
    // Another was quicker: who is it?
    if (!row) await look()
  }

  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    // A database that is away is asked again at the next turn; the lease may end meanwhile.
    looking ??= look()
      .catch(() => {})
      .finally(() => (looking = undefined))
  }, LOOK)
  timer.unref()
  await look()
  return {
    leads: () => Date.now() < until,
    leader: () => leader,
    async stop() {
      clearInterval(timer)
      await looking
      if (Date.now() >= until) return
      until = 0
      await database.write([sql`delete from leases where holder = ${holder}`]).catch(() => {})
    },
  }
}

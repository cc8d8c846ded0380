/**
 * The write queue. Units of work that arrive together commit together: one durable commit (one
 * fsync) for many signatures. Each unit stays all-or-nothing by itself and is answered only after
 * the commit that holds it.
 */
import { LibsqlError, type Client, type ResultSet } from '@libsql/client'
import { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
import type { Statement } from './sql.ts'

/** Statements that take effect together or not at all. */
export type Unit = readonly Statement[]

export type WriteQueue = {
  /**
   * Commits a unit.
   * @returns one result for each statement, after the commit
   * @throws DatabaseUnavailable when the queue is full, closed or the database does not answer
   */
  run(unit: Unit): Promise<ResultSet[]>
  /** Refuses new units and resolves once those under way are committed. */
  close(): Promise<void>
  /** Units that wait or are being committed. */
  length(): number
}

type Waiting = {
  unit: Unit
  resolve: (results: ResultSet[]) => void
  reject: (reason: unknown) => void
}

const MOST_UNITS_A_COMMIT = 100

/** @param limit units that may wait; one more is refused at once, never dropped silently */
export function createWriteQueue(client: Client, limit = 10_000): WriteQueue {
  const waiting: Waiting[] = []
  let working: Promise<void> | undefined
  let closed = false

  async function work(): Promise<void> {
    // One turn of the event loop gathers what arrived with the first unit.
    await new Promise(setImmediate)
    while (waiting.length > 0) await commit(client, waiting.splice(0, MOST_UNITS_A_COMMIT))
    working = undefined
  }

  return {
    run(unit) {
      if (closed || waiting.length >= limit) {
        return Promise.reject(new DatabaseUnavailable(closed ? 'closing' : 'write queue is full'))
      }
      return new Promise((resolve, reject) => {
        waiting.push({ unit, resolve, reject })
        working ??= work()
      })
    },
    async close() {
      closed = true
      await working
    },
    length: () => waiting.length,
  }
}

async function commit(client: Client, gathered: Waiting[]): Promise<void> {
  try {
    const results = await client.batch(joined(gathered), 'write')
    let from = 0
    for (const { unit, resolve } of gathered) resolve(results.slice(from, (from += unit.length)))
  } catch (error) {
    if (gathered.length === 1 || isUnavailable(error)) await refuse(client, gathered, error)
    // One bad unit harms no other: each runs again by itself. Nothing of the batch was committed.
    else for (const one of gathered) await commit(client, [one])
  }
}

function joined(gathered: Waiting[]): Statement[] {
  return gathered.flatMap(({ unit }) => [...unit])
}

async function refuse(client: Client, gathered: Waiting[], error: unknown): Promise<void> {
  // After SQLITE_BUSY the connection is poisoned: "cannot commit transaction".
  if (error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY')) client.reconnect()
  const reason = isUnavailable(error) ? new DatabaseUnavailable('no answer', error) : error
  for (const { reject } of gathered) reject(reason)
}

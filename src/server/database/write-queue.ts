/**
 * The write queue. Units of work that arrive together commit together: one durable commit (one
 * fsync) for many signatures. Each unit stays all-or-nothing by itself and is answered only after
 * the commit that holds it.
 */
import { LibsqlError } from '@libsql/client'
import type { Figure } from '../figures.ts'
import type { Connection, Result } from './connection.ts'
import { queueFigures, type QueueFigures } from './queue-figures.ts'
import { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
import { AT_THE_END } from './at-the-end.ts'
import type { Statement } from './sql.ts'

/** Statements that take effect together or not at all. */
export type Unit = readonly Statement[]
export type Committed = Result

export type WriteQueue = {
  /**
   * Commits a unit.
   * @returns one result for each statement, after the commit
   * @throws DatabaseUnavailable when the queue is full, closed or the database does not answer
   */
  run(unit: Unit): Promise<Committed[]>
  /** Refuses new units and resolves once those under way are committed. */
  close(): Promise<void>
  /** Units that wait or are being committed. */
  length(): number
  /** What was committed, refused, failed, and how fast. */
  figures(): Figure[]
}

export type QueueOptions = {
  /** units that may wait; one more is refused at once, never dropped in silence */
  limit?: number
  /** called after each commit with the version of the register, before its units are answered */
  onCommit?: (version: number) => void
}

type Waiting = {
  unit: Unit
  /** milliseconds of performance.now() */
  arrived: number
  resolve: (results: Committed[]) => void
  reject: (reason: unknown) => void
}

/** More wait longer for their answer than another fsync takes; fewer make more of those. */
const MOST_UNITS_A_COMMIT = 100

export function createWriteQueue(
  connection: Connection,
  { limit = 10_000, onCommit }: QueueOptions = {},
): WriteQueue {
  const waiting: Waiting[] = []
  const counts = queueFigures()
  let underWay = 0
  let working: Promise<void> | undefined
  let closed = false

  async function work(): Promise<void> {
    // One turn of the event loop gathers what arrived with the first unit, and lets reading go on.
    do {
      await new Promise(setImmediate)
      const gathered = waiting.splice(0, MOST_UNITS_A_COMMIT)
      underWay = gathered.length
      await commit(connection, gathered, counts, onCommit)
      underWay = 0
    } while (waiting.length > 0)
    working = undefined
  }

  return {
    run(unit) {
      if (closed || waiting.length >= limit) {
        counts.refused()
        return Promise.reject(new DatabaseUnavailable(closed ? 'closing' : 'write queue is full'))
      }
      return new Promise((resolve, reject) => {
        waiting.push({ unit, arrived: performance.now(), resolve, reject })
        working ??= work()
      })
    },
    async close() {
      closed = true
      await working
    },
    length: () => waiting.length + underWay,
    figures: () => counts.read(waiting.length + underWay),
  }
}

async function commit(
  connection: Connection,
  gathered: Waiting[],
  counts: QueueFigures,
  onCommit: QueueOptions['onCommit'],
): Promise<void> {
  try {
    const results = await connection.batch(
      [...gathered.flatMap(({ unit }) => [...unit]), ...AT_THE_END],
      'write',
    )
    counts.committed(gathered.map(({ arrived }) => arrived))
    onCommit?.(Number(results.at(-1)?.rows[0]?.['value']))
    let from = 0
    for (const { unit, resolve } of gathered) resolve(results.slice(from, (from += unit.length)))
  } catch (error) {
    if (gathered.length === 1 || isUnavailable(error)) {
      counts.failed(gathered.length)
      refuse(connection, gathered, error)
    }
    // One bad unit harms no other: nothing of the batch was committed, and its halves run again,
    // down to the unit itself.
    else {
      const half = Math.ceil(gathered.length / 2)
      await commit(connection, gathered.slice(0, half), counts, onCommit)
      await commit(connection, gathered.slice(half), counts, onCommit)
    }
  }
}

function refuse(connection: Connection, gathered: Waiting[], error: unknown): void {
  // After SQLITE_BUSY the connection is poisoned: "cannot commit transaction".
  if (error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY')) connection.reconnect()
  const reason = isUnavailable(error) ? new DatabaseUnavailable('no answer', error) : error
  for (const { reject } of gathered) reject(reason)
}

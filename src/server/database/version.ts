import type { Connection } from './connection.ts'
import { sql } from './sql.ts'

/** Milliseconds between looks at a database that others change too. */
const EVERY = 500

/** The version of the register as this process last heard it. */
export function heardVersion(first: number) {
  let version = first
  const listeners: (() => void)[] = []
  return {
    current: () => version,
    hear(current: number): void {
      version = current
      for (const listener of listeners) listener()
    },
    /** Calls `listener` each time that the version is told. */
    onHeard: (listener: () => void): void => void listeners.push(listener),
  }
}

/** The number that grows with every change that the public can see (triggers). */
export async function readVersion(connection: Connection): Promise<number> {
  const { rows } = await connection.execute(sql`select value from versions where name = 'register'`)
  return Number(rows[0]?.['value'])
}

/** Looks again and again, as long as the database answers or not. @returns what ends it */
export function watchVersion(
  connection: Connection,
  onVersion: (version: number) => void,
): () => void {
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    // One look at a time: of two, the older could be answered last.
    looking ??= readVersion(connection)
      .then(onVersion, () => {})
      .finally(() => (looking = undefined))
  }, EVERY)
  timer.unref()
  return () => clearInterval(timer)
}

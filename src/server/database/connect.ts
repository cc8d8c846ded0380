import { createClient, type Client, type Config as ClientConfig } from '@libsql/client'
import type { Config } from '../config.ts'

/** Milliseconds that a connection waits for another's lock before it gives up. */
const BUSY_TIMEOUT = 5000

export type Connections = { reading: Client; writing: Client }

/**
 * Opens two clients on one database: reads never queue behind the writer's batches.
 * The time-out goes into the client and not into a PRAGMA, which pooled connections would lose.
 */
export function connect(config: Config): Connections {
  return { reading: connectReading(config), writing: createClient(options(config)) }
}

export function connectReading(config: Config): Client {
  return createClient(options(config))
}

/** One connection each: the driver of files is synchronous, a second one would only stand by. */
function options({ databaseUrl, databaseAuthToken }: Config): ClientConfig {
  return {
    url: databaseUrl,
    ...(databaseAuthToken && { authToken: databaseAuthToken }),
    timeout: BUSY_TIMEOUT,
    concurrency: 1,
  }
}

/** True for a database in a file of this machine, false for one behind a libSQL server. */
export function isFile(databaseUrl: string): boolean {
  return databaseUrl.startsWith('file:')
}

/**
 * Sets what makes a commit durable on a file, and reads it back: an answer that is sent after a
 * commit must survive a power cut. WAL stays with the file; synchronous=FULL is SQLite's default.
 * @throws when the file cannot be put into that state
 */
export async function assertDurable(writing: Client): Promise<void> {
  const mode = await writing.execute('pragma journal_mode = wal')
  const synchronous = await writing.execute('pragma synchronous')
  if (mode.rows[0]?.[0] !== 'wal' || Number(synchronous.rows[0]?.[0]) < 2) {
    throw new Error('The database file cannot be opened with WAL and synchronous=FULL.')
  }
}

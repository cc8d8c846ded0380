import { createClient, type Client, type Config as ClientConfig } from '@libsql/client'
import type { Config } from '../config.ts'

/** Milliseconds that a connection waits for another's lock before it gives up. */
const BUSY_TIMEOUT = 5000
/** Milliseconds that a libSQL server may take to answer: a write to a dead primary would hang. */
const SERVER_TIMEOUT = 8000

/** True for a database in a file of this machine, false for one behind a libSQL server. */
export function isFile({ databaseUrl }: Pick<Config, 'databaseUrl'>): boolean {
  return databaseUrl.startsWith('file:')
}

/** The one client that writes: batches follow one another, one in flight. */
export function connectWriting(config: Config): Client {
  return createClient(options(config, config.databaseUrl, 1))
}

/**
 * A client that reads: from the replica where there is one, and from what was committed last
 * (`fresh`) for pages that show a visitor their own writes.
 */
export function connectReading(config: Config): { reading: Client; fresh: Client } {
  // The driver of files is synchronous: a second connection would only stand by.
  const atOnce = isFile(config) ? 1 : 20
  const fresh = createClient(options(config, config.databaseUrl, atOnce))
  if (!config.databaseReplicaUrl) return { reading: fresh, fresh }
  return { reading: createClient(options(config, config.databaseReplicaUrl, atOnce)), fresh }
}

/** The time-out goes into the client and not into a PRAGMA, which pooled connections would lose. */
function options({ databaseAuthToken }: Config, url: string, concurrency: number): ClientConfig {
  return {
    url,
    ...(databaseAuthToken && { authToken: databaseAuthToken }),
    ...(!url.startsWith('file:') && { fetch: bounded }),
    timeout: BUSY_TIMEOUT,
    concurrency,
  }
}

const bounded = (request: Request) =>
  fetch(request, { signal: AbortSignal.timeout(SERVER_TIMEOUT) })

/**
 * Sets what makes a commit durable on a file, and reads it back: an answer that is sent after a
 * commit must survive a power cut. WAL stays with the file; synchronous=FULL is SQLite's default.
 * @throws when the file cannot be put into that state
 */
export async function assertDurable(writing: Client): Promise<void> {
  const mode = await writing.execute('pragma journal_mode = wal')
  if (mode.rows[0]?.[0] !== 'wal' || (await synchronous(writing)) < 2) {
    throw new Error('The database file cannot be opened with WAL and synchronous=FULL.')
  }
}

/** True when a libSQL server answers a write only after fsync (sqld: `durability_mode: strong`). */
export async function isDurable(server: Client): Promise<boolean> {
  return (await synchronous(server)) >= 2
}

async function synchronous(client: Client): Promise<number> {
  const { rows } = await client.execute('pragma synchronous')
  return Number(rows[0]?.[0])
}

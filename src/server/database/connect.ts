import { fileURLToPath } from 'node:url'
import { createClient, type Client, type Config as ClientConfig } from '@libsql/client'
import type { Config } from '../config.ts'
import type { Connection } from './connection.ts'
import { connectToFile } from './file-connection.ts'
import { raw } from './sql.ts'

/** Milliseconds that a connection waits for another's lock before it gives up. */
const BUSY_TIMEOUT = 5000
/** Milliseconds that a libSQL server may take to answer: a write to a dead primary would hang. */
const SERVER_TIMEOUT = 8000

/** True for a database in a file of this machine, false for one behind a libSQL server. */
export function isFile({ databaseUrl }: Pick<Config, 'databaseUrl'>): boolean {
  return databaseUrl.startsWith('file:')
}

/**
 * What the pages that a hundred units touch need: 64 MB of cache, or they are written and read again
 * within their own commit; and a log of 32 MB, so that a page that many commits touch goes back into
 * the file once (docs/performance.md).
 */
const FOR_MANY_UNITS = 'pragma cache_size = -65536; pragma wal_autocheckpoint = 8000'

/** The one connection that writes: batches follow one another, one in flight. */
export function connectWriting(config: Config): Connection {
  return connect(config, config.databaseUrl, 1, FOR_MANY_UNITS)
}

/** Does work that needs the whole client, such as migrating, and lets go of it again. */
export async function withClient(
  config: Config,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = clientOf(config)
  try {
    await work(client)
  } finally {
    client.close()
  }
}

/** The whole client, one request under way at a time. Close it. */
export const clientOf = (config: Config): Client =>
  createClient(options(config, config.databaseUrl, 1))

/** Requests that may be under way to a libSQL server at once. */
const AT_ONCE = 20

/**
 * Connections that read: from the replica where there is one, and from what was committed last
 * (`fresh`) for pages that show a visitor their own writes.
 */
export function connectReading(config: Config): { reading: Connection; fresh: Connection } {
  const fresh = connect(config, config.databaseUrl, AT_ONCE)
  if (!config.databaseReplicaUrl) return { reading: fresh, fresh }
  return { reading: connect(config, config.databaseReplicaUrl, AT_ONCE), fresh }
}

function connect(config: Config, url: string, concurrency: number, pragmas?: string): Connection {
  return url.startsWith('file:')
    ? connectToFile(fileURLToPath(url), BUSY_TIMEOUT, pragmas)
    : createClient(options(config, url, concurrency))
}

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
export async function assertDurable(writing: Connection): Promise<void> {
  const mode = await writing.execute(raw('pragma journal_mode = wal'))
  if (mode.rows[0]?.['journal_mode'] !== 'wal' || (await synchronous(writing)) < 2) {
    throw new Error('The database file cannot be opened with WAL and synchronous=FULL.')
  }
}

/** True when a libSQL server answers a write only after fsync (sqld: `durability_mode: strong`). */
export async function isDurable(server: Connection): Promise<boolean> {
  return (await synchronous(server)) >= 2
}

async function synchronous(client: Connection): Promise<number> {
  const { rows } = await client.execute(raw('pragma synchronous'))
  return Number(rows[0]?.['synchronous'])
}

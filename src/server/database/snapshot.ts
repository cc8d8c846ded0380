/** One moment of the database, for reading a lot of it: what is committed meanwhile is not seen. */
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { clientOf, isFile } from './connect.ts'
import { connectToFile } from './file-connection.ts'
import type { Row } from './connection.ts'
import { raw, type Statement } from './sql.ts'

export type Snapshot = {
  /** Rows as they were when the snapshot was opened. */
  read(statement: Statement): Promise<Row[]>
  close(): Promise<void>
}

/** Milliseconds to wait for a lock; a reader of a WAL waits only while the log is reset. */
const BUSY_TIMEOUT = 5000

/**
 * Opens a snapshot on a connection of its own: a read transaction, on a file and on a libSQL
 * server alike. Keep it short: while it is open, the log of the database cannot be folded back.
 */
export function openSnapshot(config: Config): Promise<Snapshot> {
  return isFile(config) ? onFile(fileURLToPath(config.databaseUrl)) : onServer(config)
}

/** A transaction begins to see with its first read, so that one is made at once. */
const LOOK = raw('select 1 from versions limit 1')

async function onFile(path: string): Promise<Snapshot> {
  const connection = connectToFile(path, BUSY_TIMEOUT)
  await connection.execute(raw('begin'))
  await connection.execute(LOOK)
  return {
    read: async (statement) => (await connection.execute(statement)).rows,
    async close() {
      await connection.execute(raw('rollback'))
      connection.close()
    },
  }
}

async function onServer(config: Config): Promise<Snapshot> {
  const client = clientOf(config)
  const transaction = await client.transaction('read')
  await transaction.execute(LOOK)
  return {
    read: async (statement) => (await transaction.execute(statement)).rows as unknown as Row[],
    async close() {
      transaction.close()
      client.close()
    },
  }
}

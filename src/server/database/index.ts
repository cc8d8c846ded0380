/**
 * The database, in two roles. The writer migrates it, owns the only writing connection and the
 * queue, and listens for the units of other processes. A reader has a connection that only reads
 * and hands its units to the writer. Callers see no difference.
 */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client, Row } from '@libsql/client'
import type { Config } from '../config.ts'
import { assertDurable, connect, connectReading, isFile } from './connect.ts'
import { AnotherWriter, takeWriterLock } from './lock.ts'
import { migrate, migrationState } from './migrate.ts'
import { linkToWriter } from './reader-link.ts'
import { sql, type Statement } from './sql.ts'
import { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
import { socketPath } from './wire.ts'
import { createWriteQueue, type Committed, type Unit } from './write-queue.ts'
import { listenForUnits, type WriterLink } from './writer-link.ts'

export { sql, join, raw, type Statement, type Value } from './sql.ts'
export { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
export type { Committed, Unit } from './write-queue.ts'
export type { Row } from '@libsql/client'

export type Database = {
  /** Rows of one statement that only reads. @throws DatabaseUnavailable */
  read(statement: Statement): Promise<Row[]>
  /** First row, or undefined. @throws DatabaseUnavailable */
  first(statement: Statement): Promise<Row | undefined>
  /** Commits a unit; see write-queue.ts. @throws DatabaseUnavailable */
  write(unit: Unit): Promise<Committed[]>
  /** Units that wait for their commit. */
  waiting(): number
  /** Grows with every change that the public can see, on every process. */
  version(): number
  /** @returns migrations known to this program and applied to the database */
  migrations(): Promise<{ known: number; applied: number }>
  close(): Promise<void>
}

/**
 * Opens the database as its only writer, migrates it, and makes sure that commits are durable.
 * @param onCommit called after every commit, whoever asked for it
 */
export async function openDatabase(
  config: Config,
  onCommit: () => void = () => {},
): Promise<Database> {
  const file = isFile(config.databaseUrl)
  if (file) mkdirSync(dirname(fileURLToPath(config.databaseUrl)), { recursive: true })
  const unlock = takeWriterLock(config.dataDir)
  const { reading, writing } = connect(config)
  if (file) await assertDurable(writing)
  await migrate(writing)
  let version = await currentVersion(reading)
  let tell: WriterLink['tell'] = () => {}
  const queue = createWriteQueue(writing, {
    onCommit(current) {
      if (current !== version) tell((version = current))
      onCommit()
    },
  })
  const link = await listenForUnits(queue, socketPath(config.dataDir), () => version)
  tell = link.tell
  return {
    ...readingWith(reading),
    write: (unit) => queue.run(unit),
    waiting: () => queue.length(),
    version: () => version,
    async close() {
      await queue.close()
      await link.close()
      reading.close()
      writing.close()
      unlock()
    },
  }
}

/**
 * Opens the database for a command: as the writer while no site runs on it, else through the
 * running writer, because two that write can corrupt the file.
 */
export async function openForCommand(config: Config): Promise<Database> {
  try {
    return await openDatabase(config)
  } catch (error) {
    if (!(error instanceof AnotherWriter)) throw error
    return openForReading(config)
  }
}

/** Milliseconds that a reader waits for its writer when it starts. */
const WRITER_PATIENCE = 5000

/** Opens the database to read; its units go to the writer of the same DATA_DIR. */
export async function openForReading(config: Config): Promise<Database> {
  const reading = connectReading(config)
  let version = 0
  const link = linkToWriter(socketPath(config.dataDir), (current) => (version = current))
  await link.reached(WRITER_PATIENCE)
  return {
    ...readingWith(reading),
    write: (unit) => link.run(unit),
    waiting: () => link.length(),
    version: () => version,
    async close() {
      link.close()
      reading.close()
    },
  }
}

function readingWith(reading: Client): Pick<Database, 'read' | 'first' | 'migrations'> {
  async function read(statement: Statement): Promise<Row[]> {
    try {
      return (await reading.execute(statement)).rows
    } catch (error) {
      throw isUnavailable(error) ? new DatabaseUnavailable('no answer', error) : error
    }
  }
  return {
    read,
    first: async (statement) => (await read(statement))[0],
    migrations: () => migrationState(reading),
  }
}

async function currentVersion(reading: Client): Promise<number> {
  const { rows } = await reading.execute(sql`select value from versions where name = 'register'`)
  return Number(rows[0]?.['value'])
}

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ResultSet, Row } from '@libsql/client'
import type { Config } from '../config.ts'
import { assertDurable, connect, isFile } from './connect.ts'
import { takeWriterLock } from './lock.ts'
import { migrate, migrationState } from './migrate.ts'
import type { Statement } from './sql.ts'
import { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
import { createWriteQueue, type Unit } from './write-queue.ts'

export { sql, join, raw, type Statement, type Value } from './sql.ts'
export { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
export type { Unit } from './write-queue.ts'
export type { Row } from '@libsql/client'

export type Database = {
  /** Rows of one statement that only reads. @throws DatabaseUnavailable */
  read(statement: Statement): Promise<Row[]>
  /** First row, or undefined. @throws DatabaseUnavailable */
  first(statement: Statement): Promise<Row | undefined>
  /** Commits a unit; see write-queue.ts. @throws DatabaseUnavailable */
  write(unit: Unit): Promise<ResultSet[]>
  /** Units that wait for their commit. */
  waiting(): number
  /** @returns migrations known to this program and applied to the database */
  migrations(): Promise<{ known: number; applied: number }>
  close(): Promise<void>
}

/** Opens the database as its only writer, migrates it, and makes sure that commits are durable. */
export async function openDatabase(config: Config): Promise<Database> {
  const file = isFile(config.databaseUrl)
  if (file) mkdirSync(dirname(new URL(config.databaseUrl).pathname), { recursive: true })
  const unlock = file ? takeWriterLock(config.dataDir) : () => {}
  const { reading, writing } = connect(config)
  if (file) await assertDurable(writing)
  await migrate(writing)
  const queue = createWriteQueue(writing)

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
    write: (unit) => queue.run(unit),
    waiting: () => queue.length(),
    migrations: () => migrationState(reading),
    async close() {
      await queue.close()
      reading.close()
      writing.close()
      unlock()
    },
  }
}

/**
 * The database, in two roles. The writer migrates it, owns the only writing connection of this
 * machine and the queue, and listens for the units of other processes. A reader has connections
 * that only read and hands its units to the writer. Callers see no difference, nor between a file
 * and a libSQL server.
 */
import type { Config } from '../config.ts'
import type { Figure } from '../figures.ts'
import { isFile } from './connect.ts'
import { AnotherWriter } from './lock.ts'
import { openAsReader } from './open-reader.ts'
import { openShared } from './open-shared.ts'
import { openFile } from './open-writer.ts'
import type { Row } from './connection.ts'
import type { Statement } from './sql.ts'
import type { Committed, Unit } from './write-queue.ts'

export { sql, join, raw, type Statement, type Value } from './sql.ts'
export { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
export { openAsReader } from './open-reader.ts'
export type { Committed, Unit } from './write-queue.ts'
export type { Row } from './connection.ts'

export type Database = {
  /** Rows of one statement that only reads; from a replica, they may be a moment old. @throws DatabaseUnavailable */
  read(statement: Statement): Promise<Row[]>
  /** First row, or undefined. @throws DatabaseUnavailable */
  first(statement: Statement): Promise<Row | undefined>
  /** Rows as they are after every commit so far: what a visitor sees of their own writes. @throws DatabaseUnavailable */
  readFresh(statement: Statement): Promise<Row[]>
  /** First of the fresh rows, or undefined. @throws DatabaseUnavailable */
  firstFresh(statement: Statement): Promise<Row | undefined>
  /** Commits a unit; see write-queue.ts. @throws DatabaseUnavailable */
  write(unit: Unit): Promise<Committed[]>
  /** Figures of the write queue, or of what is handed to another that has it. */
  figures(): Figure[]
  /** Grows with every change that the public can see, on every process. */
  version(): number
  /** Calls `listener` each time that the version is told, on every process. */
  onVersion(listener: () => void): void
  /** @returns migrations known to this program and applied to the database */
  migrations(): Promise<{ known: number; applied: number }>
  /** True on the one machine that writes, sends mail and runs jobs. */
  leads(): boolean
  /** False when a libSQL server answers writes before they are on the disk. */
  durable: boolean
  close(): Promise<void>
}

/** Opens the database for the one process of this machine that writes. @param onCommit called after every commit here */
export function openAsWriter(config: Config, onCommit: () => void = () => {}): Promise<Database> {
  return isFile(config) ? openFile(config, onCommit) : openShared(config, onCommit)
}

/**
 * Opens the database for a command: as the writer while no site runs on it, else through the
 * running writer, because two that write can corrupt the file.
 */
export async function openForCommand(config: Config): Promise<Database> {
  try {
    return await openAsWriter(config)
  } catch (error) {
    if (!(error instanceof AnotherWriter)) throw error
    return openAsReader(config)
  }
}

/**
 * One connection to a database file, with its statements kept prepared. `@libsql/client` prepares
 * each statement anew, which for an insert into a table with triggers takes several times as long
 * as the insert itself; so this speaks to `libsql`, which that client uses for files too.
 *
 * Rows are drained before anything else happens, so that no kept statement holds a lock or a
 * snapshot; one that failed is not used again.
 */
import { LibsqlError } from '@libsql/client'
import Libsql from 'libsql'
import type { Connection, Result, Row } from './connection.ts'
import type { Statement } from './sql.ts'
import { inDatabase } from './thread.ts'

/** Statements that stay prepared; the one that was not used for longest goes first. */
const MOST_PREPARED = 300

/** Milliseconds to wait for a lock that another has held for the whole time-out just before. */
const IMPATIENT = 100

type Prepared = { statement: Libsql.Statement; columns: string[] | undefined }

/**
 * @param path of the file
 * @param timeout milliseconds to wait for another connection's lock
 * @param pragmas settings of the connection, made again whenever it is opened
 * @throws LibsqlError when the file cannot be opened
 */
export function connectToFile(path: string, timeout: number, pragmas = ''): Connection {
  let database = inDatabase(() => open(timeout))
  /** false while another holds the file: who came first has waited, the next are told at once */
  let patient = true
  let prepared = new Map<string, Prepared>()

  function open(timeout: number): Libsql.Database {
    const opened = new Libsql(path, { timeout })
    opened.exec(pragmas)
    return opened
  }
  function run({ sql, args }: Statement): Result {
    const kept = prepared.get(sql)
    prepared.delete(sql)
    const one = kept ?? prepare(database, sql)
    const result = one.columns ? rowsOf(one, args) : changesOf(one, args)
    // Put back last, so that the first is the one not used for longest; after an error, not at all.
    prepared.set(sql, one)
    if (prepared.size > MOST_PREPARED) prepared.delete(prepared.keys().next().value!)
    return result
  }
  function rollBack(): void {
    try {
      if (database.inTransaction) database.exec('rollback')
    } catch {
      reopen()
    }
  }
  function reopen(): void {
    database.close()
    prepared = new Map()
    database = open(patient ? timeout : IMPATIENT)
  }
  function bePatient(): void {
    if (patient) return
    patient = true
    database.exec(`pragma busy_timeout = ${timeout}`)
  }

  return {
    async execute(statement) {
      return call(() => run(statement))
    },
    async batch(statements) {
      return call(() => {
        try {
          run(BEGIN)
          const results = statements.map(run)
          run(COMMIT)
          bePatient()
          return results
        } catch (error) {
          patient &&= !isBusy(error)
          rollBack()
          throw error
        }
      })
    },
    reconnect: () => inDatabase(reopen),
    close() {
      prepared.clear()
      inDatabase(() => database.close())
    },
  }
}

const BEGIN: Statement = { sql: 'begin immediate', args: [] }
const COMMIT: Statement = { sql: 'commit', args: [] }

function prepare(database: Libsql.Database, sql: string): Prepared {
  const statement = database.prepare(sql)
  if (!statement.reader) return { statement, columns: undefined }
  return { statement: statement.raw(true), columns: columnsOf(statement) }
}

const columnsOf = (statement: Libsql.Statement) => statement.columns().map(({ name }) => name)

function rowsOf(one: Prepared, args: Statement['args']): Result {
  const rows = one.statement.all(args) as unknown[][]
  // `select *` grows with the schema, which the statement follows by itself when it is run.
  if (rows[0] && rows[0].length !== one.columns!.length) one.columns = columnsOf(one.statement)
  const columns = one.columns!
  return { rows: rows.map((values) => named(columns, values)), rowsAffected: 0 }
}

function named(columns: string[], values: unknown[]): Row {
  const row: Row = {}
  columns.forEach((name, i) => (row[name] = plain(values[i])))
  return row
}

/** Bytes as `@libsql/client` gives them; a Buffer may be a window into something larger. */
function plain(value: unknown): Row[string] {
  if (!(value instanceof Buffer)) return value as Row[string]
  return value.buffer.slice(value.byteOffset, value.byteOffset + value.length) as ArrayBuffer
}

const changesOf = ({ statement }: Prepared, args: Statement['args']): Result => ({
  rows: [],
  rowsAffected: statement.run(args).changes,
})

const isBusy = (error: unknown) =>
  error instanceof Libsql.SqliteError && error.code.startsWith('SQLITE_BUSY')

/** Errors are as `@libsql/client` has them, so that one function tells "not now" from "not like this". */
function call<T>(work: () => T): T {
  try {
    return inDatabase(work)
  } catch (error) {
    if (!(error instanceof Libsql.SqliteError)) throw error
    throw new LibsqlError(error.message, error.code, undefined, error.rawCode, error)
  }
}

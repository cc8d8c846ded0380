import type { Connection, Row } from './connection.ts'
import type { Database } from './index.ts'
import { migrationState } from './migrate.ts'
import type { Statement } from './sql.ts'
import { DatabaseUnavailable, isUnavailable } from './unavailable.ts'

type Reading = Pick<Database, 'read' | 'first' | 'readFresh' | 'firstFresh' | 'migrations'>

/** The reading half of a database. */
export function readingWith({
  reading,
  fresh,
}: {
  reading: Connection
  fresh: Connection
}): Reading {
  const read = (statement: Statement) => rows(reading, statement)
  const readFresh = (statement: Statement) => rows(fresh, statement)
  return {
    read,
    readFresh,
    first: async (statement) => (await read(statement))[0],
    firstFresh: async (statement) => (await readFresh(statement))[0],
    migrations: () => migrationState(fresh),
  }
}

async function rows(connection: Connection, statement: Statement): Promise<Row[]> {
  try {
    return (await connection.execute(statement)).rows
  } catch (error) {
    throw isUnavailable(error) ? new DatabaseUnavailable('no answer', error) : error
  }
}

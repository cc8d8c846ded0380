/** What a connection does, to a file or to a libSQL server: the part of `@libsql/client` that is used. */
import type { Statement } from './sql.ts'

export type Row = Record<string, null | string | number | bigint | ArrayBuffer>
/** What a statement brought: rows by column name, and how many rows it changed. */
export type Result = { rows: Row[]; rowsAffected: number }

export type Connection = {
  execute(statement: Statement): Promise<Result>
  /** All of the statements or none: one transaction that writes from its beginning (`immediate`). */
  batch(statements: Statement[], mode: 'write'): Promise<Result[]>
  /** Lets go of the connection and opens another. */
  reconnect(): void
  close(): void
}

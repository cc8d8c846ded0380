/**
 * Reads files in a thread of its own, with its own connection, which only reads: a long list takes
 * seconds, which no visitor is to wait for. What it finds it hands over in batches, each after the
 * one before was written.
 */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { Config } from '../config.ts'
import type { Connection } from '../database/connection.ts'
import { connectReading } from '../database/connect.ts'
import { sql } from '../database/index.ts'
import { doublesFinder } from './doubles.ts'
import { UnreadableFile, type FileProblem } from './files/bounds.ts'
import { openTable } from './files/open.ts'
import { lookAt } from './look.ts'
import { rowReader, type ReadRow } from './row.ts'
import type { Options } from './options.ts'
import type { Import, Looked } from './types.ts'

export type Task = {
  what: 'look' | 'check'
  import: Pick<Import, 'id' | 'list' | 'kind' | 'encoding'>
  options: Options | undefined
  database: Pick<Config, 'databaseUrl' | 'databaseAuthToken' | 'databaseReplicaUrl'>
  now: number
}
export type CheckedRow = {
  row: number
  outcome: 'ready' | 'wrong' | 'double'
  fields: string | null
  problems: string | null
  proof: string | null
}
export type Told =
  | { batch: CheckedRow[] }
  | { looked: Looked & { rows: number } }
  | { checked: true }
  | { unreadable: FileProblem; row: number | undefined }

const BATCH = 400
const port = parentPort!
const task = workerData as Task

try {
  const { fresh } = connectReading(task.database as Config)
  const table = openTable(await fileOf(fresh), task.import.encoding)
  if (task.what === 'look') tell({ looked: await lookAt(table, task.import) })
  else await check(table.rows, fresh)
  fresh.close()
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error
  tell({ unreadable: error.problem, row: error.row })
}

function tell(told: Told): void {
  port.postMessage(told)
}

async function fileOf(connection: Connection): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let part = 0; ; part++) {
    const { rows } = await connection.execute(
      sql`select bytes from import_parts where import_id = ${task.import.id} and part = ${part}`,
    )
    if (!rows[0]) return Buffer.concat(parts)
    parts.push(Buffer.from(rows[0]['bytes'] as ArrayBuffer))
  }
}

async function check(
  rows: AsyncIterable<{ row: number; cells: string[] }>,
  connection: Connection,
): Promise<void> {
  const options = task.options!
  const read = rowReader(options, task.import, task.now)
  const doubles = doublesFinder(connection, task.import)
  let batch: { row: number; read: ReadRow }[] = []
  let skip = options.header
  const hand = async () => {
    const good = batch.filter(({ read: { problems } }) => problems.length === 0)
    const certain = await doubles.mark(good)
    tell({ batch: batch.map((one) => checkedRow(one, good.includes(one), certain)) })
    batch = []
    await once(port, 'message')
  }
  for await (const { row, cells } of rows) {
    if (!skip) batch.push({ row, read: read(cells) })
    skip = false
    if (batch.length >= BATCH) await hand()
  }
  if (batch.length > 0) await hand()
  tell({ checked: true })
}

function checkedRow(
  { row, read }: { row: number; read: ReadRow },
  good: boolean,
  certain: Set<number>,
): CheckedRow {
  const outcome = !good ? 'wrong' : certain.has(row) ? 'double' : 'ready'
  return {
    ...{ row, outcome, proof: read.proof },
    fields: outcome === 'ready' ? JSON.stringify(read.fields) : null,
    problems: read.problems.length > 0 ? JSON.stringify(read.problems) : null,
  }
}

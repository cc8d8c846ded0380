/** A snapshot of a file in a thread of its own: SQLite answers there while rows are written out here. */
import { parentPort, workerData } from 'node:worker_threads'
import { connectToFile } from './file-connection.ts'
import { raw, type Statement } from './sql.ts'
import type { Row } from './connection.ts'

export type Question = { nth: number; statement: Statement }
export type Answer = { nth: number; rows: Row[] } | { nth: number; failed: string }

/** Milliseconds to wait for a lock; a reader of a WAL waits only while the log is reset. */
const BUSY_TIMEOUT = 5000

const connection = connectToFile(workerData as string, BUSY_TIMEOUT)
const begun = connection.execute(raw('begin'))

parentPort!.on('message', ({ nth, statement }: Question) => {
  begun
    .then(() => connection.execute(statement))
    .then(({ rows }): Answer => ({ nth, rows }))
    .catch((error: Error): Answer => ({ nth, failed: error.message }))
    .then((answer) => parentPort!.postMessage(answer))
})

/**
 * Makes the lines of the CSV in a thread of its own, some rows a time, with a connection of its own:
 * a million rows are seconds of work that no visitor is to wait for. It keeps nothing between two
 * questions, so that any number of downloads share it and who goes away leaves nothing behind.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Config } from '../../config.ts'
import { connectReading } from '../../database/connect.ts'
import { csvLine } from './csv.ts'
import { rowsAfter, toSignatory } from './rows.ts'

export type Question = { id: number; after: number; limit: number }
export type Lines = { id: number; bytes: Uint8Array; last: number | undefined }
export type Told = Lines | { id: number; failed: string }

const config = workerData as Config
const { reading } = connectReading(config)

async function linesAfter({ id, after, limit }: Question): Promise<Lines> {
  const { rows } = await reading.execute(rowsAfter(after, limit))
  const signatories = rows.map((row) => toSignatory(row, config.siteUrl))
  const bytes = new TextEncoder().encode(signatories.map(csvLine).join(''))
  return { id, bytes, last: rows.length === limit ? signatories.at(-1)?.number : undefined }
}

parentPort!.on('message', (question: Question) => {
  void linesAfter(question)
    .catch((error: unknown): Told => ({ id: question.id, failed: String(error) }))
    // Handed over, not copied.
    .then((told: Told) =>
      parentPort!.postMessage(told, 'bytes' in told ? [told.bytes.buffer as ArrayBuffer] : []),
    )
})

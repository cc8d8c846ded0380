/** One moment of the database, for reading a lot of it: what is committed meanwhile is not seen. */
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { clientOf, isFile } from './connect.ts'
import type { Row } from './connection.ts'
import type { Answer, Question } from './snapshot-worker.ts'
import { raw, type Statement } from './sql.ts'
import { databaseThread } from './thread.ts'

export type Snapshot = {
  /** Rows as they were when the snapshot was opened. */
  read(statement: Statement): Promise<Row[]>
  close(): Promise<void>
}

/**
 * Opens a snapshot on a connection of its own: a read transaction, on a file and on a libSQL
 * server alike. Keep it short: while it is open, the log of the database cannot be folded back.
 */
export function openSnapshot(config: Config): Promise<Snapshot> {
  return isFile(config) ? onFile(fileURLToPath(config.databaseUrl)) : onServer(config)
}

/** It holds little more than an answer at a time. Without bounds Node takes what there is. */
const LEAN = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 96 }

/** A transaction begins to see with its first read, so that one is made at once. */
const LOOK = raw('select 1 from versions limit 1')

async function onFile(path: string): Promise<Snapshot> {
  const { worker, end } = databaseThread(new URL('./snapshot-worker.ts', import.meta.url), {
    ...{ workerData: path, resourceLimits: LEAN },
  })
  const waiting = new Map<number, PromiseWithResolvers<Row[]>>()
  let asked = 0
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.nth)
    waiting.delete(answer.nth)
    if ('rows' in answer) one?.resolve(answer.rows)
    else one?.reject(new Error(answer.failed))
  })
  let over: Error | undefined
  const ended = (reason: unknown) => {
    over ??= new Error(`The snapshot ended: ${reason}`)
    for (const { reject } of waiting.values()) reject(over)
    waiting.clear()
  }
  worker.once('error', ended).once('exit', ended)
  const read: Snapshot['read'] = (statement) => {
    if (over) return Promise.reject(over)
    const answer = Promise.withResolvers<Row[]>()
    waiting.set(++asked, answer)
    worker.postMessage({ nth: asked, statement } satisfies Question)
    return answer.promise
  }
  const close = () => {
    ended('closed')
    return end()
  }
  try {
    await read(LOOK)
  } catch (error) {
    await close()
    throw error
  }
  return { read, close }
}

/** An open transaction, which requests never have: exports alone take it, in their own thread, to read. */
async function onServer(config: Config): Promise<Snapshot> {
  const client = clientOf(config)
  try {
    const transaction = await client.transaction('read')
    await transaction.execute(LOOK)
    return {
      read: async (statement) => (await transaction.execute(statement)).rows as unknown as Row[],
      async close() {
        transaction.close()
        client.close()
      },
    }
  } catch (error) {
    client.close()
    throw error
  }
}

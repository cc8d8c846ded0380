/** One task in a thread, from the process that writes. */
import type { Context } from '../context.ts'
import { MINUTE } from '../context.ts'
import { databaseThread } from '../database/thread.ts'
import { UnreadableFile } from './files/bounds.ts'
import type { CheckedRow, Task, Told } from './thread.ts'
import type { Import, Looked } from './types.ts'

const LONGEST = 10 * MINUTE
const MEGABYTES = 512

/** The thread ended by itself: out of memory, or a mistake of ours. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}
/** The site stops: what was begun is begun again. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/**
 * @param onBatch writes checked rows; the next come after it
 * @throws UnreadableFile, ThreadEnded, Interrupted, and what `onBatch` throws
 */
export async function inThread(
  { config, now }: Pick<Context, 'config' | 'now'>,
  what: Task['what'],
  one: Import,
  signal: AbortSignal,
  onBatch: (rows: CheckedRow[]) => Promise<void> = async () => {},
): Promise<(Looked & { rows: number }) | undefined> {
  const { databaseUrl, databaseAuthToken, databaseReplicaUrl } = config
  const { id, list, kind, encoding, options } = one
  const task: Task = {
    ...{ what, import: { id, list, kind, encoding }, options, now: now() },
    database: { databaseUrl, databaseAuthToken, databaseReplicaUrl },
  }
  const { worker, end } = databaseThread(new URL('./thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  })
  const { promise, resolve, reject } = Promise.withResolvers<
    (Looked & { rows: number }) | undefined
  >()
  const tooLong = setTimeout(() => reject(new ThreadEnded('took too long')), LONGEST)
  const stop = () => reject(new Interrupted())
  signal.addEventListener('abort', stop)
  worker.on('message', (told: Told) => {
    if ('batch' in told) onBatch(told.batch).then(() => worker.postMessage('next'), reject)
    else if ('looked' in told) resolve(told.looked)
    else if ('unreadable' in told) reject(new UnreadableFile(told.unreadable, told.row))
    else resolve(undefined)
  })
  worker.on('error', (error) => reject(new ThreadEnded(String(error))))
  worker.on('exit', () => reject(new ThreadEnded('ended')))
  try {
    if (signal.aborted) stop()
    return await promise
  } finally {
    clearTimeout(tooLong)
    signal.removeEventListener('abort', stop)
    worker.removeAllListeners('message')
    await end()
  }
}

/** The whole list as CSV, a piece a time, at the pace of who takes it. */
import type { Context } from '../../context.ts'
import { databaseThread, type DatabaseThread } from '../../database/thread.ts'
import { CSV_HEAD } from './csv.ts'
import type { Lines, Question, Told } from './csv-worker.ts'

/** Rows that are read at once: a few hundred kilobytes at most. */
const ROWS = 1000
/** Memory of the thread: it would let much more pile up before it cleans. */
const MEGABYTES = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 4 }
/** Milliseconds without work after which the thread ends. */
const IDLE = 20_000

export type CsvStreams = {
  /** The lines, head first; whoever stops asking stops the work. @throws when the database is away */
  lines(): AsyncGenerator<Uint8Array>
  stop(): Promise<void>
}

export function csvStreams({ config }: Pick<Context, 'config'>): CsvStreams {
  const asked = new Map<number, { resolve(lines: Lines): void; reject(reason: Error): void }>()
  let current: DatabaseThread | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0
  let underWay = 0

  function thread(): DatabaseThread {
    clearTimeout(idle)
    if (current) return current
    const made = databaseThread(new URL('./csv-worker.ts', import.meta.url), {
      workerData: config,
      resourceLimits: MEGABYTES,
    })
    made.worker.on('message', (told: Told) => {
      const one = asked.get(told.id)
      asked.delete(told.id)
      if ('failed' in told) one?.reject(new Error(told.failed))
      else one?.resolve(told)
    })
    made.worker.on('error', (error: Error) => gone(made, error))
    made.worker.on('exit', () => gone(made, new Error('The thread that makes the CSV ended')))
    return (current = made)
  }
  function gone(made: DatabaseThread, reason: Error): void {
    // One that was stopped has nobody waiting; who waits now has asked its successor.
    if (current !== made) return
    current = undefined
    rejectAll(reason)
  }
  function rejectAll(reason: Error): void {
    for (const { reject } of asked.values()) reject(reason)
    asked.clear()
  }
  function ask(after: number): Promise<Lines> {
    const question: Question = { id: ++lastId, after, limit: ROWS }
    return new Promise((resolve, reject) => {
      asked.set(question.id, { resolve, reject })
      thread().worker.postMessage(question)
    })
  }
  async function stop(): Promise<void> {
    clearTimeout(idle)
    // Whoever asks from now on gets a thread of their own.
    const ending = current
    current = undefined
    rejectAll(new Error('The thread that makes the CSV was stopped'))
    await ending?.end()
  }
  function stopWhenIdle(): void {
    clearTimeout(idle)
    idle = setTimeout(() => void (underWay === 0 && stop()), IDLE).unref()
  }
  return {
    async *lines() {
      underWay++
      try {
        yield Buffer.from(CSV_HEAD)
        for (let after: number | undefined = 0; after !== undefined;) {
          const { bytes, last }: Lines = await ask(after)
          if (bytes.length > 0) yield bytes
          after = last
        }
      } finally {
        if (--underWay === 0) stopWhenIdle()
      }
    },
    stop,
  }
}

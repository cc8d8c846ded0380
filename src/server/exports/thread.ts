/** The thread that makes an export, and what it has said. */
import { databaseThread } from '../database/thread.ts'
import type { Job, Told } from './worker.ts'

/** Enough for a book of a million; without bounds Node takes what there is. */
export const LIMITS = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 256 }

export type Thread = {
  progress(): { stage: string; done: number; total: number }
  /** @returns its last word; undefined when it has not said it within so many milliseconds */
  endedWithin(milliseconds: number): Promise<Told | undefined>
  stop(): Promise<void>
}

export function startThread(job: Job): Thread {
  const { worker, end } = databaseThread(new URL('./worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: LIMITS,
  })
  let progress = { stage: 'rows', done: 0, total: 0 }
  const { promise, resolve } = Promise.withResolvers<Told>()
  worker.on('message', (told: Told) => {
    if ('stage' in told) progress = told
    else resolve(told)
  })
  const failed = (reason: unknown) => resolve({ failed: String(reason), code: undefined })
  worker.once('error', failed)
  worker.once('exit', (code) => failed(`the thread ended: ${code}`))
  return {
    progress: () => progress,
    async endedWithin(milliseconds) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<undefined>((late) => {
        timer = setTimeout(() => late(undefined), milliseconds)
      })
      const ended = await Promise.race([promise, late])
      clearTimeout(timer)
      return ended
    },
    stop: end,
  }
}

/** One file at a time, in a thread that is there only while files are asked for. */
import { Worker } from 'node:worker_threads'

/** What a thread answers; `bytes` are undefined when there is nothing to make. */
export type Done = { bytes: Uint8Array | undefined } | { failed: string }

/** Milliseconds without work after which the thread ends. */
const IDLE = 20_000
/** Milliseconds for one file; a whole convention takes a few seconds. */
const LONGEST = 120_000
/** Files that may wait. */
const MOST = 30
const MEGABYTES = 512

export type Maker<Job> = {
  /** undefined when too many wait already @throws when the file cannot be made */
  make(job: Job): Promise<Uint8Array | undefined> | undefined
  stop(): Promise<void>
}

/** @param script of the thread: it answers each `Job` with a `Done` @param most jobs that may wait */
export function fileMaker<Job>(script: URL, most = MOST): Maker<Job> {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  const thread = () =>
    (worker ??= new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    }))
  async function end(): Promise<void> {
    clearTimeout(idle)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }
  function rest(): void {
    clearTimeout(idle)
    idle = setTimeout(() => void end(), IDLE).unref()
  }
  async function run(job: Job): Promise<Uint8Array | undefined> {
    clearTimeout(idle)
    try {
      return await once(thread(), job)
    } catch (error) {
      await end()
      throw error
    } finally {
      rest()
    }
  }
  return {
    make(job) {
      if (waiting >= most) return undefined
      waiting++
      const made = last.then(() => run(job)).finally(() => waiting--)
      last = made.catch(() => {})
      return made
    },
    stop: end,
  }
}

async function once(worker: Worker, job: unknown): Promise<Uint8Array | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | undefined>()
  const tooLong = setTimeout(() => reject(new Error('A file took too long')), LONGEST)
  const exited = (code: number) => reject(new Error(`The thread that makes files ended: ${code}`))
  const done = (answer: Done) =>
    'failed' in answer ? reject(new Error(answer.failed)) : resolve(answer.bytes)
  worker.once('message', done).once('error', reject).once('exit', exited)
  try {
    worker.postMessage(job)
    return await promise
  } finally {
    clearTimeout(tooLong)
    worker.off('message', done).off('error', reject).off('exit', exited)
  }
}

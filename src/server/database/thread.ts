/**
 * Threads that read a database file. When a thread is ended in the middle of a call into `libsql`,
 * that library ends the whole process: it takes the exception by which V8 ends a thread for a fault
 * of its own (a panic in neon 1.0.0, seen with libsql 0.5). So each call passes a door that whoever
 * ends the thread shuts first. A thread that such a thread starts has the same door, because it
 * ends with it.
 */
import {
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
  Worker,
  type WorkerOptions,
} from 'node:worker_threads'

const DOOR = 'database door'
/** What a door holds: nobody, a call that is under way, or whoever ends the thread. */
const [FREE, CALL, END] = [0, 1, 2] as const

/** The door of this thread; none in a process's main thread, which nobody ends. */
const own = getEnvironmentData(DOOR) as Int32Array | undefined

/** True while this thread itself has the door shut, to end one that it has started. */
let ending = false

/** Does something that calls `libsql`. It must not be nested. */
export function inDatabase<T>(work: () => T): T {
  if (!own || ending) return work()
  for (let held; (held = take(own, CALL)) !== FREE;) Atomics.wait(own, 0, held)
  try {
    return work()
  } finally {
    leave(own)
  }
}

export type DatabaseThread = {
  worker: Worker
  /** Ends it after the call that is under way, if any. */
  end(): Promise<void>
}

/** Starts a thread that may connect to a database. End it by `end` alone. */
export function databaseThread(script: URL, options: WorkerOptions): DatabaseThread {
  const door = own ?? new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  // Threads are given what is set when they start.
  if (isMainThread) setEnvironmentData(DOOR, door)
  const worker = new Worker(script, options)
  if (isMainThread) setEnvironmentData(DOOR, undefined)
  let alive = true
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      alive = false
      resolve()
    })
  })
  return {
    worker,
    async end() {
      let held: number | undefined
      while (alive && (held = take(door, END)) !== FREE)
        await Promise.race([Atomics.waitAsync(door, 0, held).value, exited])
      if (held !== FREE) return
      ending = true
      await worker.terminate()
      ending = false
      leave(door)
    },
  }
}

/** @returns who had it before; it was taken if that is nobody */
const take = (door: Int32Array, by: number): number => Atomics.compareExchange(door, 0, FREE, by)

function leave(door: Int32Array): void {
  Atomics.store(door, 0, FREE)
  Atomics.notify(door, 0)
}

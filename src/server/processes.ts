/**
 * Several processes on one machine: this one supervises, one writes, the others serve HTTP on the
 * same port. Who dies is replaced; reading goes on while the writer is away. To stop, HTTP drains
 * first and the writer goes last, so that everything that was taken is committed.
 */
import { fork, type ChildProcess } from 'node:child_process'
import cluster, { type Worker } from 'node:cluster'
import type { Config } from './config.ts'
import { relayFigures } from './process-figures.ts'

/** What a child says of its start. */
export type Started = { ready: true } | { failed: string }

/** Milliseconds before a child that died is started again, doubled while it keeps dying at once. */
const AGAIN = 100
const LONGEST_PAUSE = 5000
/** Milliseconds after which one that dies is started again as soon as that. */
export const LIVED_WELL = 10_000

/**
 * Node lets the space for young objects grow, and hardly gives it back; half of its bound costs no
 * time. And V8 lets a heap grow to four times what is in use before it cleans up, where the bound is
 * as high as by default; with 1 GB, far more than a process needs, to 1.6 times. Together they save
 * two hundred megabytes a process (docs/performance.md). What the operator gives comes last and wins.
 */
const LEAN = ['--max-semi-space-size=8', '--max-old-space-size=1024', ...process.execArgv]
/**
 * glibc keeps what large buffers leave behind, more the larger they were; with fixed bounds it gives
 * them back (mallopt(3), M_MMAP_THRESHOLD). Other systems do not look at this.
 */
const GIVE_BACK = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }

export type Supervisor = { stop(): Promise<void> }

/** Starts the writer, then the HTTP processes. @throws Error with the words of whoever could not start */
export async function supervise(config: Config, program: string): Promise<Supervisor> {
  let stopping = false
  const pauses = new Map<string, number>()
  cluster.setupPrimary({ exec: program, args: ['--role=reader'], execArgv: LEAN })
  let writer = await startWriter(program)
  const http = new Set<Worker>()
  const takeIn = relayFigures(() => [writer, ...[...http].map((worker) => worker.process)])

  function watch(child: ChildProcess, name: string, restart: () => Promise<unknown>): void {
    const since = Date.now()
    takeIn(child)
    child.once('exit', () => {
      if (stopping) return
      const pause =
        Date.now() - since > LIVED_WELL
          ? AGAIN
          : Math.min(LONGEST_PAUSE, (pauses.get(name) ?? AGAIN / 2) * 2)
      pauses.set(name, pause)
      setTimeout(() => void (stopping || restart().catch(() => {})), pause)
    })
  }
  async function keepWriter(): Promise<void> {
    watch(writer, 'writer', async () => {
      writer = spawnWriter(program)
      await keepWriter()
    })
  }
  async function addHttp(name: string): Promise<void> {
    const worker = cluster.fork({ ...GIVE_BACK, ...process.env })
    http.add(worker)
    worker.once('exit', () => http.delete(worker))
    await said(worker.process)
    watch(worker.process, name, () => addHttp(name))
  }

  await keepWriter()
  const stop = async () => {
    stopping = true
    await Promise.all([...http].map(({ process }) => ended(process)))
    await ended(writer)
  }
  try {
    await Promise.all(Array.from({ length: config.workers }, (_, i) => addHttp(`http ${i}`)))
  } catch (error) {
    await stop()
    throw error
  }
  return { stop }
}

async function startWriter(program: string): Promise<ChildProcess> {
  const writer = spawnWriter(program)
  await said(writer)
  return writer
}

const spawnWriter = (program: string) =>
  fork(program, ['--role=writer'], { execArgv: LEAN, env: { ...GIVE_BACK, ...process.env } })

/** Waits for a child's first word. */
function said(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('a process ended while starting'))
    child.once('exit', onExit)
    child.on('message', (message: Started) => {
      if ('ready' in message) resolve()
      else if ('failed' in message) reject(new Error(message.failed))
      else return
      child.off('exit', onExit)
    })
  })
}

function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  return exit
}

/**
 * A reader's side of the link to the writer. A unit that was handed over and not answered is not
 * sent again: nobody knows whether it was committed, so its sender says "try again", and what is
 * sent again is told from a repeat by the rules of the verb (form key, state), never run twice.
 */
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { counter, gauge, type Figure } from '../figures.ts'
import { packer } from './packed-units.ts'
import { DatabaseUnavailable } from './unavailable.ts'
import { onMessage, send } from './wire.ts'
import type { Committed, Unit } from './write-queue.ts'
import type { Told } from './writer-link.ts'

/** Milliseconds between attempts to reach the writer again. */
const AGAIN = 100
/** Units that may be on their way from one HTTP process; one more is refused at once. */
const MOST = 400
/** Milliseconds that a unit may take before its sender is told to try again. */
const PATIENCE = 15_000

export type ReaderLink = {
  run(unit: Unit): Promise<Committed[]>
  /** Resolves once the writer is reached. @throws DatabaseUnavailable after `patience` milliseconds */
  reached(patience: number): Promise<void>
  /** Units handed over and not answered yet. */
  length(): number
  /** What is on its way, and what was refused. */
  figures(): Figure[]
  close(): void
}

type Waiting = {
  resolve: (results: Committed[]) => void
  reject: (reason: Error) => void
  timer: NodeJS.Timeout
}

/**
 * @param connect opens a connection to the writer
 * @param onVersion called with the version of the register, at first and after each change
 * @param most units that may wait for their answer
 */
export function linkToWriter(
  connect: () => Socket,
  onVersion: (version: number) => void,
  most = MOST,
): ReaderLink {
  const waiting = new Map<number, Waiting>()
  let socket: Socket | undefined
  let pack = packer()
  let lastId = 0
  let refused = 0
  let closed = false

  function settle(id: number): Waiting | undefined {
    const one = waiting.get(id)
    waiting.delete(id)
    clearTimeout(one?.timer)
    return one
  }
  function receive(told: Told): void {
    if ('version' in told) onVersion(told.version)
    else if ('results' in told) settle(told.id)?.resolve(told.results)
    else
      settle(told.id)?.reject(
        told.unavailable ? new DatabaseUnavailable(told.error) : new Error(told.error),
      )
  }
  function open(): void {
    const attempt = connect()
    const connected = () => {
      socket = attempt
      pack = packer()
    }
    attempt
      .on(attempt instanceof TLSSocket ? 'secureConnect' : 'connect', connected)
      .on('error', () => attempt.destroy())
    onMessage(attempt, (message) => receive(message as Told))
    attempt.on('close', () => {
      socket = undefined
      for (const id of [...waiting.keys()])
        settle(id)?.reject(new DatabaseUnavailable('the writer went away'))
      if (!closed) setTimeout(open, AGAIN).unref()
    })
  }
  open()
  return {
    run(unit) {
      if (!socket || waiting.size >= most) {
        if (socket) refused++
        const why = socket ? 'the writer does not keep up' : 'the writer is away'
        return Promise.reject(new DatabaseUnavailable(why))
      }
      const id = ++lastId
      send(socket, { id, unit: pack(unit) })
      return new Promise((resolve, reject) => {
        const late = () =>
          settle(id)?.reject(new DatabaseUnavailable('the writer did not answer in time'))
        waiting.set(id, { resolve, reject, timer: setTimeout(late, PATIENCE) })
      })
    },
    async reached(patience) {
      const end = Date.now() + patience
      while (!socket) {
        if (Date.now() > end) throw new DatabaseUnavailable('the writer is away')
        await new Promise((resolve) => setTimeout(resolve, AGAIN / 4))
      }
    },
    length: () => waiting.size,
    figures: () => [
      gauge('accede_handed_over_units', 'Units handed to the writer, not answered', waiting.size),
      counter('accede_write_queue_refused_total', 'Units refused by a full queue', refused),
    ],
    close() {
      closed = true
      socket?.destroy()
    },
  }
}

/** One visitor's connection, kept open; one request at a time. */
import { connect, type Socket } from 'node:net'
import { answerReader } from './answers.ts'

export type Connection = {
  /** Sends a request; `done` gets the status, or 0 when there was none. */
  ask(request: Buffer, done: (status: number) => void): void
  /** Milliseconds of performance.now() at which the request under way was sent; 0 without one. */
  since(): number
  /** Gives up the request under way. */
  drop(): void
  close(): void
}

/** Opens a connection, and again when the other side closes it. @returns once it is open */
export async function openConnection(host: string, port: number): Promise<Connection> {
  let socket: Socket
  let waiting: ((status: number) => void) | undefined
  let sentAt = 0
  let closed = false

  function answered(status: number): void {
    const done = waiting
    waiting = undefined
    sentAt = 0
    done?.(status)
  }
  function open(): void {
    socket = connect({ host, port, noDelay: true })
    socket.on('data', answerReader(answered))
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      if (!closed) setTimeout(open, 100)
      answered(0)
    })
  }
  open()
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
  return {
    ask(request, done) {
      waiting = done
      sentAt = performance.now()
      socket.write(request)
    },
    since: () => sentAt,
    drop: () => socket.destroy(),
    close() {
      closed = true
      socket.destroy()
    },
  }
}

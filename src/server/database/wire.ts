/**
 * Messages between processes over a local socket: each is a length (4 bytes, big-endian) and a
 * value in V8's own serialisation, which knows bytes and large integers.
 */
import type { Socket } from 'node:net'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'

const HEAD = 4
/** Longest path that a Unix socket takes on every system. */
const LONGEST_PATH = 100

/** Where the writer of a data directory listens; a named pipe on Windows. */
export function socketPath(dataDir: string): string {
  const name = `accede-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  const path = join(dataDir, 'writer.sock')
  return path.length <= LONGEST_PATH ? path : join(tmpdir(), `${name}.sock`)
}

export function send(socket: Socket, message: unknown): void {
  const body = serialize(message)
  const head = Buffer.allocUnsafe(HEAD)
  head.writeUInt32BE(body.length)
  socket.cork()
  socket.write(head)
  socket.write(body)
  socket.uncork()
}

/** Calls `receive` with each whole message, however the bytes arrive. */
export function onMessage(socket: Socket, receive: (message: unknown) => void): void {
  let pending: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    let at = 0
    while (pending.length - at >= HEAD) {
      const end = at + HEAD + pending.readUInt32BE(at)
      if (pending.length < end) break
      receive(deserialize(pending.subarray(at + HEAD, end)))
      at = end
    }
    pending = pending.subarray(at)
  })
}

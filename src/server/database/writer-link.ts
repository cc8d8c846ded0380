/**
 * The writer's side of the link: other processes of this machine hand it their units of work,
 * and hear when the register has changed. Units of all of them gather into the same commits.
 */
import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { unpacker, type PackedUnit } from './packed-units.ts'
import { isUnavailable } from './unavailable.ts'
import { onMessage, send } from './wire.ts'
import type { Committed, Unit, WriteQueue } from './write-queue.ts'

export type Asked = { id: number; unit: PackedUnit }
export type Told =
  | { version: number }
  | { id: number; results: Committed[] }
  | { id: number; error: string; unavailable: boolean }

export type WriterLink = {
  /** Tells everybody which version of the register is current. */
  tell(version: number): void
  close(): Promise<void>
}

/** Where units are taken: a local socket, or an address for other machines. */
export type Listener = { server: Server; open(): Promise<void> }

/** @param write commits a unit, here or elsewhere @param version current version of the register */
export async function listenForUnits(
  write: WriteQueue['run'],
  listener: (onSocket: (socket: Socket) => void) => Listener,
  version: () => number,
): Promise<WriterLink> {
  const sockets = new Set<Socket>()
  const { server, open } = listener((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    const unpack = unpacker()
    onMessage(socket, (message) => {
      const { id, unit } = message as Asked
      void answer(write, socket, id, unpack(unit))
    })
    send(socket, { version: version() })
  })
  await open()
  return {
    tell(version) {
      for (const socket of sockets) send(socket, { version })
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.end()
      await closed
    },
  }
}

/** For the other processes of this machine. @param path see socketPath */
export function localListener(path: string): (onSocket: (socket: Socket) => void) => Listener {
  return (onSocket) => {
    const server = createServer(onSocket)
    return { server, open: () => listen(server, path) }
  }
}

function listen(server: Server, path: string): Promise<void> {
  // A killed writer leaves its socket behind; the writer's lock says that nobody listens there.
  if (process.platform !== 'win32') rmSync(path, { force: true })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const mask = process.umask(0o077)
    server.listen(path, resolve)
    process.umask(mask)
  })
}

async function answer(
  write: WriteQueue['run'],
  socket: Socket,
  id: number,
  unit: Unit,
): Promise<void> {
  try {
    const results = await write(unit)
    const plain = results.map(({ rows, rowsAffected }) => ({ rows, rowsAffected }))
    reply(socket, { id, results: plain })
  } catch (error) {
    reply(socket, {
      id,
      error: error instanceof Error ? error.message : String(error),
      unavailable: isUnavailable(error),
    })
  }
}

function reply(socket: Socket, told: Told): void {
  if (socket.writable) send(socket, told)
}

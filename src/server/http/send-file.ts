/** A file that is larger than an answer ought to be in memory: piped, and let go of when its client goes away. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { merged } from './headers.ts'

export type SentFile = {
  /** ASCII, without quotes */
  name: string
  bytes: number
  type: string
  open(): Readable
}

/** Begins to send; the rest goes on by itself, so that it takes no place from others. */
export function sendFile(
  { name, bytes, type, open }: SentFile,
  headers: readonly string[],
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const own = [
    ...['Content-Type', type, 'Content-Length', String(bytes)],
    ...['Content-Disposition', `attachment; filename="${name}"`],
    ...['Cache-Control', 'no-store'],
  ]
  res.writeHead(200, merged(headers, own))
  if (req.method === 'HEAD') return void res.end()
  // Whoever goes away ends it on both sides; a file that fails half-way ends the connection.
  pipeline(open(), res).catch(() => res.destroy())
}

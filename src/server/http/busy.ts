/**
 * The answer to whom there is no room for: the page /refused/503 as bytes that are made beforehand,
 * because what is refused must cost next to nothing.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { accepted } from './accept-encoding.ts'
import { encode, THOROUGH } from './compress.ts'
import { merged } from './headers.ts'
import type { Rendered } from './render.ts'

/** Seconds; the page says "half a minute". */
export const RETRY_AFTER = 30

type Variant = { bytes: Buffer; headers: string[] }

export type BusyPage = {
  write(req: IncomingMessage, res: ServerResponse): void
  /** Makes the bytes anew. */
  prepare(): Promise<void>
}

/** @param render makes the page @param headers of every answer: name, value, name, value */
export function busyPage(render: () => Promise<Rendered>, headers: readonly string[]): BusyPage {
  const plain = 'text/plain; charset=utf-8'
  const variant = (bytes: Buffer, type: string, coding = ''): Variant => ({
    bytes,
    headers: merged(headers, [
      ...['Content-Type', type, 'Content-Length', String(bytes.length)],
      ...['Retry-After', String(RETRY_AFTER), 'Cache-Control', 'no-store'],
      ...['Vary', 'Accept-Encoding', ...(coding ? ['Content-Encoding', coding] : [])],
    ]),
  })
  // Until the page is made, in the first moments, a line of text does.
  const first = variant(Buffer.from('Too busy. Please try again in half a minute.\n'), plain)
  let variants = { br: first, gzip: first, plain: first }

  return {
    write(req, res) {
      const { bytes, headers } = variants[accepted(req.headers['accept-encoding'])]
      res.writeHead(503, headers).end(req.method === 'HEAD' ? undefined : bytes)
    },
    async prepare() {
      const { body, type } = await render()
      const [br, gzip] = await Promise.all([
        encode(body, 'br', THOROUGH.br),
        encode(body, 'gzip', THOROUGH.gzip),
      ])
      variants = {
        br: variant(br, type, 'br'),
        gzip: variant(gzip, type, 'gzip'),
        plain: variant(body, type),
      }
    },
  }
}

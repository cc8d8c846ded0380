/**
 * Pages as bytes: Astro's handler writes into memory, so that an answer can be kept, compressed,
 * or given up for another while nothing has left yet.
 */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { App } from '../app.ts'
import type { Locals, PageHandler } from './front.ts'
import { framing } from './headers.ts'

export type Rendered = {
  status: number
  body: Buffer
  type: string
  /** the page's own Cache-Control, '' if it has none */
  caching: string
  /** further headers of the page itself: name, value, name, value */
  own: string[]
  /** status 200, no cookie, storing not forbidden: may be given to everybody */
  keepable: boolean
}

/**
 * Renders what a request asks for; what no page answers is the page "not found".
 * @throws what the page threw outside of Astro's own care
 */
export function render(
  pages: PageHandler,
  req: IncomingMessage,
  locals: Locals,
): Promise<Rendered> {
  return new Promise((resolve, reject) => {
    const res = new Captured(req, (chunks) => resolve(toRendered(req, res, chunks)))
    const unmatched = (error?: unknown): void => {
      if (error !== undefined || locals.refusal)
        return reject(error ?? new Error(`no page for ${req.url}`))
      locals.refusal = { status: 404 }
      req.url = '/refused/404'
      ask()
    }
    const ask = () => void Promise.resolve(pages(req, res, unmatched, locals)).catch(reject)
    ask()
  })
}

/**
 * Renders a page for nobody in particular: no cookie, no address, no header of a visitor.
 * @param more what else the page is told
 */
export function renderForEverybody(
  app: App,
  pages: PageHandler,
  path: string,
  more: Pick<Locals, 'formKey'> & Partial<Pick<Locals, 'refusal'>> = {},
): Promise<Rendered> {
  const req = new IncomingMessage(new Socket())
  req.method = 'GET'
  req.url = path
  req.headers = { host: new URL(app.config.siteUrl).host }
  req.push(null)
  const visitor = { language: 'en' as const, network: '', loopback: false }
  return render(pages, req, { app, posted: undefined, visitor, refusal: undefined, ...more })
}

/** A response whose bytes go into memory. */
class Captured extends ServerResponse {
  readonly #chunks: Buffer[] = []
  readonly #done: (chunks: Buffer[]) => void
  constructor(req: IncomingMessage, done: (chunks: Buffer[]) => void) {
    super(req)
    this.#done = done
  }
  override write(chunk: unknown): boolean {
    this.#chunks.push(Buffer.from(chunk as string))
    return true
  }
  override end(chunk?: unknown): this {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk)
    this.#done(this.#chunks)
    this.emit('finish')
    this.emit('close')
    return this
  }
  override writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status
    const headers = rest.at(-1)
    if (headers && typeof headers === 'object') {
      for (const [name, value] of Object.entries(headers as Record<string, string>))
        this.setHeader(name, value)
    }
    return this
  }
}

const HANDLED = new Set([
  'content-type',
  'cache-control',
  'content-length',
  'date',
  'connection',
  'transfer-encoding',
  'keep-alive',
])

function toRendered(
  { url = '' }: IncomingMessage,
  res: ServerResponse,
  chunks: Buffer[],
): Rendered {
  const caching = String(res.getHeader('cache-control') ?? '')
  const type = String(res.getHeader('content-type') ?? '')
  return {
    status: res.statusCode,
    body: Buffer.concat(chunks),
    type: type === 'text/html' ? 'text/html; charset=utf-8' : type,
    caching,
    own: [
      ...Object.entries(res.getHeaders())
        .filter(([name]) => !HANDLED.has(name))
        // Each cookie is a header of its own.
        .flatMap(([name, value]) => [value].flat().flatMap((one) => [name, String(one)])),
      ...(res.statusCode === 200 ? framing(url.split('?')[0]!) : []),
    ],
    keepable:
      res.statusCode === 200 && !res.hasHeader('set-cookie') && !/no-store|private/.test(caching),
  }
}

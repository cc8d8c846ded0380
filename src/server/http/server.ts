/**
 * Node's own HTTP server in front of Astro. A request passes, in this order: hot pages, health,
 * static files, then what may be refused before a page sees it (path, method, origin, body), then
 * the page. A refusal is a page too: Astro renders /refused/<status>.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import type { Posted } from '../endorsements/form.ts'
import { readBody } from './body.ts'
import { check } from './check.ts'
import { clientAddress, networkOf } from './client-address.ts'
import { writeOnce } from './compress.ts'
import { commonHeaders } from './headers.ts'
import { answerHealth } from './health.ts'
import { hotPages } from './hot-pages.ts'
import { maySend } from './methods.ts'
import { redirected } from './redirect.ts'
import { Refusal } from './refusal.ts'
import { render, renderForEverybody } from './render.ts'

export type Locals = {
  app: App
  /** fields of a posted form */
  posted: Posted | undefined
  visitor: { language: 'en'; network: string; loopback: boolean }
  /** set when the front refused the request; the page /refused/<status> says why */
  refusal: { status: number; retryAfter?: number } | undefined
}
export type PageHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
  locals: Locals,
) => unknown
export type StaticHandler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void

export type Front = {
  pages: PageHandler
  files: StaticHandler
  /** name, value, name, value */
  headers: readonly string[]
}

/** @param pages Astro's handler @param files serves what the build made, or passes on */
export function createHttpServer(app: App, pages: PageHandler, files: StaticHandler): Server {
  const front: Front = { pages, files, headers: commonHeaders(app.config) }
  const hot = hotPages({
    render: (path) => renderForEverybody(app, pages, path),
    // A changed setting shows on pages too, once this process has read it.
    version: () => app.context.database.version() + app.context.settings.generation(),
    headers: front.headers,
  })
  const server = createServer((req, res) => {
    const answered = hot.answer(req, res)
    if (answered === true) return
    if (answered === false) cold(app, front, server, req, res)
    else answered.catch((error: unknown) => failed(app, front, res, error))
  })
  server.requestTimeout = 30_000
  server.headersTimeout = 15_000
  server.keepAliveTimeout = 10_000
  return server
}

/** What is not answered from memory. */
function cold(
  app: App,
  front: Front,
  server: Server,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const started = performance.now()
  res.once('close', () => logRequest(app, req, res, performance.now() - started))
  if (answerHealth(app, server, req, res)) return
  for (let i = 0; i < front.headers.length; i += 2)
    res.setHeader(front.headers[i]!, front.headers[i + 1]!)
  front.files(
    req,
    res,
    () => void page(app, front, req, res).catch((error: unknown) => failed(app, front, res, error)),
  )
}

async function page(
  app: App,
  front: Front,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (redirected(req, res)) return
  const network = networkOf(clientAddress(req, app.config.trustProxy))
  const locals: Locals = {
    app,
    posted: undefined,
    visitor: { language: 'en', network, loopback: network === 'loopback' },
    refusal: undefined,
  }
  try {
    check(app, req)
    if (maySend(req.method)) locals.posted = await readBody(req)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refuse(error, locals, req, res)
  }
  await writeOnce(await render(front.pages, req, locals), front.headers, req, res)
}

function refuse(refusal: Refusal, locals: Locals, req: IncomingMessage, res: ServerResponse): void {
  locals.refusal = { status: refusal.status }
  for (const [name, value] of Object.entries(refusal.headers)) res.setHeader(name, value)
  if (!req.complete) res.setHeader('Connection', 'close')
  req.url = `/refused/${refusal.status}`
  req.method = req.method === 'HEAD' ? 'HEAD' : 'GET'
}

function failed(app: App, front: Front, res: ServerResponse, error: unknown): void {
  app.log.error({ problem: error instanceof Error ? error.stack : String(error) }, 'page failed')
  if (!res.headersSent) res.writeHead(500, ['Content-Type', 'text/plain', ...front.headers])
  res.end('Internal Server Error\n')
}

/** No query, no token: an address of this site can hold a secret or a name. */
function logRequest(
  app: App,
  req: IncomingMessage,
  res: ServerResponse,
  milliseconds: number,
): void {
  const path = (req.url ?? '')
    .split('?')[0]!
    .replace(/^\/(confirm|manage)\/[^/]+/, '/$1/…')
    .slice(0, 200)
  app.log.debug(
    { method: req.method, path, status: res.statusCode, ms: Math.round(milliseconds) },
    'request',
  )
}

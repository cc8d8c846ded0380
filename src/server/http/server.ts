/**
 * Node's own HTTP server in front of Astro. A request passes, in this order: hot pages, health, the
 * live counts, the list as CSV, static files, admission (is there room?), then what may be refused before a page sees
 * it (path, method, origin, body), then the page. A refusal is a page too: Astro renders
 * /refused/<status>; only the one for lack of room is made beforehand.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import { DatabaseUnavailable } from '../database/index.ts'
import type { Figure } from '../figures.ts'
import { laneOf } from './admission.ts'
import { readBody, readText } from './body.ts'
import { check } from './check.ts'
import { clientAddress, isThisMachine, networkOf } from './client-address.ts'
import { writeOnce } from './compress.ts'
import { answerCsv } from './csv.ts'
import { createFront, type Front, type Locals, type PageHandler } from './front.ts'
import type { StaticHandler } from './front.ts'
import { answerHealth, type Watched } from './health.ts'
import { maySend } from './methods.ts'
import { mayBringLists } from './may-bring-lists.ts'
import { figuresOf } from './metrics.ts'
import { takesSigned } from './origin.ts'
import { takePost } from './posts.ts'
import { redirected, seeOther } from './redirect.ts'
import { Refusal } from './refusal.ts'
import { render } from './render.ts'
import { sendFile } from './send-file.ts'
import type { Kind } from './request-counts.ts'

export type { Locals, PageHandler, StaticHandler } from './front.ts'

/** Gives the figures of this process to the others when asked; the result asks for theirs. */
export type ShareFigures = (own: () => Promise<Figure[]>) => () => Promise<Figure[][]>

/** A request on its way, and what has become of it so far. */
type Passing = { req: IncomingMessage; res: ServerResponse; kind: Kind }

/** Seconds after which a client may try again while the database is away. */
const DATABASE_RETRY_AFTER = 30

/**
 * Milliseconds that an idle connection is kept: a visitor's for a moment; a proxy's for longer than
 * proxies keep them (60 seconds), so that none sends a form into one that is just being closed.
 */
const KEPT = 10_000
const KEPT_FOR_PROXY = 75_000

const alone: ShareFigures = () => async () => []

/**
 * @param pages Astro's handler
 * @param files serves what the build made, or passes on
 * @param share how processes share their figures; without it, this process is all there is
 * @param stopping ends what would never end by itself
 */
export function createHttpServer(
  app: App,
  pages: PageHandler,
  files: StaticHandler,
  share: ShareFigures = alone,
  stopping?: AbortSignal,
): Server {
  const front = createFront(app, pages, files, stopping)
  const own = figuresOf(app, front.read)
  const others = share(own)
  const server = createServer((req, res) => {
    const answered = front.hot.answer(req, res)
    if (answered === true) return
    if (answered === false) cold(front, watched, { req, res, kind: 'static' })
    else answered.catch((error: unknown) => failed(front, res, error))
  })
  const watched: Watched = {
    app,
    server,
    figures: async () => (await Promise.all([own().then((one) => [one]), others()])).flat(),
  }
  server.on('connection', front.admission.arrived)
  server.requestTimeout = 30_000
  server.headersTimeout = 15_000
  server.keepAliveTimeout = app.config.trustProxy.length > 0 ? KEPT_FOR_PROXY : KEPT
  return server
}

/** What is not answered from memory. */
function cold(front: Front, watched: Watched, passing: Passing): void {
  const { req, res } = passing
  const started = performance.now()
  res.once('close', () => {
    if (res.headersSent) front.counts.count(passing.kind, res.statusCode)
    logRequest(front, passing, performance.now() - started)
  })
  for (let i = 0; i < front.headers.length; i += 2)
    res.setHeader(front.headers[i]!, front.headers[i + 1]!)
  if (answerHealth(watched, req, res)) {
    passing.kind = 'health'
    return
  }
  if (front.live.answer(req, res)) {
    passing.kind = 'live'
    return
  }
  if (answerCsv(front.app, req, res)) {
    passing.kind = 'page'
    return
  }
  front.files(
    req,
    res,
    () => void page(front, passing).catch((error: unknown) => failed(front, res, error)),
  )
}

async function page(front: Front, passing: Passing): Promise<void> {
  const { req, res } = passing
  passing.kind = 'page'
  if (redirected(req, res)) return
  const lane = laneOf(req)
  // Asked twice: here, so that a body is not read in vain; and below, once there is work to do.
  if (!front.admission.hasRoom(lane)) return busy(front, lane, passing)
  const locals = await enterPage(front.app, passing)
  const entered = locals.refusal ? 'reading' : lane
  const turn = front.admission.enter(entered)
  if (!turn) return busy(front, entered, passing)
  const leave = await turn
  try {
    await answer(front, passing, locals)
  } finally {
    leave()
  }
}

/** A posted form that succeeds needs no page. */
async function answer(front: Front, passing: Passing, locals: Locals): Promise<void> {
  const { req, res } = passing
  const location = locals.posted && !locals.refusal && (await taken(front, passing, locals))
  if (location) return seeOther(res, location)
  const rendered = (await front.forms(req, locals)) ?? (await render(front.pages, req, locals))
  if (locals.file && rendered.status === 200) return sendFile(locals.file, front.headers, req, res)
  await writeOnce(rendered, front.headers, req, res)
}

/** Where the success of a posted form is shown; undefined when a page has to answer. */
async function taken(
  { app }: Front,
  passing: Passing,
  locals: Locals,
): Promise<string | undefined> {
  try {
    const result = await takePost(app, passing.req, locals.posted!, locals.visitor)
    if (result && 'location' in result) return result.location
    locals.outcome = result?.outcome
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    refuse(new Refusal(503, { 'Retry-After': String(DATABASE_RETRY_AFTER) }), locals, passing)
  }
  return undefined
}

function busy(front: Front, lane: ReturnType<typeof laneOf>, passing: Passing): void {
  passing.kind = 'refused'
  front.refuseBusy(lane, passing.req, passing.res)
}

/** What the page gets to know: the visitor and the form, or why the request was refused. */
async function enterPage(app: App, passing: Passing): Promise<Locals> {
  const { req } = passing
  const network = networkOf(clientAddress(req, app.config.trustProxy))
  const loopback = isThisMachine(req, app.config.trustProxy)
  const visitor = { language: 'en' as const, network, loopback }
  const locals: Locals = { app, posted: undefined, visitor, refusal: undefined }
  try {
    check(app, req)
    if (takesSigned((req.url ?? '').split('?')[0]!)) locals.raw = await readText(req, network)
    else if (maySend(req.method))
      locals.posted = await readBody(req, network, () => mayBringLists(app, req))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refuse(error, locals, passing)
  }
  return locals
}

function refuse(refusal: Refusal, locals: Locals, passing: Passing): void {
  const { req, res } = passing
  passing.kind = 'refused'
  locals.refusal = { status: refusal.status }
  for (const [name, value] of Object.entries(refusal.headers)) res.setHeader(name, value)
  if (!req.complete) res.setHeader('Connection', 'close')
  req.url = `/refused/${refusal.status}`
  req.method = req.method === 'HEAD' ? 'HEAD' : 'GET'
}

function failed({ app, headers }: Front, res: ServerResponse, error: unknown): void {
  app.log.error({ problem: error instanceof Error ? error.stack : String(error) }, 'page failed')
  if (!res.headersSent) res.writeHead(500, ['Content-Type', 'text/plain', ...headers])
  res.end('Internal Server Error\n')
}

/** No query, no token: an address of this site can hold a secret or a name. */
function logRequest({ app }: Front, { req, res }: Passing, milliseconds: number): void {
  const path = (req.url ?? '')
    .split('?')[0]!
    .replace(
      /^\/(confirm|manage|handover|address|not-me|never|unsubscribe|staff\/invitation|staff\/reset)\/[^/]+/,
      '/$1/…',
    )
    .slice(0, 200)
  app.log.debug(
    { method: req.method, path, status: res.statusCode, ms: Math.round(milliseconds) },
    'request',
  )
}

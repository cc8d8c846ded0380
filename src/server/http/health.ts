/** For machines that watch: the process is up; it can serve; its figures. */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import type { Figure } from '../figures.ts'
import { isThisMachine } from './client-address.ts'
import { METRICS_TYPE, metricsText } from './metrics.ts'

export type Watched = {
  app: App
  server: Server
  /** the figures of each process */
  figures(): Promise<Figure[][]>
}

/** @returns true when the request was one of these */
export function answerHealth(watched: Watched, req: IncomingMessage, res: ServerResponse): boolean {
  const path = req.url?.split('?')[0]
  const answers: Record<string, () => Promise<void> | void> = {
    '/healthz': () => say(res, 200, 'ok'),
    '/readyz': () => ready(watched, res),
    '/metrics': () => metrics(watched, req, res),
  }
  const answer = path === undefined ? undefined : answers[path]
  void answer?.()
  return answer !== undefined
}

async function ready({ app, server }: Watched, res: ServerResponse): Promise<void> {
  try {
    const { known, applied } = await app.context.database.migrations()
    if (!server.listening) return say(res, 503, 'stopping')
    say(res, applied >= known ? 200 : 503, applied >= known ? 'ready' : 'migrations are missing')
  } catch {
    say(res, 503, 'the database does not answer')
  }
}

async function metrics(
  { app, figures }: Watched,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (!mayReadMetrics(app, req)) return say(res, 404, 'not found')
  try {
    const text = await metricsText(app, await figures())
    res.writeHead(200, { 'Content-Type': METRICS_TYPE, 'Cache-Control': 'no-store' }).end(text)
  } catch (error) {
    app.log.error({ problem: String(error) }, 'figures not read')
    say(res, 500, 'the figures cannot be read')
  }
}

/** With the token where there is one, else from this machine. */
function mayReadMetrics({ config }: App, req: IncomingMessage): boolean {
  const given = Buffer.from(req.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${config.metricsToken}`)
  if (config.metricsToken)
    return given.length === expected.length && timingSafeEqual(given, expected)
  return isThisMachine(req, config.trustProxy)
}

function say(res: ServerResponse, status: number, text: string): void {
  res
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(`${text}\n`)
}

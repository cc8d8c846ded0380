/** For machines that watch: the process is up; it can serve; its figures. */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { App } from '../app.ts'
import { sql } from '../database/index.ts'
import { clientAddress, networkOf } from './client-address.ts'

/** @returns true when the request was one of these */
export function answerHealth(
  app: App,
  server: Server,
  req: IncomingMessage,
  res: ServerResponse,
): boolean {
  const path = req.url?.split('?')[0]
  const answers: Record<string, () => Promise<void> | void> = {
    '/healthz': () => say(res, 200, 'ok'),
    '/readyz': () => ready(app, server, res),
    '/metrics': () => metrics(app, req, res),
  }
  const answer = path === undefined ? undefined : answers[path]
  void answer?.()
  return answer !== undefined
}

async function ready(app: App, server: Server, res: ServerResponse): Promise<void> {
  try {
    const { known, applied } = await app.context.database.migrations()
    if (!server.listening) return say(res, 503, 'stopping')
    say(res, applied >= known ? 200 : 503, applied >= known ? 'ready' : 'migrations are missing')
  } catch {
    say(res, 503, 'the database does not answer')
  }
}

async function metrics(app: App, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (!mayReadMetrics(app, req)) return say(res, 404, 'not found')
  const registry = registryOf(app)
  try {
    const body = await registry.metrics()
    res
      .writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' })
      .end(body)
  } catch {
    say(res, 503, 'the database does not answer')
  }
}

/** With the token, or from this machine; a request that a proxy passed on is not from this machine. */
function mayReadMetrics({ config }: App, req: IncomingMessage): boolean {
  const given = Buffer.from(req.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${config.metricsToken}`)
  if (config.metricsToken)
    return given.length === expected.length && timingSafeEqual(given, expected)
  const direct = req.headers['x-forwarded-for'] === undefined && req.headers.forwarded === undefined
  return direct && networkOf(clientAddress(req, config.trustProxy)) === 'loopback'
}

const registries = new WeakMap<App, Registry>()

function registryOf(app: App): Registry {
  let registry = registries.get(app)
  if (!registry) {
    registries.set(app, (registry = new Registry()))
    collectDefaultMetrics({ register: registry })
    const gauge = (name: string, help: string, value: () => Promise<number> | number) =>
      new Gauge({
        name,
        help,
        registers: [registry!],
        async collect() {
          this.set(await value())
        },
      })
    gauge('accede_write_queue_units', 'Units of work that wait for their commit', () =>
      app.context.database.waiting(),
    )
    gauge('accede_outbox_waiting', 'Mails that wait to be sent', async () =>
      Number(
        (
          await app.context.database.first(
            sql`select count(*) as n from outbox where state = 'waiting'`,
          )
        )?.['n'],
      ),
    )
    gauge(
      'accede_endorsements',
      'Endorsements that count',
      async () => (await app.register.counts()).total,
    )
  }
  return registry
}

function say(res: ServerResponse, status: number, text: string): void {
  res
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(`${text}\n`)
}

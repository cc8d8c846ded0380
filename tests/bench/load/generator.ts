/**
 * Makes load from this process: a crowd of connections that draw requests from sources by their
 * shares. Either each asks again as soon as it has its answer, or all together keep a rate; then a
 * request counts from the moment that it was due, so that a slow answer makes those behind it slow.
 */
import { openConnection, type Connection } from './connection.ts'
import type { Asked, Load, Source, Tally } from './index.ts'

/** Milliseconds after which a request without an answer is given up. */
const PATIENCE = 30_000
/** Connections opened at once. */
const TOGETHER = 50

type Drawn = { source: string; request: Buffer }

export async function generate(load: Load): Promise<Tally> {
  const { hostname, port } = new URL(load.url)
  const connections: Connection[] = []
  while (connections.length < load.connections) {
    const some = Math.min(TOGETHER, load.connections - connections.length)
    connections.push(
      ...(await Promise.all(
        Array.from({ length: some }, () => openConnection(hostname, Number(port))),
      )),
    )
  }
  const asked: Record<string, Asked> = {}
  for (const { name } of load.sources) asked[name] = { times: [], statuses: {} }
  const watch = setInterval(() => {
    const late = performance.now() - PATIENCE
    for (const one of connections) if (one.since() > 0 && one.since() < late) one.drop()
  }, 1000)
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  const ask = (connection: Connection, { source, request }: Drawn, due: number) =>
    new Promise<void>((resolve) =>
      connection.ask(request, (status) => {
        const { times, statuses } = asked[source]!
        times.push(performance.now() - due)
        statuses[status] = (statuses[status] ?? 0) + 1
        resolve()
      }),
    )
  const draw = drawer(load)
  const end = load.seconds ? started + load.seconds * 1000 : Infinity
  await (load.rate ? keepRate : asFastAsTheyCan)(connections, draw, ask, { ...load, end })
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  clearInterval(watch)
  for (const connection of connections) connection.close()
  return { asked, seconds, cpu: (user + system) / 1e6 }
}

type Ask = (connection: Connection, drawn: Drawn, due: number) => Promise<void>
type Draw = () => Drawn | undefined
type Bounds = { rate?: number | undefined; end: number }

async function asFastAsTheyCan(
  connections: Connection[],
  draw: Draw,
  ask: Ask,
  { end }: Bounds,
): Promise<void> {
  await Promise.all(
    connections.map(async (connection) => {
      for (let drawn = draw(); drawn && performance.now() < end; drawn = draw())
        await ask(connection, drawn, performance.now())
    }),
  )
}

async function keepRate(
  connections: Connection[],
  draw: Draw,
  ask: Ask,
  { rate = 1, end }: Bounds,
): Promise<void> {
  const idle = [...connections]
  const underWay = new Set<Promise<void>>()
  const started = performance.now()
  for (let sent = 0; ;) {
    const now = performance.now()
    if (now >= end) break
    const due = () => started + (sent * 1000) / rate
    for (; idle.length > 0 && due() <= now; sent++) {
      const drawn = draw()
      if (!drawn) return void (await Promise.all(underWay))
      const connection = idle.shift()!
      const answer = ask(connection, drawn, due()).then(() => {
        idle.push(connection)
        underWay.delete(answer)
      })
      underWay.add(answer)
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(underWay)
}

/** Draws requests by the shares of their sources; nothing more once a source is used up that is used once. */
function drawer({ url, headers = {}, sources }: Load): Draw {
  const all = sources.reduce((sum, { share }) => sum + share, 0)
  const made = sources.map((source) => ({ ...source, at: 0, wire: wired(url, headers, source) }))
  return () => {
    let left = Math.random() * all
    const one = made.find(({ share }) => (left -= share) < 0) ?? made.at(-1)!
    const at = one.at++
    if (one.once && at >= one.requests.length) return undefined
    return { source: one.name, request: one.wire(at % one.requests.length) }
  }
}

/** Requests as bytes; those that are sent again and again are made once. */
function wired(url: string, headers: Record<string, string>, { requests, once }: Source) {
  const { host, origin } = new URL(url)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const bytes = ({ path, body }: Source['requests'][number]) =>
    Buffer.from(
      body === undefined
        ? `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}\r\n`
        : `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${lines.join('')}\r\n${body}`,
    )
  if (once) return (at: number) => bytes(requests[at]!)
  const kept = requests.map(bytes)
  return (at: number) => kept[at]!
}

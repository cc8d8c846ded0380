/**
 * Load from processes of their own, so that what makes it does not share an event loop with what
 * bears it. How busy they were is told: one that was busy all the time would measure itself.
 */
import { fork } from 'node:child_process'
import { summary } from '../measure.ts'

export type Source = {
  name: string
  /** weight among the sources */
  share: number
  /** asked for in turn; those with a body are posted, as forms */
  requests: { path: string; body?: string }[]
  /** each request is sent once, and the load ends when there are no more */
  once?: boolean
}
export type Load = {
  url: string
  sources: Source[]
  headers?: Record<string, string>
  connections: number
  /** requests a second of all connections together; without it, each asks as fast as it can */
  rate?: number | undefined
  seconds?: number
}
/** What was asked of one source: requests, milliseconds of each answer, answers by status (0: none came). */
export type Asked = {
  sent: number
  taken: number[]
  /** with 503 */
  refused: number[]
  statuses: Record<string, number>
}
export type Tally = { asked: Record<string, Asked>; seconds: number; cpu: number }

export type Figures = {
  /** requests; at the end of the time some have no answer yet */
  sent: number
  /** answers a second */
  rate: number
  /** milliseconds */
  p50: number
  p95: number
  p99: number
  max: number
  /** answers by status; 0 where none came */
  statuses: Record<string, number>
}
export type Measured = {
  /** by the name of the source */
  of: Record<string, Figures>
  /** milliseconds of each answer, by the name of the source */
  times: Record<string, number[]>
  /** of those that are no refusals, and of refusals (503) */
  taken: Record<string, number[]>
  refused: Record<string, number[]>
  seconds: number
  /** share of a core that the busiest process of load took */
  busy: number
  /** seconds of CPU that all of them took */
  cpu: number
}

/** @param processes that share connections, rate and what is sent once */
export async function load(options: Load, processes = 2): Promise<Measured> {
  const tallies = await Promise.all(shares(options, processes).map(inProcess))
  const seconds = Math.max(...tallies.map((tally) => tally.seconds))
  const of = (name: string) => tallies.map(({ asked }) => asked[name]!)
  const byName = <T>(made: (asked: Asked[]) => T) =>
    Object.fromEntries(options.sources.map(({ name }) => [name, made(of(name))]))
  return {
    of: byName((asked) => figures(asked, seconds)),
    times: byName(timesOf),
    taken: byName((asked) => asked.flatMap(({ taken }) => taken)),
    refused: byName((asked) => asked.flatMap(({ refused }) => refused)),
    seconds,
    busy: Math.max(...tallies.map((tally) => tally.cpu / tally.seconds)),
    cpu: tallies.reduce((sum, { cpu }) => sum + cpu, 0),
  }
}

function shares(options: Load, processes: number): Load[] {
  return Array.from({ length: processes }, (_, nth) => ({
    ...options,
    connections: Math.ceil(options.connections / processes),
    rate: options.rate && options.rate / processes,
    sources: options.sources.map((source) => ({
      ...source,
      requests: source.once
        ? source.requests.filter((_, i) => i % processes === nth)
        : source.requests,
    })),
  }))
}

function inProcess(options: Load): Promise<Tally> {
  const program = new URL('./process.ts', import.meta.url).pathname
  const child = fork(program, { stdio: 'inherit', serialization: 'advanced' })
  return new Promise((resolve, reject) => {
    child.once('message', (tally: Tally) => resolve(tally))
    child.once('exit', (code) => reject(new Error(`the load ended with ${code}`)))
    child.send(options)
  })
}

const timesOf = (asked: Asked[]) => asked.flatMap(({ taken, refused }) => [...taken, ...refused])

function figures(asked: Asked[], seconds: number): Figures {
  const statuses: Record<string, number> = {}
  for (const one of asked)
    for (const [status, count] of Object.entries(one.statuses))
      statuses[status] = (statuses[status] ?? 0) + count
  const { requests, median, p95, p99, max } = summary(timesOf(asked))
  const sent = asked.reduce((sum, one) => sum + one.sent, 0)
  return { sent, rate: requests / seconds, p50: median, p95, p99, max, statuses }
}

/** @throws when any answer has another status than one of these */
export function expectOnly({ of }: Measured, ...wanted: number[]): void {
  for (const [name, { statuses }] of Object.entries(of))
    if (Object.keys(statuses).some((status) => !wanted.includes(Number(status))))
      throw new Error(`${name} was answered with ${JSON.stringify(statuses)}`)
}

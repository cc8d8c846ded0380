/**
 * Makes load from this process with autocannon: a crowd of connections that draw requests from
 * sources by their shares. Either each asks again as soon as it has its answer, or all together keep
 * a rate. Autocannon lets a connection send its requests of a second all at once; so for a rate there
 * are several crowds, which begin one after the other within a second.
 */
import { setTimeout as pause } from 'node:timers/promises'
import autocannon, { type Options } from 'autocannon'
import { drawer, type Draw } from './draw.ts'
import type { Asked, Load, Tally } from './index.ts'

/** Seconds after which a request without an answer is given up. */
const PATIENCE = 30
/** Crowds for a rate, spread over a second. */
const CROWDS = 20

export async function generate(load: Load): Promise<Tally> {
  const asked: Record<string, Asked> = {}
  for (const { name } of load.sources)
    asked[name] = { sent: 0, taken: [], refused: [], statuses: {} }
  const crowds = load.rate ? Math.min(CROWDS, load.connections) : 1
  const draw = drawer(load)
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  let answered = started
  const lost = await Promise.all(
    Array.from({ length: crowds }, async (_, nth) => {
      await pause((nth * 1000) / crowds)
      return crowd(load, crowds, draw, asked, () => (answered = performance.now()))
    }),
  )
  // Autocannon ends at its next full second; what is sent once was over with the last answer.
  const seconds = ((load.seconds ? performance.now() : answered) - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const unanswered = lost.reduce((sum, one) => sum + one, 0)
  // Autocannon does not say which request it was.
  const [first] = load.sources
  if (unanswered > 0) asked[first!.name]!.statuses[0] = unanswered
  return { asked, seconds, cpu: (user + system) / 1e6 }
}

/** @returns how many requests were not answered */
async function crowd(
  load: Load,
  crowds: number,
  draw: Draw,
  asked: Record<string, Asked>,
  onAnswer: () => void,
): Promise<number> {
  const { errors, timeouts } = await autocannon({
    url: load.url,
    connections: Math.ceil(load.connections / crowds),
    timeout: PATIENCE,
    ...bounds(load),
    ...(load.rate && { overallRate: Math.max(1, Math.round(load.rate / crowds)) }),
    requests: [
      {
        setupRequest(request, context) {
          const { source, made } = draw()
          asked[source]!.sent++
          Object.assign(context, { source, sentAt: performance.now() })
          return { ...request, ...made }
        },
        onResponse(status, _body, { source, sentAt }) {
          const { taken, refused, statuses } = asked[source]!
          const times = status === 503 ? refused : taken
          times.push(performance.now() - sentAt)
          onAnswer()
          statuses[status] = (statuses[status] ?? 0) + 1
        },
      },
    ],
  })
  return errors + timeouts
}

/** For some seconds, or until what is sent once has been sent. */
function bounds({ seconds, sources }: Load): Pick<Options, 'duration' | 'amount'> {
  if (seconds) return { duration: seconds }
  return { amount: sources.reduce((sum, { requests }) => sum + requests.length, 0) }
}

/**
 * Load from processes of their own, so that what makes it does not share an event loop with what
 * bears it. This file is both: imported, it starts such a process; run, it is one.
 */
import { fork } from 'node:child_process'
import autocannon, { type Result } from 'autocannon'

export type Load = {
  url: string
  /** paths, asked for in turn, or forms to post */
  paths?: string[]
  forms?: { path: string; bodies: string[] }
  headers?: Record<string, string>
  connections: number
  seconds?: number
}

export type Figures = {
  /** answers a second */
  rate: number
  /** milliseconds */
  p50: number
  p99: number
  max: number
  /** answers by status */
  statuses: Record<string, number>
  errors: number
}

/** @returns what one process of load measured */
export function load(options: Load): Promise<Figures> {
  const child = fork(import.meta.filename, { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('message', (figures: Figures) => resolve(figures))
    child.once('exit', (code) => reject(new Error(`the load ended with ${code}`)))
    child.send(options)
  })
}

async function run({
  url,
  paths = [],
  forms,
  headers = {},
  connections,
  seconds = 5,
}: Load): Promise<Figures> {
  let next = 0
  const requests = forms
    ? [
        {
          method: 'POST',
          path: forms.path,
          headers: {
            ...headers,
            'content-type': 'application/x-www-form-urlencoded',
            origin: new URL(url).origin,
          },
          setupRequest: (request: object) => ({ ...request, ...one(forms, next++) }),
        },
      ]
    : paths.map((path) => ({ method: 'GET', path, headers }))
  // With forms, each is sent once: a second one would be a repeat.
  const amount = forms ? { amount: forms.bodies.length } : { duration: seconds }
  const started = performance.now()
  const result = await autocannon({ url, connections, timeout: 30, requests, ...amount })
  return figures(result, (performance.now() - started) / 1000)
}

/** A body may carry its own path in front of a line break, for links that differ. */
function one(
  forms: { path: string; bodies: string[] },
  at: number,
): { path: string; body: string } {
  const [body = '', path = forms.path] = (forms.bodies[at % forms.bodies.length] ?? '').split('\n')
  return { path, body }
}

function figures(
  { requests, latency, errors, timeouts, statusCodeStats }: Result,
  seconds: number,
): Figures {
  return {
    rate: requests.total / seconds,
    p50: latency.p50,
    p99: latency.p99,
    max: latency.max,
    statuses: Object.fromEntries(
      Object.entries(statusCodeStats).map(([status, { count }]) => [status, count]),
    ),
    errors: errors + timeouts,
  }
}

if (import.meta.main) {
  process.once('message', (options: Load) => {
    void run(options).then((measured) => process.send?.(measured, () => process.exit(0)))
  })
}

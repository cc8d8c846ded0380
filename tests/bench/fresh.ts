/** How soon a change shows on every process and on every machine, and how soon writing is back. */
import { execFile } from 'node:child_process'
import { Agent, get } from 'node:http'
import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { LIVED_WELL } from '../../src/server/processes.ts'
import { startCluster } from '../support/cluster.ts'
import { counts, fillInSign, linkTo } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { post } from '../support/visitor.ts'
import { ms, summary } from './measure.ts'
import { processesOf } from './processes.ts'
import type { Scenario } from './scenario.ts'

const COMMAND_LINE = new URL('../../src/server/command-line.ts', import.meta.url).pathname
const AIM = 2000
const TIMES = 20
const POLL = 10

export const fresh: Scenario = async ({ short }) => {
  const times = short ? 5 : TIMES
  const processes = Math.max(2, availableParallelism() - 1)
  const { onFile, switched, back } = await onOneMachine(processes, times)
  const onServer = await onTwoMachines(times)
  const one = `one machine, ${processes} processes, a file`
  const table = [
    { name: `A confirmation in \`counts.json\`: ${one}`, times: onFile },
    {
      name: 'The same: two machines of 2 processes, a libSQL server, read from its replica',
      times: onServer,
    },
    { name: `A banner on a page, set by the command: ${one}`, times: switched },
    { name: `A form is taken after \`kill -9\` of the process that writes: ${one}`, times: back },
  ]
    // What cannot be measured here is left out.
    .filter(({ times }) => times.length > 0)
    .map(({ name, times }) => ({ name, ...summary(times) }))
  return {
    title: 'How soon a change shows',
    method: `Each ${times} times, one after the other; the kill ${back.length} times, of a process that has lived for ten seconds (one that keeps dying is begun anew after a pause). Milliseconds from the answer to a confirmation, from the end of the command, or from the kill, until it shows, asked every ${POLL} ms on a connection to each process (connections are handed to the processes in turn). The aim is under ${AIM} ms everywhere.`,
    columns: ['What and where', 'looks', 'median', 'p95', 'max'],
    table: table.map(({ name, requests, median, p95, max }) => [
      name,
      String(requests),
      ...[median, p95, max].map(ms),
    ]),
    remarks: [],
    details: [],
    problems: table.flatMap(({ name, max }) => (max >= AIM ? [`${name}: ${ms(max)} ms`] : [])),
  }
}

async function onOneMachine(processes: number, times: number) {
  const site = await startSite({ WORKERS: String(processes), LOG_LEVEL: 'silent' })
  try {
    const connections = await connect([site], processes)
    const onFile = await confirming([site], connections, times)
    const switched = await switching(site, connections, times)
    close(connections)
    return { onFile, switched, back: await killing(site, Math.ceil(times / 4)) }
  } finally {
    await site.remove()
  }
}

async function onTwoMachines(times: number): Promise<number[]> {
  const cluster = await startCluster(['2', '2'])
  try {
    const connections = await connect(cluster.machines, 2)
    const taken = await confirming(cluster.machines, connections, times)
    close(connections)
    return taken
  } finally {
    await cluster.remove()
  }
}

/** To one process: kept, and used for one request at a time. */
type OneProcess = { url: string; agent: Agent }

/** @param processes of each site */
async function connect(sites: Site[], processes: number): Promise<OneProcess[]> {
  const connections = sites.flatMap(({ url }) =>
    Array.from({ length: processes }, () => ({
      url,
      agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    })),
  )
  // In turn: then each process gets one of the connections.
  for (const one of connections) await body(one, '/api/v1/counts.json')
  return connections
}

function close(connections: OneProcess[]): void {
  for (const { agent } of connections) agent.destroy()
}

/** @returns milliseconds, one for each process and confirmation */
async function confirming(sites: Site[], connections: OneProcess[], times: number) {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    const site = sites[i % sites.length]!
    const email = `fresh.${i}@example.org`
    const before = (await counts(site)).total
    await fillInSign(site, { email })
    const link = await Promise.any(sites.map((one) => linkTo(one, email, 'confirm')))
    await post(site, link, {})
    const shown = (json: string) => (JSON.parse(json) as { total: number }).total > before
    taken.push(...(await untilAll(connections, '/api/v1/counts.json', shown)))
  }
  return taken
}

/** @returns milliseconds, one for each process and banner */
async function switching(site: Site, connections: OneProcess[], times: number) {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    const banner = `The banner numbered ${i} of ${times}.`
    await promisify(execFile)(process.execPath, [COMMAND_LINE, 'settings', 'banner', banner], {
      env: { PATH: process.env['PATH'], DATA_DIR: site.dataDir },
    })
    taken.push(...(await untilAll(connections, '/about', (page) => page.includes(banner))))
  }
  return taken
}

/** @returns milliseconds, one for each kill */
async function killing(site: Site, times: number) {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    const writer = processesOf(site.process.pid!).find(({ role }) => role === 'writer')
    // Only where there is /proc can it be found.
    if (!writer) return taken
    await pause(LIVED_WELL + 500)
    process.kill(writer.pid, 'SIGKILL')
    const killed = performance.now()
    for (let nth = 0; ; nth++) {
      const { status } = await fillInSign(site, { email: `back.${i}.${nth}@example.org` })
      if (status === 303) break
      await pause(POLL)
    }
    taken.push(performance.now() - killed)
  }
  return taken
}

/** Asks on each connection until it shows. @returns milliseconds for each of them */
function untilAll(
  connections: OneProcess[],
  path: string,
  shows: (body: string) => boolean,
): Promise<number[]> {
  const started = performance.now()
  return Promise.all(
    connections.map(async (one) => {
      while (!shows(await body(one, path))) await pause(POLL)
      return performance.now() - started
    }),
  )
}

function body({ url, agent }: OneProcess, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url + path, { agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve(text))
    }).on('error', reject)
  })
}

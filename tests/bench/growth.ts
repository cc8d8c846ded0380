/** How throughput and latency grow with rows and with connections; plots in docs/. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAsReader } from '../../src/server/database/index.ts'
import { startSite, type Site } from '../support/site.ts'
import { benchData, configOf } from './data.ts'
import { expectOnly, load, type Figures, type Source } from './load/index.ts'
import { ms } from './measure.ts'
import { linePlot, type Panel } from './plot.ts'
import { addresses } from './register-addresses.ts'
import type { Scenario } from './scenario.ts'
import { linksIn, mailService, signForms } from './sign-forms.ts'

const HEADERS = { 'Accept-Encoding': 'br, gzip' }
const PEOPLE = 10_000
/** Connections while rows grow: as many as keep all processes busy, and no queue. */
const AT_ROWS = 16
const WITH_POSTS = 64

/** What was measured at one size: by what was asked, at a number of rows or of connections. */
type At = { x: number; of: Record<string, Figures> }

export const growth: Scenario = async ({ short }) => {
  const sizes = short ? [1000, 10_000] : [10_000, 100_000, 1_000_000, 10_000_000]
  const crowds = short ? [10, 100] : [10, 30, 100, 300, 1000, 2000]
  const people = short ? 200 : PEOPLE
  const byRows: At[] = []
  for (const rows of sizes) byRows.push(await atRows(rows, people))
  const byConnections = await atConnections(short ? 10_000 : 1_000_000, crowds, short ? 1 : 5)
  return {
    title: 'How it grows',
    method: `The default processes on all cores, which the load shares. By rows: pages of the register that no process has in memory, ${AT_ROWS} connections; ${people.toLocaleString('en')} submissions and confirmations, ${WITH_POSTS} connections. By connections: pages from memory, each connection asking again as soon as it has its answer. Answers a second, and the 99th percentile in milliseconds.`,
    columns: ['What', 'a second', 'median', 'p99'],
    table: [...lines(byRows, 'rows'), ...lines(byConnections, 'connections')],
    remarks: [],
    details: [],
    plots: [
      {
        ...{ file: 'growth-by-rows.svg', about: 'Throughput and latency by rows' },
        svg: linePlot({
          title: 'By endorsements in the register',
          axis: 'endorsements',
          panels: panels(byRows),
        }),
      },
      {
        ...{ file: 'growth-by-connections.svg', about: 'Throughput and latency by connections' },
        svg: linePlot({
          title: 'By connections that ask at once',
          axis: 'connections',
          panels: panels(byConnections),
        }),
      },
    ],
    problems: [],
  }
}

async function atRows(rows: number, people: number): Promise<At> {
  const kept = await benchData(rows)
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-growth-'))
  cpSync(kept, dataDir, { recursive: true })
  const service = await mailService()
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: '', ...service.env }
  const site = await startSite(env)
  try {
    const pages = await ask(site, AT_ROWS, await pageSources(dataDir))
    expectOnly(pages, 200)
    const forms = (await signForms(site, people)).map((body) => ({ path: '/sign', body }))
    const submits = await ask(site, WITH_POSTS, [once('Submit', forms)])
    const links = (await linksIn(site, service, people)).map((path) => ({ path, body: '' }))
    const confirms = await ask(site, WITH_POSTS, [once('Confirm', links)])
    expectOnly(submits, 303)
    expectOnly(confirms, 303)
    return { x: rows, of: { ...pages.of, ...submits.of, ...confirms.of } }
  } finally {
    await site.stop()
    await service.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Pages that are rendered: no address twice, so memory has none of them. */
async function pageSources(dataDir: string): Promise<Source[]> {
  const database = await openAsReader(configOf(dataDir))
  const all = await addresses(database, 150)
  await database.close()
  const requests = all.flatMap(({ paths }) => paths.map((path) => ({ path })))
  return [once('Register, rendered', requests)]
}

const once = (name: string, requests: Source['requests']): Source => ({
  ...{ name, share: 1, requests, once: true },
})

async function atConnections(rows: number, crowds: number[], seconds: number): Promise<At[]> {
  const dataDir = await benchData(rows)
  const site = await startSite({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: '' })
  const found: At[] = []
  try {
    for (const connections of crowds) {
      const of: Record<string, Figures> = {}
      for (const [name, path] of [
        ['Home', '/'],
        ['counts.json', '/api/v1/counts.json'],
      ] as const) {
        const source = { name, share: 1, requests: [{ path }] }
        const measured = await ask(site, connections, [source], seconds)
        expectOnly(measured, 200)
        of[name] = measured.of[name]!
      }
      found.push({ x: connections, of })
    }
    return found
  } finally {
    await site.stop()
  }
}

const ask = (site: Site, connections: number, sources: Source[], seconds?: number) =>
  load({ url: site.url, headers: HEADERS, connections, sources, ...(seconds && { seconds }) }, 2)

const lines = (all: At[], unit: string) =>
  all.flatMap(({ x, of }) =>
    Object.entries(of).map(([name, { rate, p50, p99 }]) => [
      `${name}, ${x.toLocaleString('en')} ${unit}`,
      Math.round(rate).toLocaleString('en'),
      ms(p50),
      ms(p99),
    ]),
  )

function panels(all: At[]): Panel[] {
  const names = Object.keys(all[0]!.of)
  const series = (figure: 'rate' | 'p99') =>
    names.map((name) => ({ name, points: all.map(({ x, of }) => [x, of[name]![figure]] as const) }))
  return [
    { title: 'answers a second', series: series('rate') },
    { title: '99th percentile, milliseconds', series: series('p99') },
  ]
}

/** Hot pages against a bare server that writes the same bytes, in one process and on all cores. */
import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../scripts/cluster/free-port.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import type { Answer } from './bare-server.ts'
import { benchData } from './data.ts'
import { expectOnly, load } from './load/index.ts'
import { median } from './measure.ts'
import { cpuOf } from './processes.ts'
import type { Scenario } from './scenario.ts'

const AIM = 0.8
const ROUNDS = 3
const SECONDS = 4
const CONNECTIONS = 100
const LOADS = 2
const PAGES = [
  ['Home', '/'],
  ['Register', '/signatories'],
  ['A chapter', '/convention/chapters/5'],
  ['A country', '/signatories/PT'],
  ['counts.json', '/api/v1/counts.json'],
] as const
const BROTLI = { 'Accept-Encoding': 'br, gzip' }

type Case = { name: string; path: string; headers: Record<string, string> }
type Server = Pick<Site, 'url' | 'process'>
/** answers a second; microseconds of CPU each; share of a core that the load took */
type Rate = { rate: number; cpu: number; busy: number }
type Row = { name: string; ours: Rate; bare: Rate }

export const reading: Scenario = async ({ rows, short }) => {
  const dataDir = await benchData(rows)
  const cores = availableParallelism()
  const seconds = short ? 1 : SECONDS
  const measured = [
    ...(await compare(dataDir, 'one process', '0', 1, seconds)),
    ...(await compare(dataDir, `${cores} cores`, String(cores - 1), cores - 1, seconds)),
  ]
  const slow = measured.filter(({ ours, bare }) => ours.rate / bare.rate < AIM)
  return {
    title: 'Hot pages against a bare server',
    method: `Answers a second over ${CONNECTIONS} connections, from ${LOADS} processes of load, for ${seconds} seconds; the site and a bare \`node:http\` server that writes the same compressed bytes and headers in turn, on all cores both clustered, medians of ${ROUNDS} rounds. “CPU” is what an answer costs the serving processes, which tells them apart even where the load, on the same cores, holds both back; “load” is the share of a core that the busier process of load took. The aim is ${AIM} of the bare server.`,
    columns: [
      'Page',
      'site, a second',
      'bare, a second',
      'ratio',
      'site CPU, µs',
      'bare CPU, µs',
      'load',
    ],
    table: measured.map(({ name, ours, bare }) => [
      name,
      ...[ours.rate, bare.rate].map((rate) => Math.round(rate).toLocaleString('en')),
      (ours.rate / bare.rate).toFixed(2),
      ...[ours.cpu, bare.cpu].map((cpu) => cpu.toFixed(0)),
      Math.max(ours.busy, bare.busy).toFixed(2),
    ]),
    remarks: [],
    details: [],
    problems: slow.map(
      ({ name, ours, bare }) =>
        `${name}: ${(ours.rate / bare.rate).toFixed(2)} of the bare server, not ${AIM}`,
    ),
  }
}

async function compare(
  dataDir: string,
  how: string,
  workers: string,
  processes: number,
  seconds: number,
): Promise<Row[]> {
  const site = await startSite({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: workers })
  const answers = await Promise.all(PAGES.map(([, path]) => settledAnswer(site.url, path)))
  const bare = await startBare(answers, processes)
  const cases: Case[] = [
    ...PAGES.map(([name, path]) => ({ name: `${name}, ${how}`, path, headers: BROTLI })),
    {
      name: `Home unchanged (304), ${how}`,
      path: '/',
      headers: { ...BROTLI, 'If-None-Match': etagOf(answers[0]!) },
    },
  ]
  try {
    const rows: Row[] = []
    for (const one of cases) rows.push(await interleaved(one, site, bare, seconds))
    return rows
  } finally {
    bare.process.kill()
    await site.stop()
  }
}

async function interleaved(
  { name, path, headers }: Case,
  site: Server,
  bare: Server,
  seconds: number,
): Promise<Row> {
  const ours: Rate[] = []
  const theirs: Rate[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await rateOf(site, path, headers, seconds))
    theirs.push(await rateOf(bare, path, headers, seconds))
  }
  return { name, ours: middle(ours), bare: middle(theirs) }
}

async function rateOf(
  { url, process: { pid } }: Server,
  path: string,
  headers: Case['headers'],
  seconds: number,
): Promise<Rate> {
  const before = cpuOf(pid!)
  const sources = [{ name: path, share: 1, requests: [{ path }] }]
  const measured = await load({ url, sources, headers, connections: CONNECTIONS, seconds }, LOADS)
  expectOnly(measured, headers['If-None-Match'] ? 304 : 200)
  const { rate } = measured.of[path]!
  return {
    rate,
    cpu: ((cpuOf(pid!) - before) / (rate * measured.seconds)) * 1e6,
    busy: measured.busy,
  }
}

function middle(rates: readonly Rate[]): Rate {
  const of = (name: keyof Rate) => median(rates.map((rate) => rate[name]))
  return { rate: of('rate'), cpu: of('cpu'), busy: of('busy') }
}

/** The answer once its thorough compression is in place, so that it stays as it is. */
async function settledAnswer(url: string, path: string): Promise<Answer> {
  const first = await answerOf(url, path)
  await until(
    async () => etagOf(await answerOf(url, path)) !== etagOf(first) && true,
    'thorough bytes',
  ).catch(() => {})
  return answerOf(url, path)
}

const etagOf = ({ headers }: Answer) =>
  headers[headers.findIndex((name) => name.toLowerCase() === 'etag') + 1]!

/** What the site answers, byte for byte; Node adds Date and Connection by itself on both sides. */
function answerOf(url: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url + path, { headers: BROTLI }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const headers = response.rawHeaders.filter(
          (_, i) => !/^(date|connection|keep-alive)$/i.test(response.rawHeaders[i - (i % 2)]!),
        )
        const unchanged = headers.filter(
          (_, i) => !/^content-(length|encoding|type)$/i.test(headers[i - (i % 2)]!),
        )
        resolve({ path, headers, unchanged, body: Buffer.concat(chunks).toString('base64') })
      })
    }).on('error', reject)
  })
}

async function startBare(answers: Answer[], processes: number): Promise<Server> {
  const file = join(mkdtempSync(join(tmpdir(), 'accede-bare-')), 'answers.json')
  writeFileSync(file, JSON.stringify(answers))
  const port = await freePort()
  const program = new URL('./bare-server.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [program, file, String(port), String(processes)], {
    stdio: 'inherit',
  })
  const url = `http://127.0.0.1:${port}`
  await until(
    () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    'the bare server',
  )
  return { url, process: child }
}

/** Hot pages against a bare server that writes the same bytes, in one process and on all cores. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startSite } from '../support/site.ts'
import { until } from '../support/until.ts'
import type { Answer } from './bare-server.ts'
import { benchData } from './data.ts'
import { load } from './load.ts'
import { median } from './measure.ts'
import type { Scenario } from './scenario.ts'

const AIM = 0.8
const ROUNDS = 3
const SECONDS = 2
const PAGES = [
  ['Home', '/'],
  ['Register', '/signatories'],
  ['A chapter', '/convention/chapters/5'],
  ['A country', '/signatories/PT'],
  ['counts.json', '/api/v1/counts.json'],
] as const
const BROTLI = { 'accept-encoding': 'br, gzip' }

type Case = { name: string; path: string; headers: Record<string, string> }
type Row = { name: string; ours: number; bare: number }

export const reading: Scenario = async ({ rows }) => {
  const dataDir = await benchData(rows)
  const cores = availableParallelism()
  const measured = [
    ...(await compare(dataDir, 'one process', '0', 1)),
    ...(await compare(dataDir, `${cores} cores`, String(cores - 1), cores - 1)),
  ]
  const slow = measured.filter(({ ours, bare }) => ours / bare < AIM)
  return {
    title: 'Hot pages against a bare server',
    method: `Answers a second over 100 connections, from a process of its own, for ${SECONDS} seconds; the site and a bare \`node:http\` server that writes the same compressed bytes and headers in turn, medians of ${ROUNDS} rounds. The load's own process takes a core. The aim is ${AIM} of the bare server.`,
    columns: ['Page', 'site, a second', 'bare, a second', 'ratio'],
    table: measured.map(({ name, ours, bare }) => [
      name,
      ...[ours, bare].map((rate) => Math.round(rate).toLocaleString('en')),
      (ours / bare).toFixed(2),
    ]),
    remarks: [],
    details: [],
    problems: slow.map(
      ({ name, ours, bare }) =>
        `${name}: ${(ours / bare).toFixed(2)} of the bare server, not ${AIM}`,
    ),
  }
}

async function compare(
  dataDir: string,
  how: string,
  workers: string,
  processes: number,
): Promise<Row[]> {
  const site = await startSite({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: workers })
  const answers = await Promise.all(PAGES.map(([, path]) => answerOf(site.url, path)))
  const bare = await startBare(answers, processes)
  const cases: Case[] = [
    ...PAGES.map(([name, path]) => ({ name: `${name}, ${how}`, path, headers: BROTLI })),
    {
      name: `Home unchanged (304), ${how}`,
      path: '/',
      headers: { ...BROTLI, 'if-none-match': etagOf(answers[0]!) },
    },
  ]
  try {
    const rows: Row[] = []
    for (const one of cases) rows.push(await interleaved(one, site.url, bare.url))
    return rows
  } finally {
    bare.process.kill()
    await site.stop()
  }
}

async function interleaved(
  { name, path, headers }: Case,
  site: string,
  bare: string,
): Promise<Row> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const [url, rates] of [
      [site, ours],
      [bare, theirs],
    ] as const) {
      const figures = await load({
        url,
        paths: [path],
        headers,
        connections: 100,
        seconds: SECONDS,
      })
      if (
        figures.errors > 0 ||
        Object.keys(figures.statuses).some((status) => !/^(200|304)$/.test(status))
      ) {
        throw new Error(`${name}: ${JSON.stringify(figures)}`)
      }
      rates.push(figures.rate)
    }
  }
  return { name, ours: median(ours), bare: median(theirs) }
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

async function startBare(
  answers: Answer[],
  processes: number,
): Promise<{ url: string; process: ChildProcess }> {
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

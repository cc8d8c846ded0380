/**
 * The launch night: many connections, mostly reading, some signing, some confirming, at a rate that
 * is kept whatever the answers take; then everything is counted again.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openAsWriter, raw } from '../../src/server/database/index.ts'
import { verifyTally } from '../../src/server/register/verify.ts'
import { mailAtRest } from '../support/database.ts'
import { startSite, type Site } from '../support/site.ts'
import { benchData, configOf } from './data.ts'
import { expectOnly, load, type Measured, type Source } from './load/index.ts'
import { ms, summary } from './measure.ts'
import { processesOf, type Taken } from './processes.ts'
import type { Scenario, Section } from './scenario.ts'
import type { LocalResend } from '../support/resend.ts'
import { linksIn, mailService, signForms } from './sign-forms.ts'

const LOADS = 2
const AIMS = { reads: 50, writes: 250, growth: 1.2, memory: 300 }
const [SUBMITS, CONFIRMS] = [3, 2]
/** Draws are by chance: a few more forms than will be needed. */
const SPARE = 1.2

/** What people read, in per cent of all requests; 95 with all of it. */
const READS: readonly (readonly [name: string, share: number, paths: readonly string[]])[] = [
  ['Home', 30, ['/']],
  ['Register', 20, ['/signatories']],
  ['Countries', 12, ['PT', 'BR', 'IN', 'KE', 'FR', 'US'].map((code) => `/signatories/${code}`)],
  ['counts.json', 12, ['/api/v1/counts.json']],
  ['Chapters', 10, [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `/convention/chapters/${n}`)],
  ['Declaration', 4, ['/declaration']],
  ['Map', 3, ['/map']],
  ['The form', 3, ['/sign']],
  ['Search', 1, ['maria', 'ana', 'chen', 'ali', 'john'].map((q) => `/signatories?q=${q}`)],
]

type Night = {
  measured: Measured
  /** megabytes of each process after the first minute and at the end */
  memory: { before: Taken[]; after: Taken[] }
  /** what the database holds at the end and should not, in words */
  wrong: string[]
}

export const night: Scenario = async ({ rows, rate, short }) => {
  const [seconds, connections] = short ? [20, 400] : [300, 2000]
  const kept = await benchData(rows)
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-night-'))
  cpSync(kept, dataDir, { recursive: true })
  const service = await mailService()
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: '', ...service.env }
  const site = await startSite(env)
  try {
    const links = await prepareLinks(site, service, needed(rate, CONFIRMS, seconds))
    const forms = await signForms(site, needed(rate, SUBMITS, seconds), 'night')
    const sources = [
      ...READS.map(([name, share, paths]) => ({
        name,
        share,
        requests: paths.map((path) => ({ path })),
      })),
      posts(
        'Submits',
        SUBMITS,
        forms.map((body) => ({ path: '/sign', body })),
      ),
      posts(
        'Confirms',
        CONFIRMS,
        links.map((path) => ({ path, body: '' })),
      ),
    ]
    const before = pause(Math.min(60, seconds / 3) * 1000).then(() =>
      processesOf(site.process.pid!),
    )
    const headers = { 'Accept-Encoding': 'br, gzip' }
    const measured = await load(
      { url: site.url, sources, headers, connections, rate, seconds },
      LOADS,
    )
    const memory = { before: await before, after: processesOf(site.process.pid!) }
    await mailAtRest(site, 120_000)
    await site.stop()
    return section(
      { measured, memory, wrong: await recount(dataDir, rows, measured) },
      { rows, rate, seconds, connections },
    )
  } finally {
    await site.stop()
    await service.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const needed = (rate: number, share: number, seconds: number) =>
  Math.ceil((rate * seconds * share * SPARE) / 100) + 100

const posts = (name: string, share: number, requests: Source['requests']): Source => ({
  ...{ name, share, requests, once: true },
})

/** People who have signed already and not confirmed yet. @returns the paths of their links */
async function prepareLinks(site: Site, service: LocalResend, count: number): Promise<string[]> {
  const requests = (await signForms(site, count, 'before')).map((body) => ({ path: '/sign', body }))
  const sources = [posts('before', 1, requests)]
  expectOnly(await load({ url: site.url, sources, connections: 100 }, 1), 303)
  return linksIn(site, service, count)
}

/** Holds what the database has against what was answered; who was cut off at the end may be in it. */
async function recount(dataDir: string, rows: number, { of }: Measured): Promise<string[]> {
  const database = await openAsWriter(configOf(dataDir))
  const count = async (from: string) =>
    Number((await database.first(raw(`select count(*) as n from ${from}`)))!['n'])
  const published = (await count(`endorsements where state = 'published'`)) - rows
  const submitted = await count(`submissions where email like 'night.%'`)
  const problems = await verifyTally(database)
  await database.close()
  const hold = (name: string, stored: number) => {
    const { sent, statuses } = of[name]!
    const answered = statuses[303] ?? 0
    if (stored < answered || stored > sent)
      problems.push(
        `${name}: ${stored} are stored, ${answered} were answered with success, ${sent} sent`,
      )
  }
  hold('Confirms', published)
  hold('Submits', submitted)
  return problems
}

type Size = { rows: number; rate: number; seconds: number; connections: number }

function section({ measured, memory, wrong }: Night, size: Size): Section {
  const { of, times, seconds, busy, cpu } = measured
  const reads = READS.map(([name]) => name)
  const groups = [
    { name: 'Reads', names: reads, aim: AIMS.reads },
    ...reads.map((name) => ({ name: `– ${name}`, names: [name], aim: Infinity })),
    { name: 'Submits', names: ['Submits'], aim: AIMS.writes },
    { name: 'Confirms', names: ['Confirms'], aim: AIMS.writes },
  ].map((group) => {
    const summed = summary(group.names.flatMap((name) => times[name]!))
    return {
      ...group,
      ...summed,
      bad: group.names.reduce((sum, name) => sum + refused(of[name]!), 0),
    }
  })
  const whole = size.rate * seconds
  const sent = Object.values(of).reduce((sum, one) => sum + one.sent, 0)
  return {
    title: 'A mixed night',
    method: `${size.rate.toLocaleString('en')} requests a second for ${size.seconds} seconds over ${size.connections.toLocaleString('en')} connections that stay open, on a register of ${size.rows.toLocaleString('en')}: 95 % read, ${SUBMITS} % submit, ${CONFIRMS} % confirm (${Math.round((size.rate * 60 * SUBMITS) / 100).toLocaleString('en')} signatures a minute). Milliseconds from sending to the last byte; the site and ${LOADS} processes of load share ${availableParallelism()} cores. The aims: p99 of reads under ${AIMS.reads} ms and of writes under ${AIMS.writes} ms, no error, the tally right at the end, memory of a process at the end under ${AIMS.growth} times that after its first minute and under ${AIMS.memory} MB.`,
    columns: ['What', 'requests', 'median', 'p95', 'p99', 'max', 'errors'],
    table: groups.map(({ name, requests, median, p95, p99, max, bad }) => [
      name,
      requests.toLocaleString('en'),
      ...[median, p95, p99, max].map(ms),
      String(bad),
    ]),
    remarks: [
      `The load took ${cpu.toFixed(0)} seconds of CPU, its busier process ${Math.round(busy * 100)} % of a core; ${Math.round((sent / whole) * 100)} % of what was due was sent.`,
      `Memory: ${grown(memory)
        .map(
          ({ role, before, after }) =>
            `${role} ${before.toFixed(0)} MB after a while, ${after.toFixed(0)} MB at the end`,
        )
        .join('; ')}.`,
      wrong.length === 0
        ? 'At the end the tally, the texts and the name search agreed with the register, everything that was answered with success was stored, and nothing that was not sent.'
        : `At the end: ${wrong.join('; ')}.`,
    ],
    details: [],
    problems: [
      ...groups.flatMap(({ name, p99, aim }) =>
        p99 >= aim ? [`${name}: p99 is ${ms(p99)} ms, not under ${aim}`] : [],
      ),
      ...groups
        .slice(0, 1)
        .concat(groups.slice(-2))
        .flatMap(({ name, bad }) => (bad > 0 ? [`${name}: ${bad} errors`] : [])),
      ...grown(memory).flatMap(({ role, before, after }) => [
        ...(after > before * AIMS.growth
          ? [`${role}: memory grew ${(after / before).toFixed(2)} times`]
          : []),
        ...(after > AIMS.memory ? [`${role}: ${after.toFixed(0)} MB`] : []),
      ]),
      ...wrong,
    ],
  }
}

const refused = ({ statuses }: { statuses: Record<string, number> }) =>
  Object.entries(statuses).reduce(
    (sum, [status, n]) => (/^(200|303|304)$/.test(status) ? sum : sum + n),
    0,
  )

function grown({ before, after }: Night['memory']) {
  return after.map(({ pid, role, memory }) => ({
    role,
    before: before.find((one) => one.pid === pid)?.memory ?? 0,
    after: memory,
  }))
}

/**
 * Reading: every kind of page that shows the register, at the size given. Pages are kept in memory
 * (src/server/http/hot-pages.ts), so each case asks for addresses that were not asked for before,
 * which are rendered; what memory answers is measured by itself.
 */
import { startSite } from '../support/site.ts'
import { openAsReader, sql, type Database } from '../../src/server/database/index.ts'
import { benchData, configOf } from './data.ts'
import { client, ms, summary, timeAll, type Client } from './measure.ts'
import { LISTS, planOf } from './plans.ts'
import { addresses } from './register-addresses.ts'
import type { Scenario, Section } from './scenario.ts'

const TARGET = 50
const METHOD = `One visitor asks for one page after another over one connection; milliseconds from asking to the last byte, compressed. No address is asked for twice, so each page is rendered, unless it says “from memory”; “after a change” is what the first visitor after a signature waits. The aim is a 95th percentile under ${TARGET} ms.`
const REQUESTS = 200
const RENDERS = 20
/** Pages at one address: rendered anew after a change, and otherwise answered from memory. */
const HOT = [
  ['Home', '/'],
  ['Register, first page', '/signatories'],
  ['Map', '/map'],
  ['counts.json', '/api/v1/counts.json'],
] as const

type Case = { name: string; times: number[] }

export const register: Scenario = async ({ rows }) => {
  const dataDir = await benchData(rows)
  const site = await startSite({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: '' })
  const database = await openAsReader(configOf(dataDir))
  const visitor = client(site.url)
  try {
    await timeAll(visitor, Array(50).fill('/signatories?q=warming+up&x=1'))
    const cases = [
      ...(await rendered(visitor, database)),
      ...(await afterChanges(visitor, database)),
      ...(await fromMemory(visitor)),
    ]
    return section(rows, cases, await plans(database))
  } finally {
    visitor.close()
    await database.close()
    await site.stop()
  }
}

async function rendered(visitor: Client, database: Database): Promise<Case[]> {
  const cases: Case[] = []
  for (const { name, paths } of await addresses(database, REQUESTS))
    cases.push({ name, times: await timeAll(visitor, paths) })
  return cases
}

/** A page is rendered at most once a second; so these are few, and take a while. */
async function afterChanges(visitor: Client, database: Database): Promise<Case[]> {
  const cases = HOT.map(([name]) => ({ name: `${name}, after a change`, times: [] as number[] }))
  for (let i = 0; i < RENDERS; i++) {
    await database.write([sql`update versions set value = value + 1 where name = 'register'`])
    await new Promise((resolve) => setTimeout(resolve, 1100))
    for (const [at, [, path]] of HOT.entries()) cases[at]!.times.push(await visitor.time(path))
  }
  return cases
}

async function fromMemory(visitor: Client): Promise<Case[]> {
  const cases: Case[] = []
  for (const [name, path] of HOT) {
    const times = await timeAll(visitor, Array(REQUESTS).fill(path))
    cases.push({ name: `${name}, from memory`, times })
  }
  return cases
}

type Plans = Pick<Section, 'remarks' | 'details' | 'problems'>

async function plans(database: Database): Promise<Plans> {
  const all = await Promise.all(LISTS.map((query) => planOf(database, query)))
  return {
    remarks: [
      `The plans of ${all.length} kinds of list were read: ${all.some(({ scans }) => scans.length > 0) ? 'some read a table' : 'none reads a table'} from end to end.`,
    ],
    details: all.flatMap(({ query, steps }) => [
      `\n/signatories${query && '?'}${query}`,
      ...steps.map((step) => `  ${step}`),
    ]),
    problems: all.flatMap(({ query, scans }) =>
      scans.map((scan) => `?${query} reads a table from end to end: ${scan}`),
    ),
  }
}

function section(rows: number, cases: Case[], { problems, ...said }: Plans): Section {
  const measured = cases.map(({ name, times }) => ({ name, ...summary(times) }))
  const slow = measured.filter(({ p95 }) => p95 >= TARGET)
  return {
    title: `Reading a register of ${rows.toLocaleString('en')}`,
    method: METHOD,
    columns: ['Page', 'requests', 'median', 'p95', 'max'],
    table: measured.map((one) => [
      one.name,
      ...[String(one.requests), ms(one.median), ms(one.p95), ms(one.max)],
    ]),
    ...said,
    problems: [
      ...slow.map(({ name, p95 }) => `${name}: p95 is ${ms(p95)} ms, ${ms(p95 - TARGET)} too much`),
      ...problems,
    ],
  }
}

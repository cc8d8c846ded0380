/**
 * The register at ten thousand and at ten million: a page over HTTP, and its query by the client
 * that the site uses and in the sqlite3 shell.
 */
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openAsReader, type Database, type Statement } from '../../src/server/database/index.ts'
import { listStatement, PAGE_SIZE, readFilter } from '../../src/server/register/list.ts'
import { startSite } from '../support/site.ts'
import { benchData, configOf } from './data.ts'
import { client, median, ms, summary, timeAll } from './measure.ts'
import { addresses, type Addresses } from './register-addresses.ts'
import type { Scenario } from './scenario.ts'
import { hasShell, openShell, type Shell } from './shell.ts'

const ROUNDS = 3
const REQUESTS = 100
const CASES = ['Register, first page', 'Country', 'Search, last name', 'Register, in the middle']
const AIMS = { page: 50, query: 2 }

/** 95th percentiles in milliseconds */
type Row = { name: string; page: number; query: number; shell: number | undefined }

export const queries: Scenario = async ({ short }) => {
  const sizes = short ? [10_000] : [10_000, 10_000_000]
  const measured: { rows: number; bytes: number; found: Row[] }[] = []
  for (const rows of sizes) measured.push(await atSize(rows))
  const all = measured.flatMap(({ rows, found }) =>
    found.map((row) => ({ ...row, name: `${row.name}, ${rows.toLocaleString('en')}` })),
  )
  return {
    title: 'The register at ten thousand and at ten million',
    method: `${REQUESTS} addresses a round, none asked for twice; 95th percentiles in milliseconds, medians of ${ROUNDS} interleaved rounds. “Page”: from asking over HTTP to the last byte, rendered by one process. “Query”: its query alone, by the client that the site uses. “Shell”: the same in \`sqlite3\` (its own version of SQLite, read-only, kept open, warm), with the way through its pipe. The aims: a page under ${AIMS.page} ms, a query within ${AIMS.query} times the shell's.`,
    columns: ['What', 'page', 'query', 'shell', 'query to shell'],
    table: all.map(({ name, page, query, shell }) => [
      name,
      ...[page, query].map(ms),
      shell === undefined ? 'none' : shell.toFixed(1),
      shell === undefined ? '' : (query / shell).toFixed(2),
    ]),
    remarks: [
      ...measured.map(
        ({ rows, bytes }) =>
          `${rows.toLocaleString('en')} endorsements take ${Math.round(bytes / 1e6).toLocaleString('en')} MB, ${Math.round(bytes / rows)} bytes each.`,
      ),
      ...(all.some(({ shell }) => shell === undefined)
        ? ['“none”: this machine has no `sqlite3` shell, or one that is too old to read this.']
        : []),
    ],
    details: [],
    problems: all.flatMap(({ name, page, query, shell }) => [
      ...(page >= AIMS.page ? [`${name}: p95 of the page is ${ms(page)} ms`] : []),
      ...(shell !== undefined && query > AIMS.query * shell
        ? [`${name}: the query takes ${(query / shell).toFixed(1)} times as long as in the shell`]
        : []),
    ]),
  }
}

async function atSize(rows: number) {
  const dataDir = await benchData(rows)
  const file = fileURLToPath(configOf(dataDir).databaseUrl)
  const site = await startSite({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: '0' })
  const database = await openAsReader(configOf(dataDir))
  const shell = hasShell() ? openShell(file) : undefined
  try {
    const visitor = client(site.url)
    await timeAll(visitor, Array(50).fill('/signatories?q=warming+up&x=1'))
    const found: Row[] = []
    for (const { name, paths } of (await addresses(database, ROUNDS * REQUESTS)).filter(one))
      found.push(await interleaved(name, paths, { visitor, database, shell }))
    visitor.close()
    return { rows, bytes: statSync(file).size, found }
  } finally {
    shell?.close()
    await database.close()
    await site.stop()
  }
}

const one = ({ name }: Addresses) => CASES.includes(name)

type Ways = { visitor: ReturnType<typeof client>; database: Database; shell: Shell | undefined }

async function interleaved(name: string, paths: string[], ways: Ways): Promise<Row> {
  const [page, query, shell]: number[][] = [[], [], []]
  for (let round = 0; round < ROUNDS; round++) {
    const some = paths.slice(round * REQUESTS, (round + 1) * REQUESTS)
    const statements = some.map(statementOf)
    // Once each without looking at the clock: then the file is in memory for all alike.
    await each(statements, (statement) => timed(() => ways.database.read(statement)))
    query!.push(
      p95(await each(statements, (statement) => timed(() => ways.database.read(statement)))),
    )
    page!.push(p95(await timeAll(ways.visitor, some)))
    shell!.push(...(await inShell(ways.shell, statements)))
  }
  return {
    ...{ name, page: median(page!), query: median(query!) },
    shell: shell!.length > 0 ? median(shell!) : undefined,
  }
}

/** Nothing where there is no shell, or one that is too old to read this. */
async function inShell(shell: Shell | undefined, statements: Statement[]): Promise<number[]> {
  if (!shell) return []
  try {
    await each(statements, shell.time)
    return [p95(await each(statements, shell.time))]
  } catch (error) {
    console.error(`  ${error instanceof Error ? error.message.trim() : String(error)}`)
    return []
  }
}

const p95 = (times: number[]) => summary(times).p95

/** What a page asks of the database; a country may stand in the path. */
function statementOf(path: string): Statement {
  const { pathname, searchParams } = new URL(path, 'http://localhost')
  const country = /^\/signatories\/([A-Z]{2})$/.exec(pathname)?.[1]
  if (country) searchParams.set('country', country)
  return listStatement(readFilter(searchParams), PAGE_SIZE)!
}

async function each(statements: Statement[], time: (statement: Statement) => Promise<number>) {
  const times: number[] = []
  for (const statement of statements) times.push(await time(statement))
  return times
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

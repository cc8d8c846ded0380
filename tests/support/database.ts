/** Looking into the database file of a running site. */
import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Site } from './site.ts'
import { until } from './until.ts'

type WithData = Pick<Site, 'dataDir' | 'database'>

/** Rows of a query that only reads. */
export async function query(
  site: WithData,
  sql: string,
  args: (string | number)[] = [],
): Promise<Record<string, unknown>[]> {
  const client = site.database()
  try {
    return (await client.execute({ sql, args })).rows.map((row) => ({ ...row }))
  } finally {
    client.close()
  }
}

/** How many rows a table holds. */
export async function rowCount(site: WithData, table: string): Promise<number> {
  return Number((await query(site, `select count(*) as n from "${table}"`))[0]?.['n'])
}

/** Waits until every mail is marked as sent: its file is there a moment before. */
export const mailAtRest = (site: WithData, patience?: number) =>
  none(site, "select 1 from outbox where state = 'waiting'", 'all mail to be marked', patience)

/** Waits until what runs by itself after a change has been done: the mail, and what staff look at. */
export async function atRest(site: WithData): Promise<void> {
  await mailAtRest(site)
  await none(
    site,
    `select 1 from endorsements where id > (select up_to from digests where name = 'endorsements')
      union all select 1 from work_changed
      union all select 1 from outbox where rowid > (select up_to from digests where name = 'outbox')
      union all select 1 from organisation_names where key is null
      union all select 1 from evidence_requests where done_at is null and due_at <= unixepoch() * 1000`,
    'all to be gathered',
  )
}

async function none(site: WithData, rows: string, what: string, patience?: number): Promise<void> {
  await until(async () => (await query(site, rows)).length === 0, what, patience)
}

type Cells = Record<string, string>

/** Every table, those of the search included, as hexadecimal cells. */
export async function dump(site: WithData): Promise<Record<string, Cells[]>> {
  const client = site.database()
  const rowsOf = async (sql: string) =>
    (await client.execute(sql)).rows.map((row) => ({ ...row }) as unknown as Cells)
  try {
    const tables = await rowsOf(
      "select name from sqlite_master where type = 'table' and sql not like 'create virtual%' order by name",
    )
    const all: Record<string, Cells[]> = {}
    for (const { name } of tables) {
      const columns = await rowsOf(`select name from pragma_table_info('${name}')`)
      const cells = columns.map(({ name: c }) => `hex(cast("${c}" as blob)) as "${c}"`).join(', ')
      all[name!] = await rowsOf(`select ${cells} from "${name}"`)
      // A large database must not hold up whatever else this process waits for.
      await turnOfTheLoop()
    }
    return all
  } finally {
    client.close()
  }
}

/** Where in the database one of the texts stands, in whatever case: table.column. */
export async function whereabouts(site: WithData, ...texts: string[]): Promise<string[]> {
  const needles = texts.map((text) => text.toLowerCase())
  const found = Object.entries(await dump(site)).flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row)
        .filter(([, hex]) => {
          const cell = Buffer.from(hex, 'hex').toString('latin1').toLowerCase()
          return needles.some((needle) => cell.includes(needle))
        })
        .map(([column]) => `${table}.${column}`),
    ),
  )
  return [...new Set(found)]
}

/** The bytes of the database, its log included. */
export function rawBytes({ dataDir }: WithData): Buffer {
  const files = ['accede.db', 'accede.db-wal'].map((name) => join(dataDir, name))
  return Buffer.concat(files.filter(existsSync).map((file) => readFileSync(file)))
}

/** The counts as they stand in the database now; the pages may show those of a second ago. */
export async function countsNow(site: WithData) {
  const rows = await query(site, 'select text, sum(count) as n from tally group by text')
  const of = (text: string) => Number(rows.find((row) => row['text'] === text)?.['n'] ?? 0)
  return {
    total: of('any'),
    byText: { convention: of('convention'), declaration: of('declaration') },
  }
}

/** How much is stored of what forms bring: what was refused must leave this as it was. */
export async function stored(site: WithData): Promise<Record<string, number>> {
  const counted: Record<string, number> = {}
  for (const table of ['submissions', 'outbox', 'tokens', 'endorsements', 'decisions'])
    counted[table] = await rowCount(site, table)
  return counted
}

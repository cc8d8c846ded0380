/** Looking into the database file of a running site. */
import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
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
export async function mailAtRest(site: WithData, patience?: number): Promise<void> {
  const waiting = "select count(*) as n from outbox where state = 'waiting'"
  await until(
    async () => Number((await query(site, waiting))[0]?.['n']) === 0,
    'all mail to be marked',
    patience,
  )
}

/** Every table, those of the search included, as hexadecimal cells. */
export async function dump(site: WithData): Promise<Record<string, Record<string, string>[]>> {
  const tables = await query(
    site,
    "select name from sqlite_master where type = 'table' and sql not like 'create virtual%' order by name",
  )
  const all: Record<string, Record<string, string>[]> = {}
  for (const { name } of tables) {
    const columns = await query(site, `select name from pragma_table_info('${name}')`)
    const cells = columns.map(({ name: c }) => `hex(cast("${c}" as blob)) as "${c}"`).join(', ')
    all[String(name)] = (await query(site, `select ${cells} from "${name}"`)) as Record<
      string,
      string
    >[]
  }
  return all
}

/** Where in the database a text stands, in whatever case: table.column. */
export async function whereabouts(site: WithData, text: string): Promise<string[]> {
  const needle = text.toLowerCase()
  const found = Object.entries(await dump(site)).flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row)
        .filter(([, hex]) =>
          Buffer.from(hex, 'hex').toString('latin1').toLowerCase().includes(needle),
        )
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

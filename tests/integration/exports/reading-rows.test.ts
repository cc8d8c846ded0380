/** Rows leave the database complete and in their order, whichever way they are read. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleEndorsements } from '../../../scripts/sample/endorsements.ts'
import { join as joined, raw, sql } from '../../../src/server/database/index.ts'
import { openSnapshot, type Snapshot } from '../../../src/server/database/snapshot.ts'
import { BY_NUMBER, rowsIn } from '../../../src/server/exports/gather.ts'
import { isOfRowsAlone, rowsOf, type Which } from '../../../src/server/exports/which.ts'
import { configOf, prepareEmpty } from '../../bench/data.ts'
import { fillDirectly } from '../../bench/fill-directly.ts'

/** More than are read at once, several times over. */
const ROWS = 5_500
const COLUMNS = ['e.id', 'e.number', 'e.name', 'o.website']

const folders: string[] = []
let full: Snapshot
let empty: Snapshot

async function filled(count: number): Promise<Snapshot> {
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-rows-'))
  folders.push(dataDir)
  const end = Date.now()
  const wordings = await prepareEmpty(dataDir, end)
  const { databaseUrl } = configOf(dataDir)
  if (count > 0) await fillDirectly(databaseUrl, sampleEndorsements({ count, end }), wordings)
  return openSnapshot(configOf(dataDir))
}

beforeAll(async () => {
  full = await filled(ROWS)
  empty = await filled(0)
})
afterAll(async () => {
  await Promise.all([full.close(), empty.close()])
  for (const folder of folders) rmSync(folder, { recursive: true })
})

async function read(snapshot: Snapshot, which: Which, by: string) {
  const selection = { where: rowsOf(which), cheap: isOfRowsAlone(which), by, columns: COLUMNS }
  const told: number[] = []
  const { total, texts, figures } = await rowsIn(snapshot, selection, (done) => told.push(done))
  const rows: unknown[] = []
  for await (const text of texts) {
    const some = JSON.parse(text) as unknown[]
    expect(some.length).toBeGreaterThan(0)
    rows.push(...some)
  }
  return { total, rows, figures: figures(), told }
}

/** The same by one plain question. */
async function plainly(snapshot: Snapshot, which: Which, by: string): Promise<unknown[]> {
  const rows = await snapshot.read(
    joined(
      [
        sql`select ${raw(COLUMNS.map((column, i) => `${column} as c${i}`).join(', '))} from endorsements e
          left join organisations o on o.endorsement_id = e.id where ${rowsOf(which)}`,
        raw(`order by ${by}`),
      ],
      ' ',
    ),
  )
  return rows.map((row) => COLUMNS.map((_, i) => row[`c${i}`]))
}

const WHICH: [string, Partial<Which>][] = [
  ['everybody who is named in public', {}],
  ['everybody, with those who have no number', { preset: 'full' }],
  ['a country', { query: 'country=PT' }],
  ['a domain, which the work list knows', { query: 'domain=example.org', preset: 'full' }],
  ['organisations', { query: 'kind=organisation', preset: 'full' }],
  ['nobody', { query: 'from=1990-01-01&to=1990-01-02' }],
]

describe.each(WHICH)('%s', (_, part) => {
  const which: Which = { preset: 'public', query: '', since: undefined, ...part }

  test.each([BY_NUMBER, 'e.search_name, e.id'])('by %s', async (by) => {
    const [{ total, rows, figures, told }, plain] = [
      await read(full, which, by),
      await plainly(full, which, by),
    ]
    expect(rows).toEqual(plain)
    expect(total).toBe(plain.length)
    expect(figures.rows).toBe(plain.length)
    expect(figures.individuals + figures.organisations).toBe(plain.length)
    expect(told.at(-1) ?? 0).toBe(plain.length)
  })
})

test('the newest alone: numbers of which none is wanted are passed by', async () => {
  const [row] = await full.read(
    raw('select confirmed_at as at from endorsements where number = 3500'),
  )
  const day = new Date(Number(row!['at'])).toISOString().slice(0, 10)
  const which: Which = { preset: 'public', query: `from=${day}`, since: undefined }
  const { rows } = await read(full, which, BY_NUMBER)
  expect(rows).toEqual(await plainly(full, which, BY_NUMBER))
  expect(rows.length).toBeGreaterThan(ROWS / 4)
})

test('of an empty register: none', async () => {
  const which: Which = { preset: 'full', query: '', since: undefined }
  const { total, rows, figures } = await read(empty, which, BY_NUMBER)
  expect({ total, rows }).toEqual({ total: 0, rows: [] })
  expect(figures).toEqual({
    ...{ rows: 0, individuals: 0, organisations: 0, countries: 0 },
    byText: { convention: 0, declaration: 0 },
  })
})

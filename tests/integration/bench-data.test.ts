import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleEndorsements } from '../../scripts/sample/endorsements.ts'
import { prepareSample } from '../../scripts/sample/prepare.ts'
import { openAsWriter } from '../../src/server/database/index.ts'
import { list, readFilter } from '../../src/server/register/list.ts'
import { verifyTally } from '../../src/server/register/verify.ts'
import { configOf, prepareEmpty } from '../bench/data.ts'
import { fillDirectly } from '../bench/fill-directly.ts'
import { dump, query } from '../support/database.ts'

const SAMPLE = { count: 3000, end: Date.parse('2026-11-21T12:00:00Z') }

let folder: string
/** The same sample, once by the triggers and once straight into the tables. */
let [triggered, direct]: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accede-bench-data-'))
  triggered = join(folder, 'triggered')
  direct = join(folder, 'direct')
  await prepareSample(configOf(triggered), SAMPLE)
  const wordings = await prepareEmpty(direct, SAMPLE.end)
  await fillDirectly(configOf(direct).databaseUrl, sampleEndorsements(SAMPLE), wordings)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const looked = (dataDir: string) => ({
  dataDir,
  database: () => createClient({ url: configOf(dataDir).databaseUrl, timeout: 5000 }),
})

/** Triggers leave a 0 where the last one left; '30' is its digit in hexadecimal. */
const counts = (row: Record<string, string>) => row['count'] !== '30'

/** Every table's rows in an order of their own; how the search lays its words out does not matter. */
async function contents(dataDir: string): Promise<Record<string, string[]>> {
  const tables = Object.entries(await dump(looked(dataDir)))
  return Object.fromEntries(
    tables
      .filter(([name]) => !/^(versions|sqlite_sequence|register_search_(data|idx))$/.test(name))
      .map(([name, rows]) => [
        name,
        rows
          .filter(counts)
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
  )
}

describe('The data of the bench, filled straight into the tables', () => {
  test('is the same, table by table, as what triggers make of it', async () => {
    const [made, expected] = [await contents(direct!), await contents(triggered!)]
    expect(Object.keys(made)).toEqual(Object.keys(expected))
    for (const [table, rows] of Object.entries(expected)) expect(made[table], table).toEqual(rows)
  })

  test('has the same tables, indexes and triggers', async () => {
    const schema = (dataDir: string) =>
      query(looked(dataDir), 'select type, name, sql from sqlite_master order by type, name')
    expect(await schema(direct!)).toEqual(await schema(triggered!))
  })

  test('is found by name alike, and agrees with its counts', async () => {
    const [one, two] = await Promise.all(
      [triggered!, direct!].map((dir) => openAsWriter(configOf(dir))),
    )
    for (const asked of [
      'q=maria',
      'q=a&country=PT',
      'q=sample&kind=organisation',
      'q=k&text=declaration',
    ]) {
      const filter = readFilter(new URLSearchParams(asked))
      const found = await list({ database: two! }, filter)
      expect(found.entries.length, asked).toBeGreaterThan(0)
      expect(found).toEqual(await list({ database: one! }, filter))
    }
    expect(await verifyTally(two!)).toEqual([])
    await Promise.all([one!.close(), two!.close()])
  })
})

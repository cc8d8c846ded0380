/** Whatever people and staff do, in whatever order: the counts and the lists are the register. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sql, type Row } from '../../src/server/database/index.ts'
import { verifyTally } from '../../src/server/register/verify.ts'
import type { Filter } from '../../src/server/register/index.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { createWorld, type Entry } from '../support/world.ts'
import { COUNTRIES, NAMES, steps } from '../support/world-steps.ts'

const everything: Filter = {
  ...{ q: '', country: undefined, kind: undefined, text: undefined, cursor: undefined },
}
const maskOf = (texts: string[]) =>
  (texts.includes('convention') ? 1 : 0) + (texts.includes('declaration') ? 2 : 0)

/** Numbers on all pages, three entries a page. */
async function listed(app: TestApp, filter: Partial<Filter>): Promise<number[]> {
  const numbers: number[] = []
  for (let cursor: number | undefined; ;) {
    const page = await app.register.list({ ...everything, ...filter, cursor }, 3)
    numbers.push(...page.entries.map(({ number }) => number))
    if (page.next === undefined) return numbers
    cursor = page.next
  }
}

function expectStates(rows: Row[], entries: Map<number, Entry>): void {
  const found = rows.map((row) => [
    row['id'],
    row['state'],
    row['name'],
    row['country'],
    row['visibility'],
    row['text_mask'],
  ])
  const expected = [...entries].map(([id, e]) => [
    id,
    e.state,
    e.name,
    e.country,
    e.visibility,
    maskOf(e.texts),
  ])
  expect(found).toEqual(expected)
}

async function expectLists(app: TestApp, rows: Row[]): Promise<void> {
  const shown = rows.filter((row) => row['state'] === 'published' && row['visibility'] === 'public')
  const numbersOf = (filter: (row: Row) => unknown) =>
    shown
      .filter(filter)
      .map((row) => Number(row['number']))
      .sort((a, b) => b - a)
  expect(await listed(app, {})).toEqual(numbersOf(() => true))
  for (const country of COUNTRIES)
    expect(await listed(app, { country })).toEqual(numbersOf((row) => row['country'] === country))
  for (const kind of ['individual', 'organisation'] as const)
    expect(await listed(app, { kind })).toEqual(numbersOf((row) => row['kind'] === kind))
  expect(await listed(app, { text: 'convention' })).toEqual(
    numbersOf((row) => Number(row['text_mask']) & 1),
  )
  expect(await listed(app, { text: 'declaration' })).toEqual(
    numbersOf((row) => Number(row['text_mask']) & 2),
  )
  for (const q of NAMES)
    expect(await listed(app, { q })).toEqual(numbersOf((row) => row['name'] === q))
  expect(await listed(app, { q: 'charl', country: 'PT', text: 'declaration' })).toEqual(
    numbersOf(
      (row) =>
        row['name'] === 'Zoë Charlie' && row['country'] === 'PT' && Number(row['text_mask']) & 2,
    ),
  )
}

async function expectCounts(app: TestApp, rows: Row[]): Promise<void> {
  const { database } = app.context
  expect(await verifyTally(database)).toEqual([])
  const negative = sql`select 1 from tally where count < 0 union all select 1 from tally_history where count < 0`
  expect(await database.read(negative)).toEqual([])
  const counted = rows.filter((row) => row['state'] === 'published')
  const counts = await app.register.counts()
  expect(counts).toMatchObject({
    total: counted.length,
    individuals: counted.filter((row) => row['kind'] === 'individual').length,
    countries: new Set(counted.map((row) => row['country'])).size,
    byText: { convention: counted.filter((row) => Number(row['text_mask']) & 1).length },
  })
  expect(counts.total).toBe(counts.individuals + counts.organisations)
}

/** A number stays with its endorsement, and nobody else ever gets it. */
function expectNumbers(rows: Row[], given: Map<unknown, unknown>): void {
  for (const row of rows) {
    if (row['state'] === 'published') expect(row['number']).not.toBeNull()
    if (given.has(row['id'])) expect(row['number']).toBe(given.get(row['id']))
    else if (row['number'] !== null) given.set(row['id'], row['number'])
  }
  expect(new Set(given.values()).size).toBe(given.size)
}

test(
  'counts, lists and search are the register after every step',
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const app = await startApp()
        try {
          const world = createWorld(app)
          const given = new Map<unknown, unknown>()
          for (const step of taken) {
            await world.take(step)
            const rows = await app.context.database.read(
              sql`select * from endorsements order by id`,
            )
            expectStates(rows, world.entries)
            await expectCounts(app, rows)
            await expectLists(app, rows)
            expectNumbers(rows, given)
          }
        } finally {
          await app.remove()
        }
      }),
      { numRuns: Number(process.env['TALLY_RUNS'] ?? 100) },
    )
  },
)

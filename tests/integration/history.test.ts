/** The history is the register by time, and points at nobody. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/server/context.ts'
import { sql } from '../../src/server/database/index.ts'
import { JOBS } from '../../src/server/jobs.ts'
import { FEWEST, history, type Period } from '../../src/server/register/history.ts'
import { milestonesReached } from '../../src/server/register/milestones.ts'
import { writeSetting } from '../../src/server/settings.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { endorseDirectly, type Row } from '../support/endorse-directly.ts'
import { until } from '../support/until.ts'

const START = Date.parse('2026-10-01T00:00:00Z')
const COUNTRIES = ['PT', 'BR', 'MT']

let app: TestApp
beforeEach(async () => {
  app = await startApp()
})
afterEach(() => app.remove())

const row = fc.record({
  country: fc.constantFrom(...COUNTRIES),
  kind: fc.constantFrom('individual' as const, 'individual' as const, 'organisation' as const),
  mask: fc.constantFrom(1, 2, 3),
  at: fc.integer({ min: START, max: START + 12 * DAY }),
})

const size = ({ individuals, organisations }: Period) => individuals + organisations

/** The same figures, counted one by one. */
function figuresOf(rows: readonly Row[]) {
  const count = (fits: (row: Row) => unknown) => rows.filter(fits).length
  return {
    individuals: count(({ kind }) => kind === 'individual'),
    organisations: count(({ kind }) => kind === 'organisation'),
    byText: {
      convention: count(({ mask }) => mask & 1),
      declaration: count(({ mask }) => mask & 2),
    },
  }
}
const within = (rows: readonly Row[], { start, end }: Period) =>
  rows.filter(({ at }) => at >= start && at < end)

test(
  'after any coming and going it is the register, counted by hour and day, in all and by country',
  { timeout: 120_000 },
  async () => {
    const steps = fc.tuple(
      fc.array(row, { minLength: 1, maxLength: 60 }),
      fc.infiniteStream(fc.nat(3)),
    )
    let first = 1
    await fc.assert(
      fc.asyncProperty(steps, async ([rows, fates]) => {
        const { database } = app.context
        await database.write([sql`delete from endorsements`])
        await endorseDirectly(app, rows, first)
        // One in four leaves, one in four moves to another country.
        const fated = rows.map((one, i) => ({ one, number: first + i, fate: fates.next().value }))
        first += rows.length
        for (const { number, fate } of fated) {
          if (fate === 0)
            await database.write([
              sql`update endorsements set state = 'withdrawn' where number = ${number}`,
            ])
          if (fate === 1)
            await database.write([
              sql`update endorsements set country = 'MT' where number = ${number}`,
            ])
        }
        const stand = fated
          .filter(({ fate }) => fate !== 0)
          .map(({ one, fate }) => (fate === 1 ? { ...one, country: 'MT' } : one))
        for (const by of ['day', 'hour'] as const) {
          await expectPeriods(by, undefined, stand)
          for (const country of COUNTRIES)
            await expectPeriods(
              by,
              country,
              stand.filter((one) => one.country === country),
            )
        }
      }),
      { numRuns: 25 },
    )
  },
)

async function expectPeriods(
  by: 'day' | 'hour',
  country: string | undefined,
  rows: readonly Row[],
): Promise<void> {
  const periods = await history(app.context, { by, country })
  expect(periods.reduce((sum, one) => sum + size(one), 0)).toBe(rows.length)
  let before = -Infinity
  for (const period of periods) {
    expect(period.start).toBeGreaterThanOrEqual(before)
    for (const edge of [period.start, period.end])
      expect(edge % (by === 'day' ? DAY : HOUR)).toBe(0)
    expect(period).toMatchObject(figuresOf(within(rows, period)))
    if (country === undefined) expect(period.end - period.start).toBe(by === 'day' ? DAY : HOUR)
    else if (period !== periods.at(-1)) expect(size(period)).toBeGreaterThanOrEqual(FEWEST)
    before = period.end
  }
}

describe('A period of a country', () => {
  const inMalta = (days: number[]): Row[] =>
    days.map((day) => ({
      country: 'MT',
      kind: 'individual',
      mask: 1,
      at: START + day * DAY + HOUR,
    }))

  test('runs on until it holds five, and the last until now', async () => {
    await endorseDirectly(app, inMalta([0, 3, 3, 5, 8, 9]))
    const periods = await history(app.context, { by: 'day', country: 'MT' })
    expect(periods.map(({ individuals }) => individuals)).toEqual([5, 1])
    expect(periods[0]!.end).toBe(START + 9 * DAY)
    expect(periods[1]!.start).toBe(START + 9 * DAY)
    expect(periods[1]!.end).toBeGreaterThan(app.clock.now)
  })

  test('begins before the first signature: its day is told no more than any other', async () => {
    await endorseDirectly(app, inMalta([4]))
    const [only] = await history(app.context, { by: 'hour', country: 'MT' })
    expect(only!.start).toBeLessThan(START)
    expect(only!.end).toBeGreaterThan(app.clock.now)
  })

  test('is the same whichever part is asked for: two questions tell no more than one', async () => {
    await endorseDirectly(app, inMalta([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]))
    const all = await history(app.context, { by: 'hour', country: 'MT' })
    for (let hour = 0; hour < 12 * 24; hour += 5) {
      const from = START + hour * HOUR
      const part = await history(app.context, { by: 'hour', country: 'MT', from, to: from + HOUR })
      for (const period of part) expect(all).toContainEqual(period)
    }
  })
})

describe('A milestone', () => {
  const note = () =>
    JOBS.find(({ name }) => name === 'note-milestones')!.run(app.context, AbortSignal.any([]))
  const set = async (milestones: string) => {
    await app.context.database.write([writeSetting('milestones', milestones, app.clock.now)])
    await until(() => app.context.settings.get('milestones') === milestones, 'the setting')
  }
  const people = (count: number, at: number): Row[] =>
    Array.from({ length: count }, () => ({ country: 'PT', kind: 'individual', mask: 1, at }))

  test('is noted with the hour in which it was reached, for all and for the country', async () => {
    await set('2,4,100')
    await endorseDirectly(app, [...people(3, START + HOUR / 2), ...people(2, START + 2 * DAY)])
    await note()
    const reached = [
      { milestone: 4, reachedAt: START + 2 * DAY + HOUR },
      { milestone: 2, reachedAt: START + HOUR },
    ]
    for (const country of ['', 'PT'])
      expect(await milestonesReached(app.context, country)).toEqual(
        reached.map((one) => ({ country, ...one })),
      )
    expect(await milestonesReached(app.context, 'BR')).toEqual([])
  })

  test('stays reached when people leave, and is noted once', async () => {
    await set('2')
    await endorseDirectly(app, people(2, app.clock.now - 1000))
    await note()
    const before = await milestonesReached(app.context, '')
    expect(before).toEqual([{ country: '', milestone: 2, reachedAt: app.clock.now }])
    await app.context.database.write([
      sql`update endorsements set state = 'withdrawn' where number = 1`,
    ])
    app.clock.now += DAY
    await note()
    await endorseDirectly(app, people(3, app.clock.now), 10)
    await note()
    expect(await milestonesReached(app.context, '')).toEqual(before)
  })

  test('stands in the feeds, under an id that stays', async () => {
    await set('2')
    await endorseDirectly(app, people(2, START))
    await note()
    const [all, country] = await Promise.all(
      [undefined, 'PT'].map((code) => app.register.feed((key) => key, 'en', code)),
    )
    expect(all).toMatch(/<id>tag:[\w.]+,2017-04-26:milestone\/2<\/id>/)
    expect(country).toMatch(/<id>tag:[\w.]+,2017-04-26:milestone\/PT\/2<\/id>/)
  })
})

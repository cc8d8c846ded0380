import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesOf, standing, startOf, stepFor } from '../../src/components/history/places.ts'

const DAY = 86_400_000
const FROM = Date.parse('2017-04-26T00:00:00Z')
const period = (start: number, individuals: number, organisations = 0) => ({
  ...{ start, end: start + DAY, individuals, organisations },
  byText: { convention: individuals, declaration: 0 },
})

test.each([
  [1, 'day'],
  [60, 'day'],
  [70, 'week'],
  [400, 'week'],
  [500, 'month'],
  [3500, 'month'],
] as const)('%i days are told apart by %s', (days, step) => {
  expect(stepFor(FROM, FROM + days * DAY)).toBe(step)
})

test('nobody is lost between places, whatever the step, and the last place holds all', () => {
  const days = fc.array(fc.tuple(fc.nat(3600), fc.integer({ min: 1, max: 9 })), { minLength: 1 })
  fc.assert(
    fc.property(days, fc.constantFrom('day', 'week', 'month'), (all, step) => {
      const periods = all.map(([day, count]) => period(FROM + day * DAY, count, 1))
      const starts = periods.map(({ start }) => start)
      const to = Math.max(...starts)
      const places = placesOf(periods, step, Math.min(...starts), to)
      const last = standing(places).at(-1)!
      expect(last.individuals).toBe(all.reduce((sum, [, count]) => sum + count, 0))
      expect(last.organisations).toBe(all.length)
      expect(last.start).toBe(startOf(step, to))
      const order = places.map(({ start }) => start)
      expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b))
    }),
  )
})

test('weeks begin on Monday, months on their first', () => {
  const at = (text: string) => Date.parse(`${text}Z`)
  expect(startOf('week', at('2026-11-22T23:59:59'))).toBe(at('2026-11-16T00:00:00'))
  expect(startOf('week', at('2026-11-23T00:00:00'))).toBe(at('2026-11-23T00:00:00'))
  expect(startOf('month', at('2024-02-29T12:00:00'))).toBe(at('2024-02-01T00:00:00'))
})

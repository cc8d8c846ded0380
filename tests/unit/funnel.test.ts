import { expect, test } from 'vitest'
import { labelled, ticksUpTo } from '../../src/components/staff/charts/scale.ts'
import { isSuspicious } from '../../src/server/staff/home/funnel.ts'

const step = (submitted: number, confirmed: number) => ({ submitted, mailed: submitted, confirmed })

test.each([
  ['nobody of 200 confirms, elsewhere 7 of 10', step(200, 0), step(2200, 1400), true],
  ['a third of what is usual, and many', step(300, 70), step(3300, 2170), true],
  ['as usual', step(300, 205), step(3300, 2305), false],
  ['a little less than usual, and very many', step(30_000, 19_000), step(60_000, 40_000), false],
  ['too few to say', step(12, 0), step(2000, 1400), false],
  ['the only domain there is', step(500, 10), step(500, 10), false],
])('a mail domain stands out? %s', (_, one, total, expected) => {
  expect(isSuspicious(one, total)).toBe(expected)
})

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [41, [0, 20, 40, 60]],
  [1_000_000, [0, 500_000, 1_000_000]],
])('up to %i a chart has the ticks %j', (largest, ticks) => {
  expect(ticksUpTo(largest)).toEqual(ticks)
})

test('labels stand as far apart as there is room', () => {
  expect(labelled(48, 6)).toEqual([0, 8, 16, 24, 32, 40])
  expect(labelled(3, 6)).toEqual([0, 1, 2])
})

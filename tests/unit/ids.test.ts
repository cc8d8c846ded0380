import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstIdAt, newId } from '../../src/server/ids.ts'

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 })

test('ids sort as the times that they were made at', () => {
  fc.assert(
    fc.property(time, time, (one, other) => {
      fc.pre(one < other)
      expect(newId(one) < newId(other)).toBe(true)
      expect(newId(one) < firstIdAt(other)).toBe(true)
      expect(newId(other) > firstIdAt(other)).toBe(true)
    }),
  )
})

test('an id is a UUID of version 7, and no two are alike', () => {
  const ids = Array.from({ length: 1000 }, () => newId(1_700_000_000_000))
  expect(new Set(ids).size).toBe(1000)
  for (const id of ids)
    expect(id).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

import { expect, test } from 'vitest'
import { randomBytes } from '../../src/server/random.ts'

test('random bytes are given once, and stay the caller’s', () => {
  const given = Array.from({ length: 1000 }, (_, i) => randomBytes(16 + (i % 32)))
  const seen = given.map((bytes) => bytes.toString('hex'))
  expect(new Set(seen).size).toBe(1000)
  expect(given.map((bytes) => bytes.toString('hex'))).toEqual(seen)
  for (const bytes of given) expect(bytes.some((byte) => byte !== 0)).toBe(true)
})

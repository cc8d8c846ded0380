import { expect, test } from 'vitest'
import { isFormKey, newFormKey } from '../../src/server/endorsements/form-key.ts'
import { keyedHash } from '../../src/server/endorsements/tokens.ts'

const SECRET = 'a-secret-key-of-more-than-32-characters'
const NOW = Date.parse('2026-11-21T12:00:00Z')
const DAY = 86_400_000
const valid = (key: unknown, now = NOW) => isFormKey(SECRET, key, now)

test('every served form has a key of its own, and it is taken', () => {
  const keys = Array.from({ length: 1000 }, () => newFormKey(SECRET, NOW))
  expect(new Set(keys).size).toBe(1000)
  expect(keys.every((key) => valid(key))).toBe(true)
})

test('a form that was left open is taken for seven days', () => {
  const key = newFormKey(SECRET, NOW)
  expect(valid(key, NOW + 7 * DAY - 1)).toBe(true)
  expect(valid(key, NOW + 7 * DAY)).toBe(false)
  expect(valid(key, NOW + 1000 * DAY)).toBe(false)
})

test('a key from the future is not taken', () => {
  expect(valid(newFormKey(SECRET, NOW + DAY))).toBe(false)
})

test('a key of another installation, or signed for another purpose, is not taken', () => {
  expect(valid(newFormKey(`${SECRET}!`, NOW))).toBe(false)
  const body = newFormKey(SECRET, NOW).split('.').slice(0, 2).join('.')
  expect(valid(`${body}.${keyedHash(SECRET, 'network', body)}`)).toBe(false)
})

test('a key with one character changed is not taken', () => {
  const key = newFormKey(SECRET, NOW)
  for (let i = 0; i < key.length; i++) {
    const changed = key.slice(0, i) + (key[i] === 'A' ? 'B' : 'A') + key.slice(i + 1)
    expect(valid(changed), `character ${i}`).toBe(false)
  }
})

test('a younger time put into an old key is not taken', () => {
  const [nonce, , signature] = newFormKey(SECRET, NOW - 8 * DAY).split('.')
  expect(valid(`${nonce}.${NOW.toString(36)}.${signature}`)).toBe(false)
})

test.each([
  [undefined],
  [null],
  [''],
  ['.'],
  ['..'],
  ['a.b.c'],
  ['a.b.é'],
  [17],
  [{}],
  [['a', 'b']],
  [[newFormKey(SECRET, NOW)]],
  [new File(['x'], 'x.txt')],
  [`${newFormKey(SECRET, NOW)}${'A'.repeat(200)}`],
  [`${newFormKey(SECRET, NOW)}=`],
  ['\0'.repeat(64)],
])('%j is no key', (key) => {
  expect(valid(key)).toBe(false)
})

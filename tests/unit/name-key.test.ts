/** Names of organisations, compared. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likeness, nameKey } from '../../src/server/organisations/doubles/name-key.ts'

describe('the same organisation, written twice', () => {
  test.each([
    ['Open Harbour', 'OPEN HARBOUR'],
    ['Open Harbour', 'Open  Harbour e.V.'],
    ['Open Harbour', 'The Open Harbour, Inc.'],
    ['Open Harbour Ltd', 'Open Harbour Limited'],
    ['A.C.L.U.', 'ACLU'],
    ['Médecins du Port', 'Medecins du Port'],
    ['Straße & Meer gGmbH', 'Strasse und Meer'],
    ['Мемориал', 'Memorial'],
    ['Ελλάδα', 'Ellada'],
    ['Associação “Porto Aberto”', 'Associacao Porto Aberto'],
    ['Ｏｐｅｎ Ｈａｒｂｏｕｒ', 'Open Harbour'],
    ['東京 大学', '東京大学'],
  ])('%s is %s', (one, other) => expect(nameKey(one)).toBe(nameKey(other)))
})

describe('others are others', () => {
  test.each([
    ['Open Harbour', 'Open Arbour'],
    ['University of Porto', 'University of Lisbon'],
    ['Foundation A', 'Foundation B'],
  ])('%s is not %s', (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)))
})

test('a name that is nothing but a legal form keeps it', () => {
  expect(nameKey('The Limited Co.')).toBe('the limited co')
})

test('likeness is the same from both sides, whole with itself, and high for a slip', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
      expect(likeness(one, other)).toBe(likeness(other, one))
      expect(likeness(one, one)).toBe(1)
    }),
  )
  expect(likeness(nameKey('Open Harbour'), nameKey('Open Harbor'))).toBeGreaterThan(0.45)
  expect(likeness(nameKey('Open Harbour'), nameKey('Closed Road'))).toBeLessThan(0.2)
})

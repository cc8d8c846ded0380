import { expect, test } from 'vitest'
import { uploadPlaces } from '../../src/server/http/uploads.ts'

test('a network gets its share of the places and no more, and gives them back once', () => {
  const places = uploadPlaces(3, 2)
  const [one, two, three] = [places.begin('a'), places.begin('a'), places.begin('a')]
  expect([one.takePlace(), one.takePlace(), two.takePlace()]).toEqual([true, true, true])
  expect(three.takePlace()).toBe(false)
  const other = places.begin('b')
  expect(other.takePlace()).toBe(true)
  expect(places.begin('c').takePlace()).toBe(false)
  one.end()
  one.end()
  expect(three.takePlace()).toBe(true)
  expect(places.begin('c').takePlace()).toBe(false)
  other.end()
  expect(places.begin('c').takePlace()).toBe(true)
})

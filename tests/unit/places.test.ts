import { expect, test } from 'vitest'
import { places } from '../../src/server/http/places.ts'

test('a network gets its share of the places and no more, and gives them back once', () => {
  const room = places({ most: 3, mostOfANetwork: 2 })
  const [one, two, three] = [room.for('a'), room.for('a'), room.for('a')]
  expect([one.take(), one.take(), two.take()]).toEqual([true, true, true])
  expect(three.take()).toBe(false)
  const other = room.for('b')
  expect(other.take()).toBe(true)
  expect(room.for('c').take()).toBe(false)
  one.end()
  one.end()
  expect(three.take()).toBe(true)
  expect(room.for('c').take()).toBe(false)
  other.end()
  expect(room.for('c').take()).toBe(true)
})

test('this machine is held to the share of a network unless it is said to be free of it', () => {
  const takenOf = (loopback: boolean) => {
    const room = places({ most: 3, mostOfANetwork: 2, loopback })
    return [1, 2, 3, 4].filter(() => room.for('loopback').take()).length
  }
  expect([takenOf(true), takenOf(false)]).toEqual([2, 3])
})

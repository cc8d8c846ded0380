import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packer, unpacker } from '../../src/server/database/packed-units.ts'

const text = fc.constantFrom('select 1', 'select ?', 'insert', '', '0')
const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.uint8Array())
const unit = fc.array(fc.record({ sql: text, args: fc.array(value) }))

test('units arrive as they were sent, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const [pack, unpack] = [packer(), unpacker()]
      for (const one of units) expect(unpack(pack(one))).toEqual(one)
    }),
  )
})

test('also when there are more texts than get a number', () => {
  const [pack, unpack] = [packer(), unpacker()]
  for (const i of [...Array(3000).keys(), ...Array(3000).keys()]) {
    const one = [{ sql: `select ${i}`, args: [i] }]
    expect(unpack(pack(one))).toEqual(one)
  }
})

test('a text travels once', () => {
  const pack = packer()
  expect(pack([{ sql: 'select ?', args: [1] }])).toEqual([['select ?', [1]]])
  expect(pack([{ sql: 'select ?', args: [2] }])).toEqual([[0, [2]]])
})

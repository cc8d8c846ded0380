import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gate } from '../../src/server/gate.ts'

test('never more inside than there is room for, in the order of the row, and the rest turned away', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.nat(6),
      fc.array(fc.boolean(), { maxLength: 25 }),
      async (atOnce, inRow, fails) => {
        const { pass } = gate(atOnce, inRow)
        const begun: number[] = []
        let inside = 0
        let most = 0
        const passed = fails.map((fail, i) =>
          pass(async () => {
            begun.push(i)
            most = Math.max(most, ++inside)
            await new Promise(setImmediate)
            inside--
            if (fail) throw new Error('failed inside')
          }),
        )
        const taken = passed.filter((one) => one !== undefined)
        await Promise.allSettled(taken)
        expect(taken).toHaveLength(Math.min(fails.length, atOnce + inRow))
        expect(most).toBeLessThanOrEqual(atOnce)
        expect(begun).toEqual(taken.map((_, i) => i))
        // Whatever happened, everybody has left.
        expect(await pass(async () => 'in')).toBe('in')
      },
    ),
  )
})

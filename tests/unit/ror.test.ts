import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRor } from '../../src/server/organisations/evidence/ror.ts'

describe('an identifier of ROR', () => {
  // Of universities, as ror.org publishes them.
  test.each(['02mhbdp94', '05dxps055', '03vek6s52', '042nb2s44', '013meh722', '052gg0110'])(
    '%s is one, however it is written',
    (id) => {
      for (const typed of [id, ` ${id.toUpperCase()} `, `https://ror.org/${id}`, `ror.org/${id}/`])
        expect(parseRor(typed)).toBe(id)
    },
  )

  test.each([
    ...['', '0', '02mhbdp9', '02mhbdp944', '12mhbdp94', '02mhbdp95', '02mhbdl94', '02mhbdo94'],
    ...['https://evil.example/02mhbdp94', 'https://ror.org.evil.example/02mhbdp94'],
    ...['javascript:02mhbdp94', 'https://ror.org/02mhbdp94/x', '０２mhbdp94'],
  ])('%s is none', (typed) => expect(parseRor(typed)).toBeUndefined())

  test('one letter wrong is noticed', () => {
    const letters = [...'0123456789abcdefghjkmnpqrstvwxyz']
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.constantFrom(...letters), (at, letter) => {
        const id = '05dxps055'
        const wrong = id.slice(0, at) + letter + id.slice(at + 1)
        expect(parseRor(wrong)).toBe(wrong === id ? id : undefined)
      }),
    )
  })
})

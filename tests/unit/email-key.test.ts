/** The e-mail key, whatever is typed: its own key, blind to case and to composition. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEmail, type EmailAddress } from '../../src/server/endorsements/email-address.ts'

const letters = [
  ...'abzAZ09._-+=!',
  'é',
  'e\u0301',
  'İ',
  'ı',
  'ß',
  'Σ',
  'ς',
  'я',
  '中',
  'ي',
  '\u0323',
]
const local = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 })
const domain = fc.constantFrom(
  'gmail.com',
  'GoogleMail.com',
  'outlook.com',
  'pm.me',
  'ya.ru',
  'me.com',
  'example.org',
  'Bücher.example',
  'bu\u0308cher.example',
  'пример.рф',
  '例え。jp',
)
const typed = fc.oneof(
  fc.tuple(local, domain).map((parts) => parts.join('@')),
  fc.emailAddress(),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

const read = (address: string): EmailAddress | undefined => {
  const parsed = parseEmail(address)
  return typeof parsed === 'object' ? parsed : undefined
}
const forEveryAddress = (check: (address: string, parsed: EmailAddress) => void) =>
  fc.assert(
    fc.property(typed, (address) => {
      const parsed = read(address)
      if (parsed) check(address, parsed)
    }),
    { numRuns: 3000 },
  )

describe('the key of an address', () => {
  test('is an address whose key it is itself', () => {
    forEveryAddress((_, { key }) => expect(read(key)?.key).toBe(key))
  })

  test('does not change with the case of ASCII letters', () => {
    const upper = (text: string) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase())
    const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    forEveryAddress((address, { key }) => {
      expect(read(upper(address))?.key).toBe(key)
      expect(read(lower(address))?.key).toBe(key)
    })
  })

  test('does not change with composition', () => {
    forEveryAddress((address, { key }) => {
      expect(read(address.normalize('NFC'))?.key).toBe(key)
      // Decomposed it may be longer than a mailbox may be.
      expect([key, undefined]).toContain(read(address.normalize('NFD'))?.key)
    })
  })

  test('of the address as it is kept is the same', () => {
    forEveryAddress((_, { key, address }) => {
      expect(read(address)).toEqual({ key, address })
    })
  })

  test('holds one @, no space, no control, no hidden character', () => {
    forEveryAddress((_, { key, address }) => {
      for (const kept of [key, address]) {
        expect(kept.split('@')).toHaveLength(2)
        expect(kept).not.toMatch(/[\s\p{Cc}\p{Cf}\p{Cs}\uFFFD]/u)
      }
    })
  })

  test.each(['a.n.a', 'an.a', 'A.N.a', 'ana+1', 'a.na+x.y', 'AnA+'])(
    'at Gmail: %s is ana',
    (mailbox) => {
      expect(read(`${mailbox}@gmail.com`)?.key).toBe('ana@gmail.com')
    },
  )
})

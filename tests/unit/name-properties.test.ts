/** Names, whatever is typed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanLine, parseName } from '../../src/server/endorsements/names.ts'

const tricky = [
  ..."aÁzß .'-(=+@<ı",
  ...['\u0301', '\u0323', '\u0345', '\u200C', '\u200D', '\u202E', '\u2066', '\u061C', '\u3164'],
  ...['ا', '\u0653', 'ی', 'क', '\u094D', 'ष', '\u093C', '中', '한', '\u1112', '\u1161', '\u11AB'],
  ...['\u00A0', '\n', '\0', '\uD800', '\uDC00', '\u20DD', '😀', 'Å', 'ﬁ', '\uFB1D'],
]
const typed = fc.oneof(
  fc.string({ unit: fc.constantFrom(...tricky), maxLength: 14 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)

const forEveryName = (check: (name: string, typed: string) => void) =>
  fc.assert(
    fc.property(typed, (text) => {
      const read = parseName(text)
      if (typeof read === 'object') check(read.name, text)
    }),
    { numRuns: 3000 },
  )

test('a name that was taken is taken again as it is', () => {
  forEveryName((name) => expect(parseName(name)).toEqual({ name }))
})

test('a cleaned line is clean', () => {
  fc.assert(
    fc.property(typed, (text) => {
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text))
    }),
    { numRuns: 3000 },
  )
})

test('a name never holds what turns or hides text', () => {
  forEveryName((name) => {
    expect(name).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/)
    expect(name).not.toMatch(/[\p{Cc}\p{Cs}\uFFFD\u200B\uFEFF]/u)
    expect(name).not.toMatch(/[<>]|^\s|\s$|\s\s|[\n\t]/)
  })
})

test('a name is composed, has a letter and at most 120 characters', () => {
  forEveryName((name) => {
    expect(name).toBe(name.normalize('NFC'))
    expect(name).toMatch(/\p{L}/u)
    expect([...name].length).toBeLessThanOrEqual(120)
  })
})

test('composed and decomposed names are the same name', () => {
  forEveryName((name, text) => {
    expect(parseName(text.normalize('NFD'))).toEqual({ name })
    expect(parseName(text.normalize('NFC'))).toEqual({ name })
  })
})

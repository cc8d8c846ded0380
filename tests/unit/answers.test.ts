import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answersIn,
  categories,
  chaptersFor,
  isAnswered,
  questions,
} from '../../src/components/guide/answers.ts'

const led = (query: string) => chaptersFor(answersIn(new URLSearchParams(query)))

describe('"Who am I?"', () => {
  test.each([
    ['', [1]],
    ['for=study', [1, 3]],
    ['for=work&for=live&for=invest', [1, 4]],
    ['for=work&for=study&forced=yes&crisis=yes', [1, 3, 4, 5, 7]],
    ['forced=no&trafficked=no&crisis=no&state=no&for=other', [1]],
    ['for=holiday&trafficked=yes&state=yes', [1, 2, 6, 8]],
    ['for=moon&forced=perhaps&__proto__=yes', [1]],
  ])('%s leads to chapters %j', (query, chapters) => {
    expect(led(query)).toEqual(chapters)
  })

  test('takes whatever the address holds: the first chapter, each at most once, in order', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.constantFrom('yes', 'no', ...questions.flatMap((one) => one.options.map((o) => o.value))),
    )
    const names = fc.oneof(fc.string(), fc.constantFrom(...questions.map(({ name }) => name)))
    fc.assert(
      fc.property(fc.array(fc.tuple(names, anything), { maxLength: 30 }), (pairs) => {
        const chapters = led(new URLSearchParams(pairs).toString())
        expect(chapters[0]).toBe(1)
        expect(chapters).toEqual([...new Set(chapters)].sort((a, b) => a - b))
        expect(chapters.every((chapter) => chapter >= 1 && chapter <= 8)).toBe(true)
      }),
    )
  })

  test('is answered by any answer, and by nothing else', () => {
    expect(isAnswered(answersIn(new URLSearchParams('forced=no')))).toBe(true)
    expect(isAnswered(answersIn(new URLSearchParams('forced=&x=1')))).toBe(false)
  })

  test('leads to every chapter, and every category of people has one', () => {
    const everything = questions.flatMap(({ name, options }) =>
      options.map(({ value }) => `${name}=${value}`),
    )
    expect(led(everything.join('&'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect([...new Set(categories.map(({ chapter }) => chapter))]).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeProvisions } from '../../src/server/texts/addresses.ts'
import { plain, type LegalText, type Section } from '../../src/server/texts/model.ts'
import { byAddress, linesOf } from '../../src/server/texts/reading/align.ts'
import {
  changedLines,
  changedWords,
  counterpart,
  pagePairs,
  wordSplitter,
} from '../../src/server/texts/reading/changes.ts'
import { anyText } from '../support/any-text.ts'

const section = (...paragraphs: string[]): Section => ({
  paragraphs: paragraphs.map((text, nth) => ({
    label: `${nth + 1}.`,
    text: [{ kind: 'text', text }],
    points: [],
    after: [],
  })),
  footnotes: [],
})
const edition = (...articles: [heading: string, words: string][]): LegalText => ({
  ...{ id: 'convention', edition: '1.0', language: 'en', title: 'A text', status: 'specimen' },
  ...{ date: null, source: null, definitions: [], chapters: [], annexes: [] },
  ...{ preamble: section(), closing: section() },
  articles: articles.map(([heading, words], nth) => ({
    ...{ number: String(nth + 1), heading },
    ...section(words),
  })),
})
const editions = [
  edition(['Opening', 'It begins.'], ['Middle', 'It goes on.'], ['End', 'It ends.']),
  edition(
    ['Opening', 'It begins.'],
    ['New', 'It is new.'],
    ['Middle', 'It goes on.'],
    ['End', 'It ends here.'],
  ),
]
const marked = (before: Section, after: Section) =>
  changedLines(before, after, 'en').map(({ pieces }) =>
    pieces
      .map(({ change, words }) =>
        change === 'same' ? words : change === 'added' ? `+${words}+` : `-${words}-`,
      )
      .join(''),
  )

describe('Two editions of an article', () => {
  test('differ in the words that changed, and in no others', () => {
    const before = section('Every traveller keeps the papers of a person.')
    const after = section('Every visitor keeps the valid papers of a person.')
    expect(marked(before, after)).toEqual([
      '1. Every -traveller-+visitor+ keeps the +valid +papers of a person.',
    ])
  })

  test('keep their paragraphs together when a new one moves the numbers', () => {
    const [one, two] = ['The first says where this begins.', 'The second says where that ends.']
    const changes = changedLines(section(one, two), section(one, 'Quite new words.', two), 'en')
    expect(changes.map(({ change }) => change)).toEqual(['same', 'added', 'changed'])
    expect(marked(section(one, two), section(one, 'Quite new words.', two))[2]).toBe(
      '-2-+3+. The second says where that ends.',
    )
  })

  test('show a paragraph with all its words changed as one that was changed', () => {
    const changes = changedLines(section('Alpha beta.'), section('Gamma delta epsilon.'), 'en')
    expect(changes.map(({ change }) => change)).toEqual(['changed'])
  })

  test('a paragraph that is gone is shown as gone', () => {
    const lines = changedLines(section('Alpha beta.', 'Gamma delta.'), section('Alpha beta.'), 'en')
    expect(lines.map(({ change }) => change)).toEqual(['same', 'removed'])
  })

  test('know an article again by its heading, though a new one moved its number', () => {
    const [before, after] = editions
    expect(pagePairs(before!, after!)).toEqual([
      { before: '1', after: '1', change: 'same' },
      { after: '2', change: 'added' },
      { before: '2', after: '3', change: 'renumbered' },
      { before: '3', after: '4', change: 'changed' },
    ])
    expect(counterpart('3', before!, after!)).toBe('4')
    expect(counterpart('2', after!, before!)).toBeUndefined()
  })

  test.each(['en', 'ar', 'zh'])('hold all that both say, whatever it is (%s)', (language) => {
    const words = wordSplitter(language)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const pieces = changedWords(a, b, words)
        const side = (other: string) =>
          pieces
            .filter(({ change }) => change !== other)
            .map((piece) => piece.words)
            .join('')
        expect([side('added'), side('removed')]).toEqual([a, b])
      }),
    )
  })

  test('of whole texts: nothing is lost, and a text does not differ from itself', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const pairs = pagePairs(a, b)
        for (const side of ['before', 'after'] as const) {
          const pages = pairs.flatMap((pair) => pair[side] ?? [])
          expect(new Set(pages).size).toBe(pages.length)
        }
        expect(pagePairs(a, a).every(({ change }) => change === 'same')).toBe(true)
        const lines = changedLines(a.preamble, b.preamble, 'en')
        const said = (text: Section) =>
          placeProvisions(text, 'x').map(({ provision: { label, text, after } }) =>
            [label, [text, ...after].map(plain).join(' ')].filter(Boolean).join(' '),
          )
        const side = (other: string) =>
          lines
            .map(({ pieces }) => pieces.filter(({ change }) => change !== other))
            .map((pieces) => pieces.map(({ words }) => words).join(''))
        expect(side('removed').filter(Boolean)).toEqual(said(b.preamble).filter(Boolean))
        expect(side('added').filter(Boolean).sort()).toEqual(
          said(a.preamble).filter(Boolean).sort(),
        )
      }),
      { numRuns: 200 },
    )
  })
})

describe('Two languages of an article', () => {
  test('stand side by side by address; what only one has stands alone', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const [left, right] = [linesOf(a.preamble), linesOf(b.preamble)]
        const pairs = byAddress(left, right)
        expect(pairs.flatMap((pair) => pair.left ?? [])).toHaveLength(left.length)
        expect(pairs.flatMap((pair) => pair.right ?? [])).toHaveLength(right.length)
        for (const pair of pairs)
          if (pair.left && pair.right) expect(pair.left.id).toBe(pair.right.id)
        const shared = left.filter(({ id }) => right.some((one) => one.id === id))
        expect(pairs.filter((pair) => pair.left && pair.right)).toHaveLength(shared.length)
      }),
    )
  })
})

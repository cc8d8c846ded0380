/** What pages ask of a text: places, neighbours, references, defined terms. */
import { describe, expect, test } from 'vitest'
import { pathOf } from '../../src/server/texts/links.ts'
import { textService } from '../../src/server/texts/index.ts'
import { chapterNumber, isLabel, numberOf } from '../../src/server/texts/labels.ts'
import { plain } from '../../src/server/texts/model.ts'
import { SMALL_CONTENT } from '../support/texts.ts'

const small = textService(SMALL_CONTENT).forReader('convention', 'fr')!

describe('A reader', () => {
  test('finds every place at its address, in the order of reading', () => {
    expect(small.places.map(({ address }) => address)).toEqual([
      ...['preamble', 'preamble#p1', 'preamble#p2'],
      ...['chapter-1', 'chapter-2', 'chapter-2#part-1', 'chapter-2#part-2'],
      ...['1', '1#p1', '2', '2#p1', '2#p1-a', '2#p1-b', '2#p2'],
      ...['3', '3#p1', '3#p2', '3#p2-a', '3#p2-a-i', '3#p2-a-ii', '3#p2-a-ii-A', '3#p2-a-ii-B'],
      ...['3#p2-b', '4', '4#p1', '4#p2', 'closing', 'closing#p1'],
      ...['annex-1', 'annex-1#p1', 'annex-1#p2'],
    ])
  })

  test('sees what stands there', () => {
    const place = small.find('3#p2-a-ii-B')
    expect(place).toMatchObject({ kind: 'provision', depth: 4, page: '3' })
    expect(place?.kind === 'provision' && plain(place.provision.text)).toBe('one more;')
    expect(small.find('3#p9')).toBeUndefined()
    expect(small.find('99')).toBeUndefined()
  })

  test('goes on to the next article and back, across chapters', () => {
    expect(small.find('3')).toMatchObject({ previous: '2', next: '4', part: { heading: 'Lists' } })
    expect(small.find('1')).toMatchObject({ previous: undefined, chapter: { numeral: 'I' } })
    expect(small.find('4')).toMatchObject({ next: undefined })
  })

  test('sees who refers to an article, by a range too', () => {
    expect(small.referencesTo('2').map(({ from }) => from)).toEqual(['4#p1'])
    expect(small.referencesTo('3').map(({ from }) => from)).toEqual([
      ...['preamble#p2', '1#p1', '2#p1-b', '4#p1'],
    ])
    expect(small.referencesTo('chapter-1').map(({ words }) => words)).toEqual(['Chapter I'])
    expect(small.referencesFrom('4').map(({ to }) => to)).toEqual([
      ...['1', 'chapter-1', 'chapter-2#part-1', 'annex-1'],
    ])
  })

  test('meets defined terms where they are used, the longer one first', () => {
    const place = small.find('3#p1')
    const marked = place?.kind === 'provision' ? small.markTerms(place.provision.text) : []
    expect(marked.filter(({ kind }) => kind === 'term')).toEqual([
      { kind: 'term', text: 'sample of a list', at: '2#p1-b' },
    ])
    expect(small.markTerms([{ kind: 'text', text: 'Samples resample' }])).toEqual([
      { kind: 'term', text: 'Samples', at: '2#p1-a' },
      { kind: 'text', text: ' resample' },
    ])
  })

  test('whose language is missing gets another, and an edition that is missing is not there', () => {
    const texts = textService(SMALL_CONTENT)
    expect(texts.forReader('convention', 'ar')?.text.language).toBe('en')
    expect(texts.forReader('convention', 'en', '9.9')).toBeUndefined()
    expect(texts.forReader('declaration', 'en')).toBeUndefined()
    expect(texts.find('convention', '1.0', 'en')?.text.title).toBe('A small text for tests')
    expect(texts.has('declaration')).toBe(false)
  })
})

test.each([
  ['12#p2-a', '/convention/articles/12#p2-a'],
  ['chapter-2#part-1', '/convention/chapters/2#part-1'],
  ['preamble#p3', '/convention/preamble#p3'],
  ['annex-1', '/convention/annexes/1'],
  ['closing', '/convention/closing'],
])('%s is at %s', (address, path) => {
  expect(pathOf(address, '/convention')).toBe(path)
})

test.each([
  ...[
    ['(a)', 'a'],
    ['2.', '2'],
    ['(iv)', 'iv'],
    ['(A)', 'A'],
    ['2bis.', '2bis'],
    ['a)', 'a'],
  ],
  ...[
    ['(أ)', 'a'],
    ['(ج)', 'c'],
    ['(٣)', '3'],
    ['(б)', 'b'],
    ['(三)', '3'],
    ['(十二)', '12'],
  ],
])('the number %s is %s in an address', (label, number) => {
  expect([isLabel(label), numberOf(label)]).toEqual([true, number])
})

test.each(['', '.', '()', '(a', '2', '(a b)', '(!)', '(ß̈̈)'])('"%s" is no number', (label) => {
  expect(isLabel(label)).toBe(false)
})

test('numbers of chapters are read in several scripts', () => {
  const read = (numerals: string[]) => numerals.map(chapterNumber)
  expect(read(['II', 'viii', 'XIV', '2', 'B', 'C', '八', '٤'])).toEqual([2, 8, 14, 2, 2, 3, 8, 4])
  expect(new Set(read(['IIII', 'Two', '0', '']))).toEqual(new Set([undefined]))
})

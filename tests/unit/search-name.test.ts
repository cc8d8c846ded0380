import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { searchName } from '../../src/server/register/search-name.ts'

describe('a name is found by what people type', () => {
  test.each([
    ['capitals', 'ANA PEREIRA', 'ana pereira'],
    ['accents', 'José Núñez', 'jose nunez'],
    ['Vietnamese tones and strokes', 'Nguyễn Đình Thị', 'nguyen dinh thi'],
    ['Turkish i with and without a dot', 'İpek Işık', 'ipek isik'],
    ['Polish', 'Łukasz Żółć', 'lukasz zolc'],
    ['Danish', 'Søren Ærø', 'soren aero'],
    ['an accent on a stroke', 'Ǿystein Ǽgir', 'oystein aegir'],
    ['German', 'Weiß', 'WEISS'],
    ['Icelandic', 'Þórður', 'thordur'],
    ['Greek accents and final sigma', 'Νίκος', 'ΝΙΚΟΣ'],
    ['Cyrillic accents', 'Фёдор', 'Федор'],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
    ['Arabic hamza on alef', 'أحمد إبراهيم آل', 'احمد ابراهيم ال'],
    ['Arabic vowel signs and tatweel', 'مُحَـــمَّد', 'محمد'],
    ['ta marbuta and alef maksura', 'فاطمة مصطفى', 'فاطمه مصطفي'],
    ['Persian letters', 'علی کریمی', 'علي كريمي'],
    ['a joiner', 'می‌خواهم', 'میخواهم'],
    ['full width', 'ＡＮＡ', 'ana'],
    ['half-width Katakana', 'ｶﾞﾙｼｱ', 'ガルシア'],
    ['a ligature', 'ﬁlip', 'filip'],
    ['apostrophes of all kinds', "O'Brien Sa’id D´Angelo Hawaiʻi", 'obrien said dangelo hawaii'],
    ['hyphens and full stops', 'J.-P. Smith-Jones', 'j p smith jones'],
    ['composition', 'Jose\u0301', 'Jos\u00E9'],
  ])('%s', (_, name, typed) => {
    expect(searchName(name)).toBe(searchName(typed))
  })

  test('Han and Kana are found by any of their characters', () => {
    expect(searchName('王小明').split(' ')).toEqual(['王', '小', '明'])
    expect(searchName('さくら').split(' ')).toEqual(['さ', 'く', 'ら'])
    expect(searchName('김철수')).toBe('김철수')
  })

  test('different people stay different', () => {
    expect(searchName('नरेन्द्र')).not.toBe(searchName('नरन्द्र'))
    expect(searchName('王')).not.toBe(searchName('玉'))
  })

  test('nothing but signs is nothing to search for', () => {
    expect(['', ' ', '***', '"; drop table', '%'].map(searchName)).toEqual([
      ...['', '', '', 'drop table', ''],
    ])
  })
})

describe('whatever is typed', () => {
  const tricky = [
    ..."aZßøǾÆı İŁđ'’´ŉ",
    ...['\u0301', '\u0640', '\u064B', '\u0654', '\u200C', '\u3099', 'か', 'ア', '漢', 'ｶ', 'ﾞ'],
    ...['أ', 'ا', 'ى', 'ئ', 'ة', 'ۀ', 'Σ', 'ς', 'ΐ', 'ﬁ', '\u1100', '\u1161', '\u11A8', 'ẛ', '-'],
  ]
  const typed = fc.oneof(
    fc.string({ unit: fc.constantFrom(...tricky), maxLength: 10 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  const forAll = (check: (text: string) => void) =>
    fc.assert(
      fc.property(typed, (text) => {
        check(text)
      }),
      { numRuns: 3000 },
    )

  test('folded once is folded', () => {
    forAll((text) => expect(searchName(searchName(text))).toBe(searchName(text)))
  })

  test('composition does not matter', () => {
    forAll((text) => {
      expect(searchName(text.normalize('NFD'))).toBe(searchName(text))
      expect(searchName(text.normalize('NFC'))).toBe(searchName(text))
    })
  })

  test('only words and single spaces are left', () => {
    forAll((text) =>
      expect(searchName(text)).toMatch(/^$|^[\p{L}\p{N}\p{M}]+( [\p{L}\p{N}\p{M}]+)*$/u),
    )
  })
})

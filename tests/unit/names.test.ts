import { describe, expect, test } from 'vitest'
import { cleanLine, mixesScripts, parseName } from '../../src/server/endorsements/names.ts'

const kept = (typed: string) => {
  const read = parseName(typed)
  return typeof read === 'object' ? read.name : read
}

describe('names of people everywhere are kept as they are', () => {
  test.each([
    'Ana Pereira',
    'Ó Súilleabháin, Máire',
    'Nguyễn Thị Minh Khai',
    'Þórður Guðmundsson',
    'Łukasz Żółkiewski',
    'İpek Çağlayan-Işık',
    'Νίκος Καζαντζάκης',
    'Ольга Ильинична Шостакович',
    'محمد بن عبد الله',
    'می‌خواهم پور',
    'שרה בן־דוד',
    'नरेन्द्र शर्मा',
    'শেখ মুজিবুর রহমান',
    'ක්‍රිශාන්ත',
    'ဒေါ်အောင်ဆန်းစုကြည်',
    'ສົມສັກ ວົງໄຊ',
    'นางสาวปุ๊กกี้',
    'བསྟན་འཛིན་རྒྱ་མཚོ',
    '王小明',
    '𠮷野 花子',
    '김철수',
    'ሀይሌ ገብረሥላሴ',
    'გიორგი',
    'Բագրատունի',
    '𞤀𞤣𞤤𞤢𞤥',
    "O'Brien",
    'O’Brien',
    'D’Angelo-Smith III',
    'María José de la Cruz y Núñez',
    'X',
    'J. R. R. Tolkien',
    'J.R.R. Tolkien',
    'J.Li',
    'Sam K.Kim',
    'Maria Silva, M.Sc.',
    'Dr. h.c. Anna-Lena Müller',
    'Martin Luther King, Jr.',
    'Björk (Guðmundsdóttir)',
    'Ana 😀',
  ])('%s', (name) => {
    expect(kept(name)).toBe(name)
  })

  test('a decomposed name is composed', () => {
    expect(kept('Jose\u0301 Nu\u0303n\u0303ez')).toBe(
      'Jos\u00E9 Nu\u0303n\u0303ez'.normalize('NFC'),
    )
    expect(kept('\u1112\u1161\u11AB\u1100\u1173\u11AF')).toBe('한글')
  })

  test('space of every kind becomes one space', () => {
    expect(kept('  Ana \t\u00A0\u3000 Pereira\r\n')).toBe('Ana Pereira')
  })

  test('120 characters are taken, one more is not', () => {
    expect(kept('𠮷'.repeat(120))).toBe('𠮷'.repeat(120))
    expect(kept('a'.repeat(121))).toBe('tooLong')
    expect(kept('a'.repeat(10_000))).toBe('tooLong')
  })
})

describe('what would disorder a page is taken out', () => {
  test.each([
    ['right-to-left override', 'Ana\u202E Pereira', 'Ana Pereira'],
    ['isolates', '\u2067محمد\u2069', 'محمد'],
    ['marks', '\u200Fשרה\u200E', 'שרה'],
    ['zero-width space', 'A\u200Bna', 'Ana'],
    ['word joiner and BOM', '\uFEFFA\u2060na', 'Ana'],
    ['soft hyphen', 'A\u00ADna', 'Ana'],
    ['joiners in Latin', 'A\u200Dn\u200Ca', 'Ana'],
    ['joiners at the end', 'علی\u200C', 'علی'],
    ['many joiners', 'می\u200C\u200C\u200Cخواهم', 'می\u200Cخواهم'],
    ['a joiner that kept an accent apart', 'e\u200D\u0301va', '\u00E9va'],
    ['a Hangul filler between letters', 'A\u3164na', 'Ana'],
  ])('%s', (_, typed, name) => {
    expect(kept(typed)).toBe(name)
  })
})

test('a name that mixes Latin with look-alikes in one word is held; two words in two scripts are not', () => {
  expect(mixesScripts('Аna Pereira')).toBe(true)
  expect(mixesScripts('Νikos')).toBe(true)
  expect(mixesScripts('Анна Pereira')).toBe(false)
  expect(mixesScripts('Анна-Maria')).toBe(false)
  expect(mixesScripts('Ana 王')).toBe(false)
})

test('a line of several kinds of space is one line', () => {
  expect(cleanLine('a\n\n b\u2028c')).toBe('a b c')
})

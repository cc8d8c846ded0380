/**
 * Numbers as they are printed (`2.`, `(a)`, `II`, `(أ)`, `٣`) and the plain form that addresses are
 * made of, which is the same in every language: the third point is `c` wherever it is.
 */
const LABEL = /^(?:\([\p{L}\p{M}\p{N}]{1,12}\)|[\p{L}\p{M}\p{N}]{1,12}[.)])$/u

/** Alphabets in the order in which lists use them. */
const ALPHABETS = [
  'أبجدهوزحطيكلمنسعفصقرشتثخذض',
  'абвгдежзиклмнопрстуфхцчшщэ',
  '甲乙丙丁戊己庚辛壬癸',
]
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10]
const CHINESE = '零一二三四五六七八九'
const ROMAN = /^(?=.)m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/i
const VALUES: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

/** True for a number as it is printed before a paragraph or a point. */
export const isLabel = (label: string): boolean => LABEL.test(label) && numberOf(label) !== ''

/** `(a)` → a, `2.` → 2, `(أ)` → a, `（三）` → 3, `2bis.` → 2bis; letters keep their case. */
export function numberOf(label: string): string {
  const bare = westernDigits(label).replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  const chinese = chineseNumber(bare)
  if (chinese) return String(chinese)
  const [letter = '', ...rest] = bare
  const place = ALPHABETS.map((letters) => [...letters].indexOf(letter)).find((at) => at >= 0)
  const latin = place === undefined ? letter : String.fromCharCode(97 + place)
  return `${latin}${rest.join('')}`.replace(/[^A-Za-z0-9]/g, '')
}

/** Arabic, Persian, Devanagari, Bengali and full-width digits as 0 to 9. */
export function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹०-९০-৯０-９]/g, (digit) => {
    const code = digit.charCodeAt(0)
    return String(code - ZEROS.findLast((zero) => zero <= code)!)
  })
}

/** II → 2, 2 → 2, B → 2, 二 → 2; undefined for anything else. A lone C, D, L or M is a letter. */
export function chapterNumber(numeral: string): number | undefined {
  const text = westernDigits(numeral)
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  const roman = /^[CDLM]$/i.test(text) ? undefined : romanNumber(text)
  return roman ?? chineseNumber(text) ?? letterNumber(text)
}

/** iv → 4; undefined for what is no roman number. */
export function romanNumber(text: string): number | undefined {
  if (!ROMAN.test(text)) return undefined
  const values = [...text.toLowerCase()].map((letter) => VALUES[letter]!)
  return values.reduce(
    (sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value),
    0,
  )
}

/** 十二 → 12, up to 199. */
function chineseNumber(text: string): number | undefined {
  const match = /^(?:(一?百)零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
    text,
  )
  if (!match || text === '') return undefined
  const [, hundred, tens, ten, ones] = match
  const digit = (one: string | undefined) => (one ? CHINESE.indexOf(one) : 0)
  return (hundred ? 100 : 0) + (ten ? 10 * (digit(tens) || 1) : digit(tens)) + digit(ones)
}

const letterNumber = (text: string): number | undefined => {
  const number = numberOf(text).toLowerCase()
  return /^[a-z]$/.test(number) ? number.charCodeAt(0) - 96 : undefined
}

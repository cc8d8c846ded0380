/** Numbers at the begin of a block, and which place in which kind of list they can have. */
import { numberOf, romanNumber, westernDigits } from '../labels.ts'
import type { Block } from './source.ts'
import { wordsOf } from './source.ts'

const BIS = '(?:\\s?(?:bis|ter|quater|quinquies))?'
/** `(a)`, `(12)`, `（一）` */
const ENCLOSED = new RegExp(`^[(（]\\s?([\\p{L}\\p{N}]{1,5}${BIS})\\s?[)）]\\s*`, 'u')
/** `1.`, `a)`, `iv.`, `١-`; a letter before a full stop is a small one, for "A." opens headings. */
const CLOSED = new RegExp(`^(\\p{N}{1,3}${BIS}|[a-z]{1,5}|\\p{L})([.)])(?:\\s+|$)`, 'u')
const DASHED = /^(\p{N}{1,3})\s?[-–—]\s+/u
const LISTED = /^([一二三四五六七八九十]{1,3})、\s*/u
const BULLET = /^[•●▪◦‣·–—*-]\s+/u
/** A number that hangs before its paragraph, with nothing but room between. */
const HANGING = /^(\d{1,2})(?:\t|\u2003|\s{2,})\s*(?=\p{Lu})/u

export type Token = {
  /** as it is kept; null for a bullet */
  label: string | null
  /** characters of the block that it takes */
  length: number
}

/** The number that a block begins with, by its own words or by the document's list. */
export function tokenOf(block: Block): Token | undefined {
  if (block.label !== undefined) return { label: block.label, length: 0 }
  const words = wordsOf(block)
  const start = words.length - words.trimStart().length
  const token = tokenIn(words.slice(start))
  return token && { ...token, length: token.length + start }
}

function tokenIn(words: string): Token | undefined {
  const enclosed = ENCLOSED.exec(words)
  if (enclosed && isOrdinal(enclosed[1]!)) return token(`(${bare(enclosed[1]!)})`, enclosed)
  const closed = CLOSED.exec(words)
  if (closed && isOrdinal(closed[1]!) && !(closed[2] === '.' && /^\p{Lu}$/u.test(closed[1]!)))
    return token(`${bare(closed[1]!)}${closed[2]}`, closed)
  const dashed = DASHED.exec(words) ?? LISTED.exec(words) ?? HANGING.exec(words)
  if (dashed) return token(`${dashed[1]}.`, dashed)
  const bullet = BULLET.exec(words)
  return bullet ? token(null, bullet) : undefined
}

const bare = (number: string) => number.replace(/\s/g, '')
const token = (label: string | null, match: RegExpExecArray): Token => ({
  label,
  length: match[0].length,
})

/** A digit, a single letter (twice or three times the same, too), or a small roman number. */
function isOrdinal(text: string): boolean {
  const number = numberOf(text)
  return /^\d{1,3}[a-z]*$/.test(number) || /^([a-zA-Z])\1{0,2}$/.test(number) || isRoman(number)
}

const isRoman = (text: string) =>
  (text === text.toLowerCase() || text === text.toUpperCase()) && (romanNumber(text) ?? 99) < 40

/** A kind of list, as `(a)`, `(i)`, `(A)`, `(1)` or `1.`, and the place in it, from 1. */
export type Reading = { kind: string; ordinal: number }

/** What a label can mean: `(i)` is the ninth letter, or the first roman number. */
export function readingsOf(label: string | null): Reading[] {
  if (label === null) return [{ kind: 'bullet', ordinal: 0 }]
  const number = numberOf(label)
  const dress = westernDigits(label).replace(/[\p{L}\p{M}\p{N}]+/u, '_')
  const upper = number !== number.toLowerCase()
  const small = number.toLowerCase()
  const readings: Reading[] = []
  const digits = /^(\d+)([a-z]*)$/.exec(small)
  if (digits) readings.push({ kind: `${dress}1`, ordinal: Number(digits[1]) })
  if (/^([a-z])\1{0,2}$/.test(small))
    readings.push({
      kind: `${dress}${upper ? 'A' : 'a'}`,
      ordinal: small.charCodeAt(0) - 96 + 26 * (small.length - 1),
    })
  if (isRoman(number))
    readings.push({ kind: `${dress}${upper ? 'I' : 'i'}`, ordinal: romanNumber(small)! })
  return readings
}

/** Text as the smallest things that are set: words and spaces, each of one font and direction. */
import bidiFactory from 'bidi-js'
import { scaleOf, type Face, type Fonts } from './fonts.ts'

/** A stretch of text in one style. */
export type Piece = {
  text: string
  face: Face
  size: number
  /** points above the line */
  rise?: number
  /** where it leads: an address of this text, or https://… */
  link?: string
  /** links have a colour of their own, unless it is said here that they do not */
  colour?: 'ink'
}
/** Characters of one font and direction, between two places where a line may break. */
export type Atom = {
  /** as it is drawn */
  text: string
  /** as it is read, and its place among the others */
  source: string
  nth: number
  piece: Piece
  font: string
  /** even: left to right */
  level: number
  width: number
  isSpace: boolean
}
export type Direction = 'ltr' | 'rtl'

const bidi = bidiFactory()
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u
/** Atoms in the order of reading. */
export function atomsOf(fonts: Fonts, pieces: Piece[], direction: Direction): Atom[] {
  const whole = pieces.map(({ text }) => text).join('')
  const levels = levelsOf(whole, direction)
  const atoms: Atom[] = []
  let at = 0
  for (const piece of pieces) {
    for (const { text, level } of cut(piece.text, at, levels))
      for (const segment of fonts.segments(piece.face, text))
        atoms.push({
          ...{ piece, level, font: segment.font, source: segment.text, nth: atoms.length },
          text: turned(segment.text, level),
          width: fonts.width(segment.font, segment.text) * piece.size * scaleOf(segment.font),
          isSpace: segment.text === ' ',
        })
    at += piece.text.length
  }
  return atoms
}

/** The level of each UTF-16 unit; undefined where everything goes from left to right. */
function levelsOf(text: string, direction: Direction): Uint8Array | undefined {
  if (!RIGHT_TO_LEFT.test(text)) return undefined
  return bidi.getEmbeddingLevels(text, direction).levels
}

/** Where a line may break: at a space, after a hyphen or dash, around characters of Chinese. */
const PARTS = new RegExp(
  [
    ' ',
    String.raw`[（“‘「《]*\p{sc=Han}[、。，；：！？）”’」》]*`,
    String.raw`[^ \p{sc=Han}]+?[-–—/](?=\p{L})`,
    String.raw`[^ \p{sc=Han}]+`,
  ].join('|'),
  'gu',
)

function* cut(text: string, at: number, levels: Uint8Array | undefined) {
  for (const { 0: part, index } of text.matchAll(PARTS)) {
    if (!levels) {
      yield { text: part, level: 0 }
      continue
    }
    let start = 0
    for (let end = 1; end <= part.length; end++) {
      const level = levels[at + index + start]!
      if (end < part.length && levels[at + index + end] === level) continue
      yield { text: part.slice(start, end), level }
      start = end
    }
  }
}

/**
 * Fonts draw Arabic letters and digits from right to left, all else from left to right; brackets
 * face the other way from right to left.
 */
function turned(text: string, level: number): string {
  const isDrawnBackwards = RIGHT_TO_LEFT.test(text)
  if (level % 2 === 0) return isDrawnBackwards ? [...text].reverse().join('') : text
  const mirrored = [...text].map((one) => bidi.getMirroredCharacter(one) ?? one)
  return (isDrawnBackwards ? mirrored : mirrored.reverse()).join('')
}

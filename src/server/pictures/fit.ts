/** Text that fits: the largest of some sizes at which it does, and cut short where none will. */
import type { Face, Fonts } from '../texts/formats/pdf/fonts.ts'
import { setInLines, type Line } from '../texts/formats/pdf/paragraph.ts'
import type { Direction } from '../texts/formats/pdf/atoms.ts'

export type Box = {
  /** pixels */
  width: number
  height: number
  /** between baselines, in units of the size */
  leading: number
  /** pixels, the largest first */
  sizes: readonly number[]
  direction: Direction
  /** the side that lines begin at; that of the direction unless said */
  align?: 'start' | 'end'
}
/** @property width that the lines were set in: less than the box has, when they balance so */
export type Fitted = { lines: Line[]; size: number; width: number }

/** No title is longer; what somebody typed into a name may be. */
const MOST = 400
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Controls and line ends are nothing that a picture can show. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp} ]+/gu

type Set = (text: string, size: number, width: number) => Line[]

export function fit(fonts: Fonts, face: Face, text: string, box: Box): Fitted {
  const tidy = text.replace(UNSEEN, ' ').trim()
  const whole = Array.from(graphemes.segment(tidy), ({ segment }) => segment)
  const { direction, align = 'start' } = box
  const set: Set = (kept, size, width) =>
    setInLines(fonts, [{ text: kept, face, size }], { width, direction, align })
  for (const size of whole.length > MOST ? [] : box.sizes) {
    const lines = set(tidy, size, box.width)
    if (isWithin(lines, size, box)) return balanced(set, tidy, { lines, size, width: box.width })
  }
  const size = box.sizes.at(-1)!
  const cut = cutShort(whole.slice(0, MOST), (kept) => {
    const lines = set(kept, size, box.width)
    return isWithin(lines, size, box) ? lines : undefined
  })
  return { lines: cut, size, width: box.width }
}

/** As many lines in less width, so that none is left with one word. */
function balanced(set: Set, text: string, fitted: Fitted): Fitted {
  const { lines, size } = fitted
  if (lines.length < 2) return fitted
  let [tooSmall, { width }] = [fitted.width / 2, fitted]
  let best = fitted
  while (width - tooSmall > size / 4) {
    const middle = (width + tooSmall) / 2
    const narrower = set(text, size, middle)
    const isAsGood =
      narrower.length === lines.length && narrower.every((line) => widthOf(line) <= middle)
    if (isAsGood) best = { lines: narrower, size, width: (width = middle) }
    else tooSmall = middle
  }
  return best
}

/** As much of the beginning as fits with an ellipsis, found by halves. */
function cutShort(words: string[], tried: (kept: string) => Line[] | undefined): Line[] {
  let [least, most] = [0, words.length]
  let best = tried('…') ?? []
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    const lines = tried(shortened(words, middle))
    if (lines) [best, least] = [lines, middle]
    else most = middle - 1
  }
  return best
}

/** The end of a word is better than its middle, unless that loses much. */
function shortened(words: string[], length: number): string {
  const kept = words.slice(0, length).join('')
  const space = kept.lastIndexOf(' ')
  const whole = space > kept.length * 0.8 ? kept.slice(0, space) : kept
  return `${whole.replace(/[\p{P}\s]+$/u, '')}…`
}

const isWithin = (lines: Line[], size: number, { width, height, leading }: Box): boolean =>
  lines.length <= Math.max(1, Math.floor(height / (size * leading))) &&
  lines.every((line) => widthOf(line) <= width + 0.5)

/** Pixels from the first letter's beginning to the last one's end. */
function widthOf({ atoms }: Line): number {
  const left = Math.min(...atoms.map(({ x }) => x))
  return Math.max(...atoms.map(({ x, width }) => x + width), left) - left
}

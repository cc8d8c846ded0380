/** Sets lines in the language and the sizes of one text. */
import { directionOf, wordsOf } from '../../words.ts'
import type { Extract } from '../extract.ts'
import type { Run, Tag } from './blocks.ts'
import type { Fonts } from './fonts.ts'
import type { Piece } from './atoms.ts'
import { setInLines, type Setting } from './paragraph.ts'
import { sizesFor, TEXT, type Leading } from './style.ts'

export type Composer = ReturnType<typeof composer>

/** What sets lines in the language of a text. */
export function composer(taken: Extract, fonts: Fonts) {
  const { language } = taken.text
  const direction = directionOf(language)
  /** Chinese has no spaces to widen. */
  const flow: Setting['align'] = language.startsWith('zh') ? 'start' : 'justify'
  const lines = (pieces: Piece[], width: number, align: Setting['align']) =>
    setInLines(fonts, pieces, { width, direction, align })
  return {
    ...{ taken, direction, words: wordsOf(language), sizes: sizesFor(language) },
    /** @param start points from the edge where lines begin @param width undefined: all the rest */
    run(
      pieces: Piece[],
      of: Tag,
      { start = 0, width = TEXT.width - start, align = flow, from = 0 } = {} as {
        start?: number
        width?: number
        align?: Setting['align']
        from?: number
      },
    ): Run {
      const x = direction === 'ltr' ? start : TEXT.width - start - width
      return { tag: of, lines: lines(pieces, width, align), x, from }
    },
    widthOf: (piece: Piece) =>
      lines([piece], 10_000, 'start')[0]?.atoms.reduce((w, a) => w + a.width, 0) ?? 0,
  }
}

export const piece = (text: string, { size }: Leading, face: Piece['face'] = 'regular'): Piece => ({
  ...{ text, size, face },
})

/**
 * Letters as paths: text is shaped here, with the fonts of the project, so that a picture looks the
 * same on every machine, whatever fonts it has, and Arabic joins as it should.
 */
import { create, type Font } from 'fontkit'
import {
  allowMissingAnchors,
  fontsOver,
  scaleOf,
  type Face,
  type Fonts,
  type Layout,
} from '../texts/formats/pdf/fonts.ts'
import type { Placed } from '../texts/formats/pdf/paragraph.ts'

const opened = new Map<string, Font>()

/** What setting text in lines asks of fonts (texts/formats/pdf/fonts.ts); kept as long as the thread. */
export const fonts: Fonts = fontsOver(
  (name, bytes) => {
    const font = create(bytes)
    allowMissingAnchors((font as unknown as { _layoutEngine: Layout })._layoutEngine)
    opened.set(name, font)
    return (code) => font.hasGlyphForCodePoint(code)
  },
  (name, text) => {
    const font = opened.get(name)!
    return font.layout(text).advanceWidth / font.unitsPerEm
  },
)

/** True when each of these characters has a glyph: not every name does, even in a script that we have. */
export const isComplete = (face: Face, text: string): boolean =>
  fonts
    .segments(face, text)
    .every(({ font, text: run }) =>
      [...run].every((one) => opened.get(font)!.hasGlyphForCodePoint(one.codePointAt(0)!)),
    )

/** The same fonts with air between the letters. @param air in units of the size */
export const widened = (air: number): Fonts => ({
  segments: fonts.segments,
  width: (font, text) => fonts.width(font, text) + ([...text].length * air) / scaleOf(font),
})

/** Path data of a word on its baseline, in pixels. @param air as in `widened` */
export function outline(atom: Placed, x: number, y: number, air = 0): string {
  const font = opened.get(atom.font)!
  const scale = (atom.piece.size * scaleOf(atom.font)) / font.unitsPerEm
  const { glyphs, positions } = font.layout(atom.text)
  let at = x + atom.x
  return glyphs
    .map(({ path }, nth) => {
      const { xAdvance, xOffset, yOffset } = positions[nth]!
      const placed = path.scale(scale, -scale).translate(at + xOffset * scale, y - yOffset * scale)
      at += xAdvance * scale + air * atom.piece.size
      return placed.toSVG()
    })
    .join('')
}

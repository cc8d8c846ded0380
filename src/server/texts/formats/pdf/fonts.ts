/** The faces of PDFs and pictures: which file has the glyphs for which characters, and how wide words are in it. */
import { existsSync, readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import type PDFDocument from 'pdfkit'
import { SCRIPTS } from './scripts.ts'

type Document = InstanceType<typeof PDFDocument>
/** `display` and `sans` are those of titles and of small words in pictures. */
export type Face = 'regular' | 'bold' | 'italic' | 'display' | 'sans'
/** A run of characters that one font file has the glyphs for. */
export type Segment = { font: string; text: string }

const FOLDER = new URL('../../../../assets/print-fonts/', import.meta.url)
/** Asked in this order. What is only upright stands in for the others. */
const PARTS = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext']
const MARK = /\p{M}/u
/** Widths that are remembered; a list of a million names has as many words. */
const MOST_WIDTHS = 50_000

/** Arabic letters are drawn small beside Latin ones of the same size. */
export const scaleOf = (font: string): number => (font.startsWith('arabic') ? 1.2 : 1)

/** A font file and the characters that it has glyphs for. */
type Loaded = { name: string; has(code: number): boolean }
/** What pdfkit's fonts, and fontkit behind them, know beside their types. */
type Embedded = { font: { hasGlyphForCodePoint(code: number): boolean; _layoutEngine: Layout } }
export type Layout = { engine?: { GPOSProcessor?: Positioning } }
type Positioning = {
  applyAnchor(mark: { markAnchor: unknown }, base: unknown, at: number): void
}

function filesOf(face: Face, character: string): string[] {
  const own = SCRIPTS.filter(([, of]) => of.test(character)).map(([file]) => `${file}-regular`)
  const other = face === 'bold' || face === 'display' ? 'bold' : 'regular'
  return [
    ...own,
    ...PARTS.map((part) => `${familyOf(face)}-${part}`),
    `arabic-${other}`,
    'chinese-regular',
  ]
}

const familyOf = (face: Face) => (face === 'display' || face === 'sans' ? face : `serif-${face}`)

/** What setting text in lines needs of fonts. */
export type Fonts = {
  /** Text as runs of one font each; a combining mark stays with its letter if it can. */
  segments(face: Face, text: string): Segment[]
  /** In units of the size: points, at a size of one point. */
  width(font: string, text: string): number
}

/** The bytes of a font file (TrueType); undefined when there is none of this name. */
export function fontFile(name: string): Buffer | undefined {
  const file = new URL(`${name}.ttf.br`, FOLDER)
  return existsSync(file) ? brotliDecompressSync(readFileSync(file)) : undefined
}

/** Fonts of a document that embeds them. */
export function fontsOf(doc: Document): Fonts {
  return fontsOver(
    (name, bytes) => {
      doc.registerFont(name, bytes)
      doc.font(name)
      const { font } = (doc as unknown as { _font: Embedded })._font
      allowMissingAnchors(font._layoutEngine)
      return (code) => font.hasGlyphForCodePoint(code)
    },
    (font, text) => doc.font(font).fontSize(1000).widthOfString(text) / 1000,
  )
}

/**
 * Files are read when a character asks for them: most texts need one or two.
 * @param open takes a font file in, and gives what knows its characters
 * @param measure as `width`
 */
export function fontsOver(
  open: (name: string, bytes: Buffer) => Loaded['has'],
  measure: Fonts['width'],
): Fonts {
  const loaded = new Map<string, Loaded>()
  const chosen = new Map<string, string>()
  const widths = new Map<string, number>()

  function load(name: string): Loaded | undefined {
    const known = loaded.get(name)
    if (known) return known
    const bytes = fontFile(name)
    if (!bytes) return undefined
    const made = { name, has: open(name, bytes) }
    loaded.set(name, made)
    return made
  }
  /** The file for a character; one that none has is shown as the first file shows what it lacks. */
  function fontFor(face: Face, character: string): string {
    const key = `${face} ${character}`
    const known = chosen.get(key)
    if (known) return known
    const code = character.codePointAt(0)!
    const files = filesOf(face, character)
    const name = files.find((file) => load(file)?.has(code)) ?? `${familyOf(face)}-latin`
    chosen.set(key, name)
    return name
  }
  return {
    segments(face, text) {
      const segments: Segment[] = []
      for (const character of text) {
        const last = segments.at(-1)
        const code = character.codePointAt(0)!
        const stays = last && MARK.test(character) && loaded.get(last.font)!.has(code)
        const font = stays ? last.font : fontFor(face, character)
        if (last?.font === font) last.text += character
        else segments.push({ font, text: character })
      }
      return segments
    },
    width(font, text) {
      const key = `${font} ${text}`
      let width = widths.get(key)
      if (width === undefined) {
        width = measure(font, text)
        if (widths.size >= MOST_WIDTHS) widths.clear()
        widths.set(key, width)
      }
      return width
    },
  }
}

/**
 * A base may have no anchor for a class of marks (OpenType, GPOS lookup types 4 to 6); fontkit takes
 * it for granted that it has. The mark then stands where it was.
 */
export function allowMissingAnchors({ engine }: Layout): void {
  const positioning = engine?.GPOSProcessor
  if (!positioning) return
  const apply = positioning.applyAnchor
  positioning.applyAnchor = function (mark, base, at) {
    if (mark.markAnchor && base) apply.call(this, mark, base, at)
  }
}

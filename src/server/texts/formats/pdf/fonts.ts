/** The faces of a PDF: which file has the glyphs for which characters, and how wide words are in it. */
import { existsSync, readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import type PDFDocument from 'pdfkit'

type Document = InstanceType<typeof PDFDocument>
export type Face = 'regular' | 'bold' | 'italic'
/** A run of characters that one font file has the glyphs for. */
export type Segment = { font: string; text: string }

const FOLDER = new URL('../../../../assets/print-fonts/', import.meta.url)
/** Asked in this order. What is only upright stands in for the others. */
const PARTS = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext']
const MARK = /\p{M}/u
/** Scripts that have a file of their own; asked first where a character is of one. */
const SCRIPTS: readonly [file: string, of: RegExp][] = [
  ['korean', /\p{sc=Hang}/u],
  ['japanese', /\p{sc=Hira}|\p{sc=Kana}|\u30fc/u],
  ['hebrew', /\p{sc=Hebr}/u],
  ['devanagari', /\p{sc=Deva}/u],
  ['bengali', /\p{sc=Beng}/u],
  ['gujarati', /\p{sc=Gujr}/u],
  ['gurmukhi', /\p{sc=Guru}/u],
  ['tamil', /\p{sc=Taml}/u],
  ['telugu', /\p{sc=Telu}/u],
  ['kannada', /\p{sc=Knda}/u],
  ['malayalam', /\p{sc=Mlym}/u],
  ['sinhala', /\p{sc=Sinh}/u],
  ['thai', /\p{sc=Thai}/u],
  ['lao', /\p{sc=Laoo}/u],
  ['khmer', /\p{sc=Khmr}/u],
  ['myanmar', /\p{sc=Mymr}/u],
  ['georgian', /\p{sc=Geor}/u],
  ['armenian', /\p{sc=Armn}/u],
  ['ethiopic', /\p{sc=Ethi}/u],
  ['thaana', /\p{sc=Thaa}/u],
]
/** Widths that are remembered; a list of a million names has as many words. */
const MOST_WIDTHS = 50_000

/** Arabic letters are drawn small beside Latin ones of the same size. */
export const scaleOf = (font: string): number => (font.startsWith('arabic') ? 1.2 : 1)

type Loaded = { name: string; has(code: number): boolean }
/** What pdfkit's fonts, and fontkit behind them, know beside their types. */
type Embedded = { font: { hasGlyphForCodePoint(code: number): boolean; _layoutEngine: Layout } }
type Layout = { engine?: { GPOSProcessor?: Positioning } }
type Positioning = {
  applyAnchor(mark: { markAnchor: unknown }, base: unknown, at: number): void
}

function filesOf(face: Face, character: string): string[] {
  const own = SCRIPTS.filter(([, of]) => of.test(character)).map(([file]) => `${file}-regular`)
  const other = face === 'bold' ? 'bold' : 'regular'
  const usual = PARTS.map((part) => `serif-${face}-${part}`)
  return [...own, ...usual, `arabic-${other}`, 'chinese-regular']
}

export type Fonts = ReturnType<typeof fontsOf>

/** Files are read when a character asks for them: most texts need one or two. */
export function fontsOf(doc: Document) {
  const loaded = new Map<string, Loaded>()
  const chosen = new Map<string, string>()
  const widths = new Map<string, number>()

  function load(name: string): Loaded | undefined {
    const known = loaded.get(name)
    if (known) return known
    const file = new URL(`${name}.ttf.br`, FOLDER)
    if (!existsSync(file)) return undefined
    doc.registerFont(name, brotliDecompressSync(readFileSync(file)))
    doc.font(name)
    const { font } = (doc as unknown as { _font: Embedded })._font
    allowMissingAnchors(font._layoutEngine)
    const made = { name, has: (code: number) => font.hasGlyphForCodePoint(code) }
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
    const name = files.find((file) => load(file)?.has(code)) ?? `serif-${face}-latin`
    chosen.set(key, name)
    return name
  }
  return {
    /** Text as runs of one font each; a combining mark stays with its letter if it can. */
    segments(face: Face, text: string): Segment[] {
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
    /** Points, at a size of one point. */
    width(font: string, text: string): number {
      const key = `${font} ${text}`
      let width = widths.get(key)
      if (width === undefined) {
        width = doc.font(font).fontSize(1000).widthOfString(text) / 1000
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
function allowMissingAnchors({ engine }: Layout): void {
  const positioning = engine?.GPOSProcessor
  if (!positioning) return
  const apply = positioning.applyAnchor
  positioning.applyAnchor = function (mark, base, at) {
    if (mark.markAnchor && base) apply.call(this, mark, base, at)
  }
}

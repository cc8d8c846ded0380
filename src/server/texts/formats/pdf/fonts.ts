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

/** Arabic letters are drawn small beside Latin ones of the same size. */
export const scaleOf = (font: string): number => (font.startsWith('arabic') ? 1.2 : 1)

type Loaded = { name: string; has(code: number): boolean }
/** What pdfkit's fonts know beside their types. */
type Embedded = { font: { hasGlyphForCodePoint(code: number): boolean } }

const filesOf = (face: Face): string[] => {
  const other = face === 'bold' ? 'bold' : 'regular'
  return [...PARTS.map((part) => `serif-${face}-${part}`), `arabic-${other}`, 'chinese-regular']
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
    const files = filesOf(face)
    const name = files.find((file) => load(file)?.has(code)) ?? files[0]!
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
        widths.set(key, width)
      }
      return width
    },
  }
}

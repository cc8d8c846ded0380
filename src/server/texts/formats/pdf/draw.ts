/** Lines on the page: text as it was set, with real spaces in it, and what is linked. */
import type PDFDocument from 'pdfkit'
import { scaleOf } from './fonts.ts'
import type { Line, Placed } from './paragraph.ts'

export type Document = InstanceType<typeof PDFDocument>
/** What pdfkit's own text drawing uses, and its types leave out. */
type Inner = Document & {
  _font: {
    id: string
    ref(): unknown
    encode(
      text: string,
    ): [string[], { xAdvance: number; advanceWidth: number; xOffset: number; yOffset: number }[]]
  }
  page: { fonts: Record<string, unknown>; height: number }
  addContent(operators: string): void
}

/** Atoms side by side that can be written in one go. */
export type Stretch = { atoms: Placed[]; link: string | undefined }

/** A line cut where the font, the size, the direction or the link changes. */
export function stretchesOf({ atoms }: Line): Stretch[] {
  const stretches: Stretch[] = []
  for (const atom of atoms) {
    const last = stretches.at(-1)
    const before = last?.atoms.at(-1)
    if (last && before && isLike(before, atom)) last.atoms.push(atom)
    else stretches.push({ atoms: [atom], link: atom.piece.link })
  }
  return stretches
}

const isLike = (one: Placed, other: Placed): boolean =>
  one.font === other.font && one.piece === other.piece

/** @param x of the line's left edge @param y of its baseline, from the top of the page */
export function drawStretch(doc: Document, { atoms }: Stretch, x: number, y: number): void {
  const [{ font, piece, x: start }] = atoms as [Placed]
  const size = piece.size * scaleOf(font)
  const inner = doc.font(font).fontSize(size) as Inner
  const glyphs = atoms.flatMap((atom) => glyphsOf(inner, atom, size))
  const { id } = inner._font
  inner.page.fonts[id] ??= inner._font.ref()
  const bottom = inner.page.height - y + (piece.rise ?? 0)
  const at = `${(x + start).toFixed(2)} ${bottom.toFixed(2)}`
  doc.save()
  doc.transform(1, 0, 0, -1, 0, inner.page.height)
  inner.addContent(`BT 1 0 0 1 ${at} Tm /${id} ${round(size)} Tf ${shown(glyphs, size)} ET`)
  doc.restore()
}

/** A glyph, how far the next one stands, and where it is moved to; thousandths of the size. */
type Glyph = { code: string; shift: number; xOffset: number; yOffset: number }

/** The last glyph of an atom takes up what the atom is wider than its letters. */
function glyphsOf(doc: Inner, { text, width }: Placed, size: number): Glyph[] {
  const [codes, positions] = doc._font.encode(text)
  const natural = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
  return codes.map((code, nth) => {
    const { xAdvance, advanceWidth, xOffset, yOffset } = positions[nth]!
    const widened = nth === codes.length - 1 ? (width * 1000) / size - natural : 0
    return { code, shift: xAdvance - advanceWidth + widened, xOffset, yOffset }
  })
}

/** Operators that show glyphs (ISO 32000-1, 9.4.3); a raised one needs a rise of its own. */
function shown(glyphs: Glyph[], size: number): string {
  let operators = '['
  for (const { code, shift, xOffset, yOffset } of glyphs) {
    const before = xOffset ? String(round(-xOffset)) : ''
    const after = round(xOffset - shift)
    const glyph = `${before}<${code}>${after === 0 ? '' : after}`
    operators += yOffset ? `] TJ ${round((yOffset * size) / 1000)} Ts [${glyph}] TJ 0 Ts [` : glyph
  }
  return `${operators}] TJ`.replaceAll('><', '').replaceAll('[] TJ ', '')
}

const round = (value: number) => Math.round(value * 100) / 100

export function widthOf({ atoms }: Stretch): { x: number; width: number } {
  const ends = atoms.flatMap(({ x, width }) => [x, x + width])
  const x = Math.min(...ends)
  return { x, width: Math.max(...ends) - x }
}

/** What is read: the words in their order, whichever way they are drawn. */
export const wordsOf = ({ atoms }: Stretch): string =>
  atoms
    .toSorted((one, other) => one.nth - other.nth)
    .map(({ source }) => source)
    .join('')

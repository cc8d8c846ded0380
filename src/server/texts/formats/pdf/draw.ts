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
  one.font === other.font &&
  one.piece === other.piece &&
  one.level === other.level &&
  one.level % 2 === 0

/** @param x of the line's left edge @param y of its baseline, from the top of the page */
export function drawStretch(doc: Document, { atoms }: Stretch, x: number, y: number): void {
  const [{ font, piece, level }] = atoms as [Placed]
  doc.font(font).fontSize(piece.size * scaleOf(font))
  const baseline = y - (piece.rise ?? 0)
  if (level % 2 === 0 && showInOneGo(doc as Inner, atoms, x, baseline)) return
  for (const atom of atoms)
    doc.text(atom.text, x + atom.x, baseline, { lineBreak: false, baseline: 'alphabetic' })
}

/** One text object for all atoms, spaces widened; false where a glyph is shifted, as marks may be. */
function showInOneGo(doc: Inner, atoms: Placed[], x: number, y: number): boolean {
  const size = atoms[0]!.piece.size * scaleOf(atoms[0]!.font)
  const parts: string[] = []
  for (const atom of atoms) {
    const [glyphs, positions] = doc._font.encode(atom.text)
    if (positions.some(({ xOffset, yOffset }) => xOffset || yOffset)) return false
    const natural = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
    const widened = (atom.width * 1000) / size - natural
    glyphs.forEach((glyph, nth) => {
      const { xAdvance, advanceWidth } = positions[nth]!
      const more = nth === glyphs.length - 1 ? widened : 0
      const shift = Math.round((xAdvance - advanceWidth + more) * 100) / 100
      parts.push(`<${glyph}>${shift ? -shift : ''}`)
    })
  }
  const { id } = doc._font
  doc.page.fonts[id] ??= doc._font.ref()
  const [left, bottom] = [x + atoms[0]!.x, doc.page.height - y].map((at) => at.toFixed(2))
  doc.save()
  doc.transform(1, 0, 0, -1, 0, doc.page.height)
  doc.addContent(`BT 1 0 0 1 ${left} ${bottom} Tm /${id} ${size} Tf [${joined(parts)}] TJ ET`)
  doc.restore()
  return true
}

/** `<01><02>-30<03>` → `<0102>-30<03>`. */
const joined = (parts: string[]) => parts.join('').replaceAll('><', '')

export function widthOf({ atoms }: Stretch): { x: number; width: number } {
  const ends = atoms.flatMap(({ x, width }) => [x, x + width])
  const x = Math.min(...ends)
  return { x, width: Math.max(...ends) - x }
}

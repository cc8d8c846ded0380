/** The pages of a signature book: two columns, filled one after the other, and what stands around them. */
import type PDFDocument from 'pdfkit'
import { drawStretch, stretchesOf } from '../../texts/formats/pdf/draw.ts'
import { fontsOf, type Face } from '../../texts/formats/pdf/fonts.ts'
import { setInLines, type Line, type Setting } from '../../texts/formats/pdf/paragraph.ts'
import { INK, PAGE, QUIET, RULE } from '../../texts/formats/pdf/style.ts'

export type Document = InstanceType<typeof PDFDocument>

const TEXT = { left: 56, width: PAGE.width - 112, top: 84, bottom: 772 }
const GUTTER = 22
export const COLUMN = (TEXT.width - GUTTER) / 2
const HEAD = 56
const FOOT = 806
const TITLE = 380

/** A line that is set, and how it looks; points. */
export type Set = {
  line: Line
  x: number
  leading: number
  size: number
  colour: string
  /** stands beside the line that comes next */
  isBeside?: boolean
}
export type Picture = { bytes: Buffer; width: number; height: number; alt: string }
export type Manner = {
  direction: 'ltr' | 'rtl'
  /** words at the head of every page, and on both sides of its foot */
  head: string
  foot: readonly [string, string]
  /** whether a screen reader is told what is what */
  tagged: boolean
}
type Words = { size: number; leading: number; face?: Face; colour?: string; as?: string }

export type Book = ReturnType<typeof bookOn>

export function bookOn(doc: Document, { direction, head, foot, tagged }: Manner) {
  const fonts = fontsOf(doc)
  const root = tagged ? doc.struct('Document') : undefined
  if (root) doc.addStructure(root)
  let [page, column, y] = [0, 0, Infinity]
  let section = ''

  const lines = (text: string, width: number, align: Setting['align'], size: number, face: Face) =>
    setInLines(fonts, [{ text, face, size }], { width, direction, align })

  function turn(): void {
    doc.addPage()
    page++
    ;[column, y] = [0, TEXT.top]
    if (page > 1) asArtifact(frame)
  }
  function frame(): void {
    small(head, HEAD, 'start')
    small(section, HEAD, 'end')
    doc.lineWidth(0.5).strokeColor(RULE)
    doc.moveTo(TEXT.left, HEAD + 9).lineTo(TEXT.left + TEXT.width, HEAD + 9)
    doc.stroke()
    small(foot[0], FOOT, 'start')
    small(String(page), FOOT, 'center')
    small(foot[1], FOOT, 'end')
  }
  function small(text: string, at: number, align: 'start' | 'center' | 'end'): void {
    const [line] = lines(text, TEXT.width, align, 8.2, 'regular')
    if (line) drawLine(line, TEXT.left, at, QUIET)
  }
  function drawLine(line: Line, x: number, baseline: number, colour: string): void {
    doc.fillColor(colour)
    for (const stretch of stretchesOf(line)) drawStretch(doc, stretch, x, baseline)
  }
  function asArtifact(draw: () => void): void {
    if (root) doc.markContent('Artifact', { type: 'Pagination' })
    draw()
    if (root) doc.endMarkedContent()
  }
  /** Draws as one element of the logical structure. */
  function marked(type: string, draw: () => void, options: object = {}): void {
    if (!root) return draw()
    const element = doc.struct(type, options)
    root.add(element)
    const content = doc.markStructureContent(type)
    draw()
    doc.endMarkedContent()
    element.add(content)
    element.end()
  }
  function drawSet(set: readonly Set[], left: number, from: number): void {
    let at = from
    for (const { line, x, leading, size, colour, isBeside } of set) {
      drawLine(line, left + x, at + (leading - size) / 2 + size * 0.82, colour)
      if (!isBeside) at += leading
    }
  }
  /** Goes on where so much has room: here, in the next column, on the next page. */
  function makeRoom(height: number): void {
    if (y + height <= TEXT.bottom) return
    if (page > 1 && column === 0) [column, y] = [1, TEXT.top]
    else turn()
  }
  const left = () => {
    const nth = direction === 'rtl' ? 1 - column : column
    return TEXT.left + nth * (COLUMN + GUTTER)
  }

  return {
    lines,
    /** A page of its own, where words stand in its middle. @returns what sets them, each below the one before */
    titlePage(from: number) {
      turn()
      let at = from
      return (text: string, { size, leading, face = 'regular', colour = INK, as = 'P' }: Words) => {
        const set = lines(text, TITLE, 'center', size, face).map((line) => ({
          ...{ line, x: 0, leading, size, colour },
        }))
        marked(as, () => drawSet(set, (PAGE.width - TITLE) / 2, at))
        at += heightOf(set)
        return (space: number) => void (at += space)
      }
    },
    /** The next entry begins a new page. */
    newPage(): void {
      y = Infinity
      column = 1
    },
    /** A heading in the column, with room for an entry below it. */
    heading(text: string, outline: string): void {
      section = outline
      const set = lines(text, COLUMN, 'start', 12, 'bold').map((line) => ({
        ...{ line, x: 0, leading: 16, size: 12, colour: INK },
      }))
      makeRoom(heightOf(set) + 60)
      if (y > TEXT.top) y += 9
      marked('H2', () => drawSet(set, left(), y))
      doc.outline.addItem(outline)
      y += heightOf(set) + 4
    },
    /** An entry, never parted. */
    entry(set: readonly Set[], picture?: Picture): void {
      const height = Math.max(heightOf(set), picture ? picture.height + 3 : 0) + 4
      makeRoom(height)
      if (picture) {
        const { bytes, width, height: high, alt } = picture
        const x = direction === 'rtl' ? left() + COLUMN - width : left()
        marked('Figure', () => void doc.image(bytes, x, y, { width, height: high }), { alt })
      }
      marked('P', () => drawSet(set, left(), y))
      y += height
    },
    end: (): void => void root?.end(),
  }
}

const heightOf = (set: readonly Set[]) =>
  set.reduce((sum, { leading, isBeside }) => sum + (isBeside ? 0 : leading), 0)

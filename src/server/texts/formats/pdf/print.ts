/** Pages drawn: running heads, page numbers, text with its tags, bookmarks and links. */
import { pathOf } from '../../links.ts'
import { directionOf } from '../../words.ts'
import type { Extract } from '../extract.ts'
import type { Publication } from '../publication.ts'
import type { Block, Tag } from './blocks.ts'
import { drawStretch, stretchesOf, widthOf, wordsOf, type Document, type Stretch } from './draw.ts'
import { fontsOf } from './fonts.ts'
import type { Page, Part } from './pages.ts'
import { setInLines } from './paragraph.ts'
import { FOOT, HEAD, INK, PAGE, QUIET, RULE, SEA, TEXT } from './style.ts'

type Element = PDFKit.PDFStructureElement
type Outline = PDFKit.PDFOutline

export function printer(doc: Document, taken: Extract, publication: Publication, root: Tag) {
  const { text, scope } = taken
  const direction = directionOf(text.language)
  const fonts = fontsOf(doc)
  const elements = new Map<Tag, Element>()
  const outlines: Outline[] = [doc.outline]
  let names = new Set<string>()

  function print(pages: Page[]): void {
    names = new Set(pages.flatMap(({ parts }) => parts.flatMap(({ block }) => block.names ?? [])))
    pages.forEach((page, nth) => {
      doc.addPage()
      for (const part of page.parts) drawPart(part)
      if (nth > 0 || scope.kind !== 'text') frame(page, nth + 1)
    })
    elementOf(root).end()
  }

  /** An element is made when its first words are drawn, so that the tree is in the order of reading. */
  function elementOf(of: Tag): Element {
    const known = elements.get(of)
    if (known) return known
    const made = doc.struct(of.type)
    elements.set(of, made)
    if (of.above) elementOf(of.above).add(made)
    else doc.addStructure(made)
    return made
  }

  function drawPart({ block, from, to, y }: Part): void {
    if (from === 0) beginning(block, y)
    for (const { tag, lines, x, from: first } of block.runs) {
      const shown = lines.slice(Math.max(0, from - first), to - first)
      const above = (Math.max(from, first) - from) * block.leading
      shown.forEach((line, nth) =>
        drawLine(stretchesOf(line), tag, TEXT.left + x, y + above + nth * block.leading, block),
      )
    }
  }

  /** What begins with a block: its bookmark, its names, its rule. */
  function beginning({ outline, names, rule, size }: Block, y: number): void {
    const top = y - size
    for (const name of names ?? []) doc.addNamedDestination(name, 'XYZ', 0, top - 6, null)
    if (outline) bookmark(outline.title, outline.level, top)
    if (rule) line(TEXT.left + (direction === 'rtl' ? TEXT.width - rule : 0), top - 5, rule)
  }

  function bookmark(title: string, level: number, top: number): void {
    const above = outlines.slice(0, level + 1).findLast(Boolean)!
    const item = above.addItem(title, { expanded: level === 0 })
    // pdfkit leads to the left edge counted from the right.
    const data = (item as unknown as { outlineData: Record<string, unknown> }).outlineData
    data['Dest'] = [doc.page.dictionary, 'XYZ', null, PAGE.height - top + 6, null]
    outlines.length = level + 1
    outlines[level + 1] = item
  }

  function line(x: number, y: number, width: number): void {
    asArtifact(() =>
      doc
        .lineWidth(0.5)
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke(RULE),
    )
  }

  function drawLine(stretches: Stretch[], of: Tag, x: number, y: number, block: Block): void {
    for (const stretch of stretches) {
      const { link } = stretch
      const element = link ? doc.struct('Link') : elementOf(of)
      if (link) elementOf(of).add(element)
      const content = doc.markStructureContent(link ? 'Link' : of.type)
      doc.fillColor(link && stretch.atoms[0]!.piece.colour !== 'ink' ? SEA : INK)
      drawStretch(doc, stretch, x, y)
      doc.endMarkedContent()
      element.add(content)
      if (link) annotate(link, stretch, element, x, y - block.size, block.leading)
    }
  }

  function annotate(
    link: string,
    stretch: Stretch,
    structParent: Element,
    x: number,
    y: number,
    height: number,
  ): void {
    const { x: from, width } = widthOf(stretch)
    const Contents = new String(wordsOf(stretch))
    const options = { structParent, Contents } as object
    if (names.has(link)) doc.goTo(x + from, y, width, height, link, options)
    else doc.link(x + from, y, width, height, pathOf(link, publication.url), options)
  }

  function asArtifact(draw: () => void): void {
    doc.markContent('Artifact', { type: 'Pagination' })
    draw()
    doc.endMarkedContent()
  }

  /** The head and foot of a page. */
  function frame({ head }: Page, number: number): void {
    asArtifact(() => {
      words(text.title, HEAD, 'start')
      words(head, HEAD, 'end')
      doc
        .lineWidth(0.5)
        .moveTo(TEXT.left, HEAD + 9)
        .lineTo(TEXT.left + TEXT.width, HEAD + 9)
        .stroke(RULE)
      words(publication.mark, FOOT, 'start')
      words(String(number), FOOT, 'center')
      words(new URL(publication.siteUrl).host, FOOT, 'end')
    })
  }

  function words(text: string, y: number, align: 'start' | 'center' | 'end'): void {
    const short = text.length > 60 ? `${text.slice(0, 58).trimEnd()}…` : text
    const piece = { text: short, size: 8.2, face: 'regular' as const }
    const [set] = setInLines(fonts, [piece], { width: TEXT.width, direction, align })
    if (!set) return
    doc.fillColor(QUIET)
    for (const stretch of stretchesOf(set)) drawStretch(doc, stretch, TEXT.left, y)
  }

  return { print }
}

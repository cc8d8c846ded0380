/**
 * PDF as blocks: characters are gathered into lines, what is printed on every page is left out, small
 * lines at the foot are footnotes, and lines are joined into paragraphs.
 */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { joinLines } from './lines.ts'
import { asPrinted, bodySize } from './pdf-layout.ts'
import { readPage, type Page, type Piece } from './pdf-page.ts'
import { withoutFurniture } from './pdf-furniture.ts'
import { note, WrongFile, type Source } from './source.ts'

const MOST_PAGES = 3000

/** @throws WrongFile */
export async function readPdf(bytes: Uint8Array, language: string): Promise<Source> {
  const document = await open(bytes)
  try {
    const pages: Page[] = []
    for (let number = 1; number <= document.numPages; number++)
      pages.push(readPage(await piecesOf(await document.getPage(number)), number))
    if (pages.every(({ lines }) => lines.length === 0))
      throw new WrongFile(
        'holds pictures of pages and no text; it needs character recognition first',
      )
    const body = bodySize(pages)
    const { pages: kept, dropped } = withoutFurniture(pages, body)
    const { lines, notes } = asPrinted(kept, body)
    return {
      blocks: joinLines(lines, language),
      notes,
      findings: dropped > 0 ? [note('', `${dropped} running heads and page numbers left out`)] : [],
    }
  } finally {
    await document.loadingTask.destroy()
  }
}

async function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  try {
    const document = await getDocument({
      data: new Uint8Array(bytes),
      disableFontFace: true,
      // Their names say which are italic.
      fontExtraProperties: true,
      useSystemFonts: false,
      stopAtErrors: false,
      verbosity: VerbosityLevel.ERRORS,
    }).promise
    if (document.numPages > MOST_PAGES) throw new WrongFile(`has more than ${MOST_PAGES} pages`)
    return document
  } catch (error) {
    if (error instanceof WrongFile) throw error
    if ((error as Error).name === 'PasswordException')
      throw new WrongFile('is encrypted with a password; save it without one')
    throw new WrongFile(`cannot be read as a PDF: ${(error as Error).message}`)
  }
}

async function piecesOf(page: PDFPageProxy): Promise<Piece[]> {
  const content = await page.getTextContent({ includeMarkedContent: false })
  // Fonts have their names once what draws the page has been read.
  await page.getOperatorList()
  const fonts = new Map<string, string>()
  const nameOf = (id: string) => {
    const known = fonts.get(id)
    if (known !== undefined) return known
    const font: { name?: string } | undefined = page.commonObjs.has(id)
      ? page.commonObjs.get(id)
      : undefined
    fonts.set(id, font?.name ?? '')
    return font?.name ?? ''
  }
  return content.items.flatMap((item): Piece[] => {
    if (!('str' in item) || (item.str === '' && !item.hasEOL)) return []
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[]
    const size = Math.hypot(a, b)
    return [{ text: item.str, x, y, size, width: item.width, font: nameOf(item.fontName) }]
  })
}

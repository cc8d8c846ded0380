/**
 * A text as a PDF (ISO 32000-1): set like a treaty series, with bookmarks, links, and a logical
 * structure for screen readers. The same text always gives the same bytes.
 */
import PDFDocument from 'pdfkit'
import type { Extract } from '../extract.ts'
import { titleOf, type Publication } from '../publication.ts'
import { tag, type Block } from './blocks.ts'
import { bodyBlocks } from './compose.ts'
import { composer } from './composer.ts'
import { fontsOf } from './fonts.ts'
import { contents, extractHead, titlePage } from './front.ts'
import { onPages, type Page } from './pages.ts'
import { printer } from './print.ts'
import { PAGE, TEXT } from './style.ts'

/** The date that a PDF gives for its making: the text's own, so that nothing but the text changes it. */
const madeOn = (date: string | null) => new Date(`${date ?? '2018-01-01'}T00:00:00Z`)

export async function toPdf(taken: Extract, publication: Publication): Promise<Buffer> {
  const { text, scope } = taken
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: text.language,
    displayTitle: true,
    info: {
      Title: scope.kind === 'text' ? text.title : `${titleOf(taken)} · ${text.title}`,
      Author: publication.publisher,
      Subject: `${publication.edition}. ${publication.notice}`,
      CreationDate: madeOn(text.date),
      ModDate: madeOn(text.date),
    },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => doc.once('end', resolve))
  const root = tag('Document')
  const set = composer(taken, fontsOf(doc))
  const body = bodyBlocks(set, root)
  const front =
    scope.kind === 'text' ? titlePage(set, publication, root) : extractHead(set, publication, root)
  const layOut = (pageOf: (address: string) => string): Page[] =>
    onPages(
      [...front, ...(scope.kind === 'text' ? contents(set, root, pageOf) : []), ...body],
      TEXT,
    )
  // Once to see on which pages everything comes to stand, once more to say so in the contents.
  const pageOf = numbers(layOut(() => '000'))
  const pages = layOut((address) => pageOf(address) ?? '')
  printer(doc, taken, publication, root).print(pages)
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

/** The number of the page that an address is on. */
function numbers(pages: Page[]): (address: string) => string | undefined {
  const found = new Map<string, string>()
  const note = (block: Block, number: number) => {
    for (const name of block.names ?? []) found.set(name, String(number))
  }
  pages.forEach(({ parts }, nth) =>
    parts.filter(({ from }) => from === 0).forEach(({ block }) => note(block, nth + 1)),
  )
  return (address) => found.get(address)
}

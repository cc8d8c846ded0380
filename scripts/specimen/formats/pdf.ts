/**
 * The specimen as a journal prints it: running heads, page numbers, hyphenated lines, footnotes at
 * the foot of the page. For languages that are written from left to right.
 */
import PDFDocument from 'pdfkit'
import type { LegalText, Run } from '../../../src/server/texts/model.ts'
import { flowOf, type Item } from './flow.ts'
import { breakLines, registerFaces, wordsOf, type Line } from './pdf-lines.ts'

const PAGE = { width: 482, height: 680, left: 64, top: 84, bottom: 76 }
const WIDTH = PAGE.width - 2 * PAGE.left
const BODY = { size: 10.5, leading: 13.5 }
const NOTE = { size: 8.5, leading: 10.5 }
const HEADS = { title: 17, 1: 14, 2: 12.5, 3: 11.75 } as const
const INDENT = 22

type Setter = {
  pdf: PDFKit.PDFDocument
  title: string
  page: number
  /** where the next line goes, from the top */
  y: number
  /** footnotes of this page */
  feet: Line[]
  notes: Map<string, Run[]>
}

export async function pdfSpecimen(text: LegalText): Promise<Buffer> {
  const pdf = new PDFDocument({
    ...{ size: [PAGE.width, PAGE.height], margin: 0, autoFirstPage: false },
    info: { Title: text.title, CreationDate: new Date('2026-11-01T00:00:00Z') },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => pdf.on('end', resolve))
  const items = flowOf(text)
  await registerFaces(pdf, lettersOf(items))
  const notes = new Map(
    items.flatMap((item): [string, Run[]][] =>
      item.kind === 'note' ? [[item.note.label, item.note.text]] : [],
    ),
  )
  const setter: Setter = { pdf, title: text.title, page: 0, y: 0, feet: [], notes }
  turnPage(setter)
  for (const item of items) setItem(setter, item)
  setFeet(setter)
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

/** Digits and hyphens are the printer's own. */
const lettersOf = (items: Item[]) => [...new Set(`${JSON.stringify(items)}0123456789-`)].join('')

function setItem(setter: Setter, item: Item): void {
  switch (item.kind) {
    case 'title':
      return setHead(setter, [item.words], HEADS.title)
    case 'head':
      return setHead(setter, [item.name, item.words].filter(Boolean), HEADS[item.level])
    case 'after':
      return setWords(setter, item.runs, (item.depth - 1) * INDENT)
    case 'provision': {
      const label: Run[] = item.label === null ? [] : [{ kind: 'text', text: `${item.label} ` }]
      return setWords(setter, [...label, ...item.runs], (item.depth - 1) * INDENT)
    }
    case 'note':
  }
}

/** Centred, larger than text; kept with what follows. */
function setHead(setter: Setter, lines: string[], size: number): void {
  const leading = size * 1.25
  setter.y += size
  if (setter.y + leading * lines.length + 3 * BODY.leading > floor(setter)) turnPage(setter)
  for (const words of lines)
    for (const line of broken(setter, [{ kind: 'text', text: words }], size, WIDTH * 0.9)) {
      setLine(setter, line, { size, x: PAGE.left + (WIDTH - widthOf(line, size)) / 2, y: setter.y })
      setter.y += leading
    }
  setter.y += size * 0.35
}

function setWords(setter: Setter, runs: Run[], indent: number): void {
  for (const line of broken(setter, runs, BODY.size, WIDTH - indent)) {
    const feet = feetOf(setter, line)
    if (setter.y + BODY.leading > floor(setter, feet.length)) turnPage(setter)
    setter.feet.push(...feet)
    setLine(setter, line, { size: BODY.size, x: PAGE.left + indent, y: setter.y })
    setter.y += BODY.leading
  }
  setter.y += BODY.leading * 0.6
}

const broken = ({ pdf }: Setter, runs: Run[], size: number, width: number): Line[] =>
  breakLines(pdf, wordsOf(pdf, runs, size), { width, size })

const widthOf = (line: Line, size: number) =>
  line.reduce((sum, word) => sum + word.width, 0) + (line.length - 1) * size * 0.25

/** The lines of the footnotes that a line has marks of. */
function feetOf(setter: Setter, line: Line): Line[] {
  const marks = line.flatMap((word) => word.pieces.filter(({ mark }) => mark))
  return marks.flatMap(({ text }) =>
    broken(
      setter,
      [{ kind: 'text', text: `${text} ` }, ...(setter.notes.get(text) ?? [])],
      NOTE.size,
      WIDTH,
    ),
  )
}

/** The lowest that text may go, with this many lines of footnotes more. */
const floor = ({ feet }: Setter, more = 0) =>
  PAGE.height - PAGE.bottom - (feet.length + more) * NOTE.leading - 6

function setLine(
  { pdf }: Setter,
  line: Line,
  { size, x, y }: { size: number; x: number; y: number },
): void {
  let at = x
  for (const word of line) {
    for (const piece of word.pieces) {
      const own = piece.mark ? size * 0.6 : size
      pdf.font(piece.font).fontSize(own)
      pdf.text(piece.text, at, piece.mark ? y - size * 0.35 : y, {
        lineBreak: false,
        baseline: 'alphabetic',
      })
      at += piece.width
    }
    at += size * 0.25
  }
}

function turnPage(setter: Setter): void {
  if (setter.page > 0) setFeet(setter)
  setter.pdf.addPage()
  setter.page++
  setter.y = PAGE.top
  const head = broken(setter, [{ kind: 'text', text: setter.title }], 9, WIDTH)[0]!
  setLine(setter, head, { size: 9, x: PAGE.left, y: 48 })
  const number = broken(setter, [{ kind: 'text', text: String(setter.page) }], 9, WIDTH)[0]!
  setLine(setter, number, { size: 9, x: PAGE.width / 2, y: PAGE.height - 40 })
}

function setFeet(setter: Setter): void {
  setter.feet.forEach((line, nth) =>
    setLine(setter, line, {
      ...{ size: NOTE.size, x: PAGE.left },
      y: PAGE.height - PAGE.bottom - (setter.feet.length - 1 - nth) * NOTE.leading,
    }),
  )
  setter.feet = []
}

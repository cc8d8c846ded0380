/**
 * HTML as blocks: text, headings, lists with their numbers, emphasis and footnotes. Everything else
 * (scripts, styles, forms, pictures, attributes) is left where it is.
 */
import { parse } from 'parse5'
import type { Run } from '../model.ts'
import { findNotes, isNoteBody, markOf, withoutBackLinks, type Marks } from './html-notes.ts'
import { attribute, DROPPED, type Element, type Node } from './html-tree.ts'
import { warning, WrongFile, type Block, type Source } from './source.ts'
import { plainRun } from './tidy.ts'

const INLINE = new Set([
  ...[
    'a',
    'abbr',
    'b',
    'bdi',
    'bdo',
    'cite',
    'code',
    'del',
    'dfn',
    'em',
    'font',
    'i',
    'ins',
    'kbd',
  ],
  ...[
    'label',
    'mark',
    'q',
    's',
    'samp',
    'small',
    'span',
    'strong',
    'sub',
    'sup',
    'time',
    'u',
    'var',
  ],
])
const LARGEST_DEPTH = 200

type Reader = Source & {
  /** the block under way */
  runs: Run[]
  block: Omit<Block, 'runs'>
  marks: Marks
  items: number[]
  nextItem: number
  byLine: boolean
}

/** @param byLine whether places are lines of the file; else paragraphs are counted */
export function readHtml(html: string, byLine = true): Source {
  const document = parse(html, { sourceCodeLocationInfo: byLine })
  const { marks, bodies } = findNotes(document.childNodes)
  const reader = readerOf(marks, byLine)
  for (const [mark, body] of bodies)
    reader.notes.set(mark, { runs: noteRuns(body), where: placeOf(body, reader) })
  for (const child of document.childNodes) walk(child, reader, 0)
  endBlock(reader)
  return { blocks: reader.blocks, notes: reader.notes, findings: reader.findings }
}

const readerOf = (marks: Marks, byLine: boolean): Reader => ({
  ...{ blocks: [], notes: new Map(), findings: [], runs: [], items: [], nextItem: 1 },
  ...{ block: { where: '' }, marks, byLine },
})

/** Paragraphs of a note are one, with spaces between. */
function noteRuns(body: Element): Run[] {
  const reader = readerOf(new Map(), false)
  for (const child of withoutBackLinks(body.childNodes)) walk(child, reader, 0)
  endBlock(reader)
  return reader.blocks.flatMap(({ runs }, nth) => (nth === 0 ? runs : [plainRun(' '), ...runs]))
}

function walk(node: Node, reader: Reader, depth: number, emphasis = false): void {
  if ('value' in node) addText(reader, node.value, emphasis)
  if (!('tagName' in node)) return
  if (depth > LARGEST_DEPTH) throw new WrongFile('is nested too deeply')
  const { tagName: tag } = node
  if (DROPPED.has(tag) || isHidden(node) || isNoteBody(node, reader.marks)) return
  const mark = markOf(node, reader.marks)
  if (mark) return void reader.runs.push({ kind: 'note', label: mark })
  if (tag === 'br') return addText(reader, '\n', emphasis)
  if (tag === 'table') leaveOutTable(node, reader)
  else if (tag === 'ol' || tag === 'ul') walkList(node, reader, depth)
  else if (INLINE.has(tag)) walkAll(node, reader, depth, emphasis || isStressed(tag))
  else walkBlock(node, reader, depth)
}

const isStressed = (tag: string) => ['em', 'i', 'cite', 'dfn', 'b', 'strong', 'u'].includes(tag)
const isHidden = (element: Element) =>
  attribute(element, 'hidden') !== undefined || attribute(element, 'aria-hidden') === 'true'

function walkAll(node: Element, reader: Reader, depth: number, emphasis = false): void {
  for (const child of node.childNodes) walk(child, reader, depth + 1, emphasis)
}

function walkBlock(node: Element, reader: Reader, depth: number): void {
  const heading = /^h([1-6])$/.exec(node.tagName)?.[1]
  endBlock(reader)
  reader.block = { where: placeOf(node, reader), ...(heading && { heading: Number(heading) }) }
  walkAll(node, reader, depth)
  endBlock(reader)
}

function walkList(list: Element, reader: Reader, depth: number): void {
  endBlock(reader)
  let number = Number(attribute(list, 'start') ?? 1)
  for (const item of list.childNodes) {
    if (!('tagName' in item) || isNoteBody(item, reader.marks)) continue
    number = Number(attribute(item, 'value') ?? number)
    reader.items.push(reader.nextItem++)
    reader.block = { where: placeOf(item, reader), label: itemLabel(list, number++) }
    walkAll(item, reader, depth)
    endBlock(reader)
    reader.items.pop()
  }
}

/** What a browser would print, as a number of a treaty: 1. for paragraphs, (a) and (i) for points. */
function itemLabel(list: Element, number: number): string | null {
  if (list.tagName === 'ul') return null
  const letter = String.fromCharCode(96 + Math.min(26, Math.max(1, number)))
  switch (attribute(list, 'type')) {
    case 'a':
      return `(${letter})`
    case 'A':
      return `(${letter.toUpperCase()})`
    case 'i':
      return `(${roman(number)})`
    case 'I':
      return `(${roman(number).toUpperCase()})`
    default:
      return `${number}.`
  }
}

export function roman(number: number): string {
  const values: [number, string][] = [
    ...([
      [50, 'l'],
      [40, 'xl'],
      [10, 'x'],
      [9, 'ix'],
      [5, 'v'],
      [4, 'iv'],
      [1, 'i'],
    ] as const),
  ].map(([value, letters]) => [value, letters])
  let rest = number
  let text = ''
  for (const [value, letters] of values) for (; rest >= value; rest -= value) text += letters
  return text
}

function addText(reader: Reader, text: string, emphasis: boolean): void {
  // Line ends of the source are spaces; those of <br> were made by us.
  const words = text === '\n' ? text : text.replace(/[ \t\r\n\f]+/g, ' ')
  if (words) reader.runs.push({ kind: emphasis ? 'emphasis' : 'text', text: words })
}

function endBlock(reader: Reader): void {
  const { runs, block, items } = reader
  const says = runs.some((run) => run.kind === 'note' || run.text.trim())
  const where = block.where || reader.blocks.at(-1)?.where || 'paragraph 1'
  if (says) {
    const own = stressedWhole(runs) ? runs.map(asPlain) : runs
    reader.blocks.push({ ...block, where, runs: ownLabel(own, block) })
    if (items.length > 0) reader.blocks.at(-1)!.items = [...items]
    reader.block = { where }
  }
  reader.runs = []
}

/** A list item whose words begin with a number of their own keeps that alone. */
function ownLabel(runs: Run[], block: Omit<Block, 'runs'>): Run[] {
  const [first] = runs.filter((run) => run.kind === 'note' || run.text.trim())
  const words = first?.kind === 'note' ? '' : (first?.text.trimStart() ?? '')
  if (block.label !== undefined && /^(?:\(\p{L}{1,4}\)|\(\d{1,2}\)|\d{1,2}\.\s)/u.test(words))
    delete block.label
  return runs
}

/** Bold or italic from end to end is how a heading looks, not emphasis. */
const stressedWhole = (runs: Run[]) =>
  runs.every((run) => run.kind !== 'text' || run.text.trim() === '')
const asPlain = (run: Run): Run =>
  run.kind === 'emphasis' ? { kind: 'text', text: run.text } : run

function placeOf(node: Element, { byLine, blocks }: Reader): string {
  const line = node.sourceCodeLocation?.startLine
  return byLine && line ? `line ${line}` : `paragraph ${blocks.length + 1}`
}

function leaveOutTable(node: Element, reader: Reader): void {
  endBlock(reader)
  reader.findings.push(warning(placeOf(node, reader), 'a table could not be placed'))
}

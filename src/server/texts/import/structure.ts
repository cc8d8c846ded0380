/**
 * The grammar of a treaty: what blocks open (chapters, parts, articles, annexes), which words are
 * headings, and to which section the others belong.
 */
import { wordsIn } from './words.ts'
import { canBeHeading, headOf, type Head, type Unit } from './heads.ts'
import { tokenOf } from './label-tokens.ts'
import { excerpt, warning, wordsOf, type Block, type Finding } from './source.ts'
import { cutRuns, tidyRuns } from './tidy.ts'

export type DraftSection = { heading: string; where: string; blocks: Block[] }
export type DraftArticle = DraftSection & { number: string }
export type Numbered = {
  number: number
  numeral: string | undefined
  heading: string
  where: string
}
export type DraftPart = Numbered & { articles: DraftArticle[] }
export type DraftChapter = DraftPart & { parts: DraftPart[] }
export type Draft = {
  title: string | undefined
  preamble: DraftSection
  articles: DraftArticle[]
  chapters: DraftChapter[]
  closing: DraftSection
  annexes: (Numbered & DraftSection)[]
  findings: Finding[]
}

type Reader = {
  draft: Draft
  language: string
  /** where words go now; undefined where none may stand */
  section: DraftSection | undefined
  /** what was opened last and may still get a heading */
  headless: { heading: string } | undefined
  /** marks of footnotes in headings, which go to the next words */
  marks: Block['runs']
  lastArticle: number
}

const emptySection = (): DraftSection => ({ heading: '', where: '', blocks: [] })

export function readStructure(blocks: Block[], language: string): Draft {
  const draft: Draft = {
    title: undefined,
    preamble: emptySection(),
    articles: [],
    chapters: [],
    closing: emptySection(),
    annexes: [],
    findings: [],
  }
  const reader: Reader = {
    ...{ draft, language, section: draft.preamble, headless: undefined, marks: [], lastArticle: 0 },
  }
  const [title, ...rest] = withoutTitle(blocks, language)
  if (title) draft.title = wordsOf(title).replace(/\s+/g, ' ').trim()
  if (title) carryMarks(reader, title)
  for (const block of rest) if (block) readBlock(reader, block)
  return draft
}

/** The title goes first: the first block, unless that opens something. */
function withoutTitle(blocks: Block[], language: string): (Block | undefined)[] {
  const [first] = blocks
  const opens = first && (headOf(first, language) ?? tokenOf(first))
  return opens ? [undefined, ...blocks] : blocks
}

function readBlock(reader: Reader, block: Block): void {
  const head = acceptedHead(reader, block)
  if (head) openHead(reader, head, block)
  else if (reader.headless && canBeHeading(block, tokenOf(block) !== undefined))
    takeHeading(reader, block)
  else readWords(reader, block)
}

function acceptedHead(reader: Reader, block: Block): Head | undefined {
  const head = headOf(block, reader.language)
  if (!head || head.unit === 'contents') return undefined
  const isNext = head.number === nextNumber(reader, head.unit)
  if (reader.draft.annexes.length > 0 && head.unit !== 'annex' && !isNext) return undefined
  return head.certainty === 'sure' || isNext ? head : undefined
}

function nextNumber({ draft, lastArticle }: Reader, unit: Unit): number {
  if (unit === 'article') return lastArticle + 1
  if (unit === 'annex') return draft.annexes.length + 1
  if (unit === 'part') return (draft.chapters.at(-1)?.parts.length ?? 0) + 1
  return draft.chapters.length + 1
}

function openHead(reader: Reader, head: Head, block: Block): void {
  const { draft } = reader
  const { where } = block
  const asWords = head.certainty === 'ifNextAsWords'
  const heading = asWords ? '' : head.rest.replace(/\s+/g, ' ').trim()
  const numbered = { number: head.number, numeral: head.numeral, heading, where }
  reader.section = undefined
  if (head.unit === 'preamble') return openPreamble(reader)
  if (head.unit === 'article') openArticle(reader, { ...numbered, number: head.numeral! })
  else if (head.unit === 'annex') {
    const annex = { ...numbered, blocks: [] }
    reader.headless = reader.section = annex
    draft.annexes.push(annex)
  } else if (head.unit === 'chapter') {
    const chapter: DraftChapter = { ...numbered, articles: [], parts: [] }
    reader.headless = chapter
    draft.chapters.push(chapter)
  } else openPart(reader, { ...numbered, articles: [] })
  if (heading || asWords) reader.headless = undefined
  if (asWords) readWords(reader, { ...block, runs: tidyRuns(cutRuns(block.runs, head.length)[1]) })
  else carryMarks(reader, block)
}

function openPreamble(reader: Reader): void {
  const { preamble, findings } = reader.draft
  for (const block of preamble.blocks)
    findings.push(warning(block.where, `stands before the preamble: ${excerpt(wordsOf(block))}`))
  preamble.blocks = []
  reader.section = preamble
  reader.headless = undefined
}

function openArticle(
  reader: Reader,
  { number, heading, where }: Omit<DraftArticle, 'blocks'>,
): void {
  const article: DraftArticle = { number, heading, where, blocks: [] }
  const chapter = reader.draft.chapters.at(-1)
  const parent = chapter?.parts.at(-1) ?? chapter ?? reader.draft
  parent.articles.push(article)
  reader.section = reader.headless = article
  reader.lastArticle = Number.parseInt(number)
}

function openPart(reader: Reader, part: DraftPart): void {
  const chapter = reader.draft.chapters.at(-1)
  reader.headless = part
  if (chapter) chapter.parts.push(part)
  // A text divided into parts alone: they are its chapters.
  else reader.draft.chapters.push({ ...part, parts: [] })
  if (!chapter) reader.headless = reader.draft.chapters.at(-1)
}

function takeHeading(reader: Reader, block: Block): void {
  const words = wordsOf(block).replace(/\s+/g, ' ').trim()
  const open = reader.headless!
  open.heading = open.heading ? `${open.heading} ${words}` : words
  // A heading that the document marks as one may go on in the next.
  if (block.heading === undefined) reader.headless = undefined
  carryMarks(reader, block)
}

function carryMarks(reader: Reader, block: Block): void {
  const marks = block.runs.filter(({ kind }) => kind === 'note')
  if (marks.length === 0) return
  reader.marks.push(...marks)
  reader.draft.findings.push(
    warning(block.where, 'the mark of a footnote in a heading was moved to the words below it'),
  )
}

function readWords(reader: Reader, block: Block): void {
  reader.headless = undefined
  if (startsClosing(reader, block)) reader.section = reader.draft.closing
  if (!reader.section) {
    const problem = `could not be placed, for no article is open: ${excerpt(wordsOf(block))}`
    reader.draft.findings.push(warning(block.where, problem))
    return
  }
  if (block.heading !== undefined)
    reader.draft.findings.push(
      warning(
        block.where,
        `a heading that opens nothing was taken as words: ${excerpt(wordsOf(block))}`,
      ),
    )
  const runs = [...block.runs, ...reader.marks]
  reader.marks = []
  reader.section.blocks.push({ ...block, runs })
}

function startsClosing({ draft, lastArticle, language }: Reader, block: Block): boolean {
  if (lastArticle === 0 || draft.annexes.length > 0 || tokenOf(block)) return false
  const { closing } = wordsIn(language)
  return new RegExp(`^(?:${closing})`, 'iu').test(wordsOf(block).trim())
}

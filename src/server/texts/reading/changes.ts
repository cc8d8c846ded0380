/** What changed between two editions of a section, by word. */
import { diffArrays } from 'diff'
import { plain, type LegalText, type Section } from '../model.ts'
import { placeAnnexes, placeArticles } from '../addresses.ts'
import { alignBy, linesOf, type Line } from './align.ts'

export type Piece = { change: 'same' | 'removed' | 'added'; words: string }
export type ChangedLine = { id: string; depth: number; change: Change; pieces: Piece[] }
export type Change = 'same' | 'changed' | 'added' | 'removed'

/** Half of the words of both together: then one is held for a new wording of the other. */
const ALIKE = 0.5

/** @param language BCP 47: says where its words begin and end */
export function changedLines(
  before: Section | undefined,
  after: Section | undefined,
  language: string,
): ChangedLine[] {
  const words = wordSplitter(language)
  const bags = new Map<Line, Set<string>>()
  const bagOf = (line: Line) => {
    let bag = bags.get(line)
    if (!bag) bags.set(line, (bag = new Set(words(wordsOf(line)).filter(isWord))))
    return bag
  }
  const alike = (a: Line, b: Line) => a.depth === b.depth && share(bagOf(a), bagOf(b)) >= ALIKE
  return alignBy(linesOf(before), linesOf(after), alike).map(({ left, right }) => {
    const pieces = changedWords(left ? said(left) : '', right ? said(right) : '', words)
    const { id, depth } = (right ?? left)!
    return { id, depth, change: changeOf(pieces), pieces }
  })
}

/** Words that were taken out and put in, in the order of reading. */
export function changedWords(
  before: string,
  after: string,
  words: (text: string) => string[],
): Piece[] {
  const pieces = diffArrays(words(before), words(after)).map(
    ({ value, added, removed }): Piece => ({
      change: added ? 'added' : removed ? 'removed' : 'same',
      words: value.join(''),
    }),
  )
  return gathered(pieces)
}

/** Splits into words, spaces and marks; together they are the text again. */
export function wordSplitter(language: string): (text: string) => string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  return (text) => Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** A page of a text and what became of it; where it has another number, its address in each. */
export type PagePair = { before?: string; after?: string; change: Change | 'renumbered' }

/**
 * Every article, annex, the preamble and the closing words of both, in the order of the later
 * edition. What has the same heading is the same article, though a new one before it moved its
 * number; what is left over is matched by its number.
 */
export function pagePairs(before: LegalText, after: LegalText): PagePair[] {
  const pairs = alignBy(pagesOf(before), pagesOf(after), (a, b) => a.name === b.name)
  return pairs.map(({ left, right }) => ({
    ...(left && { before: left.id }),
    ...(right && { after: right.id }),
    change: changeOfPage(left, right),
  }))
}

/** The address of the same page in another edition; undefined where it is not there. */
export function counterpart(at: string, from: LegalText, to: LegalText): string | undefined {
  return pagePairs(from, to).find(({ before }) => before === at)?.after
}

type Page = { id: string; name: string; all: string }

function pagesOf(text: LegalText): Page[] {
  const page = (id: string, name: string, section: Section): Page => ({
    ...{ id, name },
    all: JSON.stringify([name, linesOf(section).map(said)]),
  })
  const { preamble, closing } = text
  const plainPages = [
    ...(preamble.paragraphs.length > 0 ? [page('preamble', '\0preamble', preamble)] : []),
    ...placeArticles(text).map(({ address, article }) =>
      page(address, article.heading || `\0${address}`, article),
    ),
    ...(closing.paragraphs.length > 0 ? [page('closing', '\0closing', closing)] : []),
  ]
  const annexes = placeAnnexes(text).map(({ address, annex }) =>
    page(address, annex.heading || `\0${address}`, annex),
  )
  return [...plainPages, ...annexes]
}

function changeOfPage(left: Page | undefined, right: Page | undefined): PagePair['change'] {
  if (!left) return 'added'
  if (!right) return 'removed'
  if (left.all !== right.all) return 'changed'
  return left.id === right.id ? 'same' : 'renumbered'
}

const wordsOf = ({ text, after }: Line): string => [text, ...after].map(plain).join(' ')
const said = (line: Line): string => [line.label, wordsOf(line)].filter(Boolean).join(' ')
const isWord = (segment: string): boolean => /[\p{L}\p{N}]/u.test(segment)

function share(a: Set<string>, b: Set<string>): number {
  if (a.size + b.size === 0) return 1
  return (2 * a.intersection(b).size) / (a.size + b.size)
}

function changeOf(pieces: Piece[]): Change {
  const kinds = new Set(pieces.map(({ change }) => change))
  if (kinds.size > 1) return 'changed'
  return pieces[0]?.change ?? 'same'
}

/** A run of changed words is one removal and one addition, not many with a space between. */
function gathered(pieces: Piece[]): Piece[] {
  const result: Piece[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed) result.push({ change: 'removed', words: removed })
    if (added) result.push({ change: 'added', words: added })
    removed = added = ''
  }
  pieces.forEach(({ change, words }, at) => {
    const bridge = change === 'same' && !words.trim() && at > 0 && at < pieces.length - 1
    if (change === 'same' && !bridge) {
      flush()
      result.push({ change, words })
      return
    }
    if (change !== 'added') removed += words
    if (change !== 'removed') added += words
  })
  flush()
  return result
}

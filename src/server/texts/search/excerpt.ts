/** The lines of a page that answer a question, with its words marked. */
import type { Passage, SearchPage } from './pages.ts'
import type { Question } from './question.ts'
import { wordsIn, type Word } from './words.ts'

export type Marked = { text: string; isMarked: boolean }
export type Excerpt = { path: string; runs: Marked[] }

/** Characters that are shown, about. */
const LENGTH = 260
const BEFORE = 90

/** @param terms folded words that the page was found by */
export function excerptOf(
  page: SearchPage,
  { phrases }: Question,
  terms: ReadonlySet<string>,
): Excerpt {
  const rated = page.passages.map((passage) => {
    const words = wordsIn(passage.text)
    const line = words.map(({ folded }) => folded).join(' ')
    const has = phrases.filter(({ words }) => line.includes(words.join(' '))).length
    const found = new Set(
      words.filter(({ folded }) => terms.has(folded)).map(({ folded }) => folded),
    )
    return { passage, words, score: found.size + 10 * has }
  })
  const best = rated.reduce((one, other) => (other.score > one.score ? other : one))
  return {
    path: best.score > 0 ? best.passage.path : page.path,
    runs: cut(best.passage, best.words, terms),
  }
}

function cut({ text }: Passage, words: Word[], terms: ReadonlySet<string>): Marked[] {
  const first = words.find(({ folded }) => terms.has(folded))?.start ?? 0
  const from = first > BEFORE ? (words.find(({ start }) => start >= first - BEFORE)?.start ?? 0) : 0
  const to = words.findLast(({ end }) => end <= from + LENGTH)?.end ?? 0
  const end = text.length - from <= LENGTH ? text.length : to
  const shown = words.filter((word) => word.start >= from && word.end <= end)
  return [
    ...(from > 0 ? [{ text: '… ', isMarked: false }] : []),
    ...marked(text, shown, terms, from, end),
    ...(end < text.length ? [{ text: ' …', isMarked: false }] : []),
  ]
}

/** The words of a line, found ones told from others. */
export function marked(
  text: string,
  words: Word[],
  terms: ReadonlySet<string>,
  from = 0,
  to = text.length,
): Marked[] {
  const runs: Marked[] = []
  let at = from
  for (const { start, end } of words.filter(({ folded }) => terms.has(folded))) {
    if (start > at) runs.push({ text: text.slice(at, start), isMarked: false })
    runs.push({ text: text.slice(start, end), isMarked: true })
    at = end
  }
  if (at < to) runs.push({ text: text.slice(at, to), isMarked: false })
  return runs
}

/**
 * Search over the texts and their guides. The index is in memory, made when it is first asked, in
 * pieces between other work; an answer takes a few milliseconds and is kept nowhere.
 */
import MiniSearch from 'minisearch'
import type { Context } from '../../context.ts'
import { searchIsPaused } from '../../settings.ts'
import type { Texts } from '../index.ts'
import { explicitPath, pathOf, textPath } from '../links.ts'
import { excerptOf, marked, type Excerpt, type Marked } from './excerpt.ts'
import { placeAsked } from './number.ts'
import { searchPages, type SearchPage } from './pages.ts'
import { LONGEST_QUESTION, readQuestion, type Question } from './question.ts'
import { directionOf } from '../words.ts'
import { foldedWords, wordsIn } from './words.ts'

export type Hit = Pick<SearchPage, 'kind' | 'language' | 'within'> & {
  direction: 'ltr' | 'rtl'
  title: Marked[]
  /** of the page, or of the paragraph that answers best */
  path: string
  excerpt: Marked[]
}
export type Answer =
  | { outcome: 'nothing asked' | 'paused' | 'too long' | 'no words' }
  /** a number: an address of this site */
  | { outcome: 'place'; path: string }
  | {
      outcome: 'searched'
      hits: Hit[]
      total: number
      page: number
      pages: number
      /** true when no page has the words as they were typed, and similar ones were taken */
      isGuess: boolean
    }

export type Asked = { q: string; page: number; language: string }

const A_PAGE = 20
/** Pages made searchable in one turn of the event loop. */
const AT_ONCE = 15
/** Headings say what an article is about; the reader's own language comes first. */
const HEADING = 4
const OWN_LANGUAGE = 1.5
const TYPING_ERRORS = 0.2

type Indexed = { id: number; title: string; text: string }
type Index = {
  pages: SearchPage[]
  /** folded words of each page, a paragraph a line, with spaces around them */
  lines: string[]
  mini: MiniSearch<Indexed>
}

export type TextSearch = ReturnType<typeof textSearch>

export function textSearch(context: Pick<Context, 'settings'>, texts: Texts) {
  let making: Promise<Index> | undefined
  return {
    async find({ q, page, language }: Asked): Promise<Answer> {
      const asked = q.trim().normalize('NFC')
      if (asked === '') return { outcome: 'nothing asked' }
      if (asked.length > LONGEST_QUESTION) return { outcome: 'too long' }
      const path = placePath(texts, asked, language)
      if (path) return { outcome: 'place', path }
      if (searchIsPaused(context)) return { outcome: 'paused' }
      const question = readQuestion(asked)
      if (!question) return { outcome: 'no words' }
      const index = await (making ??= makeIndex(texts))
      return answer(index, question, language, page)
    },
  }
}

function placePath(texts: Texts, asked: string, language: string): string | undefined {
  const held = texts.forReader('convention', language)
  const address = held && placeAsked(asked, held)
  if (!held || !address) return undefined
  return pathOf(
    address,
    held.text.language === language ? textPath(held.text) : explicitPath(held.text),
  )
}

async function makeIndex(texts: Texts): Promise<Index> {
  const pages = searchPages(texts)
  const mini = new MiniSearch<Indexed>({
    fields: ['title', 'text'],
    tokenize: foldedWords,
    processTerm: (term) => term,
  })
  const documents = pages.map(({ title, passages }, id) => ({
    ...{ id, title },
    text: passages.map(({ text }) => text).join('\n'),
  }))
  await mini.addAllAsync(documents, { chunkSize: AT_ONCE })
  const lines: string[] = []
  for (const { title, passages } of pages) {
    lines.push(
      [title, ...passages.map(({ text }) => text)]
        .map((one) => ` ${foldedWords(one).join(' ')} `)
        .join('\n'),
    )
    if (lines.length % AT_ONCE === 0) await new Promise(setImmediate)
  }
  return { pages, lines, mini }
}

function answer(index: Index, question: Question, language: string, page: number): Answer {
  const exact = look(index, question, language, 0)
  const found = exact.length > 0 ? exact : look(index, question, language, TYPING_ERRORS)
  const pages = Math.max(1, Math.ceil(found.length / A_PAGE))
  const at = Math.min(Math.max(1, page), pages)
  return {
    outcome: 'searched',
    hits: found
      .slice((at - 1) * A_PAGE, at * A_PAGE)
      .map(({ id, terms }) => hit(index.pages[id]!, question, new Set(terms))),
    ...{ total: found.length, page: at, pages },
    isGuess: exact.length === 0 && found.length > 0,
  }
}

type Found = { id: number; terms: string[] }

function look(
  { mini, pages, lines }: Index,
  { words, phrases }: Question,
  language: string,
  fuzzy: number,
): Found[] {
  const whole = new Set(phrases.flatMap(({ words, isOpen }) => (isOpen ? [] : words)))
  return mini
    .search(
      { queries: words, combineWith: 'AND' },
      {
        // Numbers that look alike are no typing errors.
        fuzzy: (term) => (/\d/.test(term) ? 0 : fuzzy),
        tokenize: (word) => [word],
        // A word of a phrase is meant as it stands, and a guess is wide enough without beginnings.
        prefix: (term) => term.length > 1 && fuzzy === 0 && !whole.has(term),
        boost: { title: HEADING },
        boostDocument: (id) => (pages[id]!.language === language ? OWN_LANGUAGE : 1),
      },
    )
    .filter(({ id }) => phrases.every((phrase) => says(lines[id]!, phrase)))
    .map(({ id, terms }) => ({ id, terms }))
}

const says = (lines: string, { words, isOpen }: Question['phrases'][number]): boolean =>
  lines.includes(` ${words.join(' ')}${isOpen ? '' : ' '}`)

function hit(page: SearchPage, question: Question, terms: ReadonlySet<string>): Hit {
  const { path, runs }: Excerpt = excerptOf(page, question, terms)
  const { kind, language, within, title } = page
  return {
    ...{ kind, language, direction: directionOf(language), within, path },
    title: marked(title, wordsIn(title), terms),
    excerpt: runs,
  }
}

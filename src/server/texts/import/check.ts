/** What makes a text doubtful: gaps and repeats in numbers, headings without text, lost references. */
import { placeArticles } from '../addresses.ts'
import type { LegalText } from '../model.ts'
import { warning, type Finding } from './source.ts'
import type { Draft, DraftArticle, Numbered } from './structure.ts'

/** Of chapters, parts, articles and annexes, in the order of the document. */
export function checkDraft(draft: Draft): Finding[] {
  const chapters = draft.chapters
  const articles = [
    ...draft.articles,
    ...chapters.flatMap((one) => [...one.articles, ...one.parts.flatMap((part) => part.articles)]),
  ]
  return [
    ...(draft.title ? [] : [warning('', 'there is no title; give one with --title')]),
    ...(articles.length > 0 ? [] : [warning('', 'there is no article')]),
    ...inOrder(articles.map(asNumbered), 'Article'),
    ...inOrder(chapters, 'Chapter'),
    ...chapters.flatMap(({ parts }) => inOrder(parts, 'Part')),
    ...inOrder(draft.annexes, 'Annex'),
    ...articles.filter(isEmpty).map((one) => empty(one.where, `Article ${one.number}`)),
    ...draft.annexes.filter(isEmpty).map((one) => empty(one.where, `Annex ${one.number}`)),
    ...chapters
      .filter((one) => one.articles.length + one.parts.length === 0)
      .map((one) => empty(one.where, `Chapter ${one.numeral}`)),
    ...headingless(articles),
  ]
}

const asNumbered = ({ number, heading, where }: DraftArticle) => ({
  ...{ number: Number.parseInt(number), numeral: number, heading, where },
})
const isEmpty = ({ blocks }: { blocks: unknown[] }) => blocks.length === 0
const empty = (where: string, name: string) => warning(where, `${name} is a heading without text`)

function inOrder(list: Numbered[], name: string): Finding[] {
  return list.flatMap(({ number, numeral, where }, nth) => {
    const before = list[nth - 1]
    const expected = (before?.number ?? 0) + 1
    const isBis =
      before?.number === number &&
      before.numeral !== numeral &&
      /bis|ter|quater|[a-z]$/.test(numeral ?? '')
    if (number === expected || isBis) return []
    if (list.slice(0, nth).some((one) => one.numeral === numeral))
      return [warning(where, `${name} ${numeral} stands twice`)]
    return number > expected
      ? [warning(where, `${name} ${numeral} follows a gap: ${name} ${expected} is missing`)]
      : [warning(where, `${name} ${numeral} stands too late, after ${before?.numeral}`)]
  })
}

/** Some texts have no headings; one article without, among others with, is doubtful. */
function headingless(articles: DraftArticle[]): Finding[] {
  const without = articles.filter(({ heading }) => heading === '')
  if (without.length === 0 || without.length > articles.length / 4) return []
  return without.map(({ number, where }) => warning(where, `Article ${number} has no heading`))
}

export type Lost = { page: string; words: string }

/** @param draft says where in the document an article stands */
export function checkReferences(lost: Lost[], text: LegalText, draft: Draft): Finding[] {
  const places = new Map<string, string>()
  const all = [
    ...draft.articles,
    ...draft.chapters.flatMap((one) => [
      ...one.articles,
      ...one.parts.flatMap((part) => part.articles),
    ]),
  ]
  placeArticles(text).forEach(({ address }, nth) => places.set(address, all[nth]?.where ?? ''))
  return lost.map(({ page, words }) =>
    warning(
      places.get(page) ?? '',
      `${/^\d/.test(page) ? `Article ${page}` : page} refers to “${words}”, which is not there`,
    ),
  )
}

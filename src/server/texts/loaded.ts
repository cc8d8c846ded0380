/** One text with everything that pages ask of it, found once when the site starts. */
import {
  placeAnnexes,
  placeArticles,
  placeChapters,
  placeProvisions,
  sectionsOf,
  splitAddress,
  type PlacedArticle,
} from './addresses.ts'
import type { Matrix } from './matrix.ts'
import type { Annex, Chapter, LegalText, Part, Provision, Run, Section } from './model.ts'
import { termFinder } from './terms.ts'

/** What an address points at. */
export type Place =
  | { kind: 'preamble' | 'closing'; address: string; section: Section }
  | ({ kind: 'article' } & ArticlePage)
  | { kind: 'chapter'; address: string; chapter: Chapter }
  | { kind: 'part'; address: string; part: Part; chapter: Chapter }
  | { kind: 'annex'; address: string; annex: Annex }
  | { kind: 'provision'; address: string; provision: Provision; depth: number; page: string }

/** An article with its neighbours, as addresses. */
export type ArticlePage = PlacedArticle & { previous?: string; next?: string }

/** A cross-reference: the provision that makes it, its words, and where they lead. */
export type Reference = { from: string; words: string; to: string; through?: string }

export type LoadedText = ReturnType<typeof loaded>

export function loaded(text: LegalText, matrix?: Matrix) {
  const articles = withNeighbours(placeArticles(text))
  const places = new Map(placesOf(text, articles).map((place) => [place.address, place]))
  const references = referencesOf(text)
  const order = articles.map(({ address }) => address)
  const incoming = Map.groupBy(
    references.flatMap((reference) =>
      reached(reference, order).map((page) => ({ page, reference })),
    ),
    ({ page }) => page,
  )
  return {
    text,
    matrix,
    /** in the order of reading */
    articles,
    chapters: placeChapters(text),
    annexes: placeAnnexes(text),
    /** what stands at an address such as 12#p2-a */
    find: (address: string): Place | undefined => places.get(address),
    /** every place, in the order of reading */
    places: [...places.values()],
    /** the references that a page makes: `12`, `preamble`, `annex-1` */
    referencesFrom: (page: string) =>
      references.filter(({ from }) => splitAddress(from).page === page),
    /** the references of other pages to a page, `12` or `chapter-2`, or to anything on it */
    referencesTo: (page: string): Reference[] =>
      (incoming.get(page) ?? [])
        .map(({ reference }) => reference)
        .filter(({ from }) => splitAddress(from).page !== page),
    /** runs in which the defined terms are told apart, each with the place of its definition */
    markTerms: termFinder(text.definitions),
  }
}

function withNeighbours(articles: PlacedArticle[]): ArticlePage[] {
  return articles.map((article, nth) => ({
    ...article,
    previous: articles[nth - 1]?.address,
    next: articles[nth + 1]?.address,
  }))
}

function placesOf(text: LegalText, articles: ArticlePage[]): Place[] {
  const { preamble, closing } = text
  return [
    { kind: 'preamble', address: 'preamble', section: preamble },
    ...provisionsOf(preamble, 'preamble'),
    ...placeChapters(text).flatMap(({ address, chapter, parts }): Place[] => [
      { kind: 'chapter', address, chapter },
      ...parts.map(({ address, part }): Place => ({ kind: 'part', address, part, chapter })),
    ]),
    ...articles.flatMap((article): Place[] => [
      { kind: 'article', ...article },
      ...provisionsOf(article.article, article.address),
    ]),
    { kind: 'closing', address: 'closing', section: closing },
    ...provisionsOf(closing, 'closing'),
    ...placeAnnexes(text).flatMap(({ address, annex }): Place[] => [
      { kind: 'annex', address, annex },
      ...provisionsOf(annex, address),
    ]),
  ]
}

const provisionsOf = (section: Section, page: string): Place[] =>
  placeProvisions(section, page).map((placed) => ({ kind: 'provision', page, ...placed }))

function referencesOf(text: LegalText): Reference[] {
  return sectionsOf(text).flatMap(({ address, section }) => [
    ...placeProvisions(section, address).flatMap(({ address: from, provision }) =>
      [provision.text, ...provision.after].flatMap((runs) => referencesIn(runs, from)),
    ),
    ...section.footnotes.flatMap((note) => referencesIn(note.text, address)),
  ])
}

const referencesIn = (runs: readonly Run[], from: string): Reference[] =>
  runs.flatMap((run) =>
    run.kind === 'reference'
      ? [{ from, words: run.text, to: run.to, ...(run.through && { through: run.through }) }]
      : [],
  )

/** The pages that a reference reaches; a range reaches those between its ends too. */
function reached({ to, through }: Reference, order: string[]): string[] {
  const { page } = splitAddress(to)
  if (!through) return [page]
  const [first, last] = [order.indexOf(page), order.indexOf(splitAddress(through).page)]
  return first >= 0 && last >= first ? order.slice(first, last + 1) : [page]
}

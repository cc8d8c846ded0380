/**
 * The permanent address of everything in a text. It comes from the numbers that are printed, never
 * from what the words say, and is the same in every language. What has no number is counted: `p1`,
 * `p2` in an article without numbers, `u1`, `u2` beside numbered ones. A number that stands twice
 * gets a suffix the second time: `p2`, `p2_2`.
 */
import { numberOf } from './labels.ts'
import type { Annex, Article, Chapter, LegalText, Part, Provision, Section } from './model.ts'

export type Placed = { address: string; provision: Provision; depth: number }

/** Gives out each name once. */
function once() {
  const given = new Map<string, number>()
  return (name: string) => {
    const times = (given.get(name) ?? 0) + 1
    given.set(name, times)
    return times === 1 ? name : `${name}_${times}`
  }
}

/** A text's articles in their order, each with its chapter and part, and the end of its address. */
export type PlacedArticle = { address: string; article: Article; chapter?: Chapter; part?: Part }

export function placeArticles(text: LegalText): PlacedArticle[] {
  const name = once()
  const place = (articles: Article[], chapter?: Chapter, part?: Part) =>
    articles.map((article) => ({ address: name(article.number), article, chapter, part }))
  return [
    ...place(text.articles),
    ...text.chapters.flatMap((chapter) => [
      ...place(chapter.articles, chapter),
      ...chapter.parts.flatMap((part) => place(part.articles, chapter, part)),
    ]),
  ]
}

/** `annex-1`, `annex-2`. */
export function placeAnnexes(text: LegalText): { address: string; annex: Annex }[] {
  const name = once()
  return text.annexes.map((annex) => ({ address: name(`annex-${annex.number}`), annex }))
}

/** `chapter-2`, and its parts: `chapter-2#part-1`. */
export function placeChapters(text: LegalText) {
  const name = once()
  return text.chapters.map((chapter) => {
    const address = name(`chapter-${chapter.number}`)
    const partName = once()
    const parts = chapter.parts.map((part) => ({
      address: `${address}#${partName(`part-${part.number}`)}`,
      part,
    }))
    return { address, chapter, parts }
  })
}

/**
 * Each provision of a section, the way it is read.
 * @param at the section: `12`, `preamble`, `annex-1`
 */
export function placeProvisions(section: Section, at: string): Placed[] {
  const { paragraphs } = section
  const unnumbered = paragraphs.every(({ label }) => label === null) ? 'p' : 'u'
  return siblings(paragraphs, { before: `${at}#`, letter: 'p', unnumbered, depth: 1 })
}

type Level = { before: string; letter: string; unnumbered: string; depth: number }

function siblings(provisions: Provision[], level: Level): Placed[] {
  const name = once()
  let count = 0
  return provisions.flatMap((provision) => {
    const own =
      provision.label === null
        ? `${level.unnumbered}${++count}`
        : `${level.letter}${numberOf(provision.label)}`
    const address = `${level.before}${name(own)}`
    const depth = level.depth
    const below = { before: `${address}-`, letter: '', unnumbered: 'u', depth: depth + 1 }
    return [{ address, provision, depth }, ...siblings(provision.points, below)]
  })
}

/** Every section of a text with its address, in the order of reading. */
export function sectionsOf(text: LegalText): { address: string; section: Section }[] {
  return [
    { address: 'preamble', section: text.preamble },
    ...placeArticles(text).map(({ address, article }) => ({ address, section: article })),
    { address: 'closing', section: text.closing },
    ...placeAnnexes(text).map(({ address, annex }) => ({ address, section: annex })),
  ]
}

/** The page that an address is on, and the rest of it: `12#p2` → `12`, `p2`. */
export function splitAddress(address: string): { page: string; anchor?: string } {
  const [page = '', anchor] = address.split('#')
  return { page, anchor }
}

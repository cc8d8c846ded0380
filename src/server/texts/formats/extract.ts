/**
 * What is taken away: a whole text, one chapter, or one article. An extract is a text too, with
 * nothing but that in it, so every format makes all three; its provisions keep the addresses that
 * they have in the whole.
 */
import type { LoadedText, Place } from '../loaded.ts'
import type { Article, Chapter, LegalText, Section } from '../model.ts'

/** `text`, or the address of what is taken: `chapter-2`, `12`. */
export type Scope =
  { kind: 'text' } | { kind: 'chapter'; address: string } | { kind: 'article'; address: string }

export type Extract = {
  text: LegalText
  scope: Scope
  whole: LoadedText
  /** where a section, chapter, part, annex or provision of the extract stands in the whole */
  addressOf(thing: object): string
}

/** @returns undefined when the text has no such chapter or article */
export function extract(whole: LoadedText, scope: Scope): Extract | undefined {
  const made = cut(whole, scope)
  if (!made) return undefined
  const addresses = new Map(whole.places.map((place) => [thingAt(place), place.address]))
  for (const [copy, original] of made.copies) addresses.set(copy, addresses.get(original)!)
  return { text: made.text, scope, whole, addressOf: (thing) => addresses.get(thing)! }
}

type Cut = { text: LegalText; copies: Map<object, object> }
const EMPTY: Section = { paragraphs: [], footnotes: [] }

function cut({ text, find }: LoadedText, scope: Scope): Cut | undefined {
  if (scope.kind === 'text') return { text, copies: new Map() }
  const place = find(scope.address)
  const rest = { preamble: EMPTY, closing: EMPTY, annexes: [] }
  if (scope.kind === 'chapter' && place?.kind === 'chapter')
    return {
      text: { ...text, ...rest, articles: [], chapters: [place.chapter] },
      copies: new Map(),
    }
  if (scope.kind !== 'article' || place?.kind !== 'article') return undefined
  return cutArticle({ ...text, ...rest }, place)
}

/** An article keeps the headings above it. */
function cutArticle(text: LegalText, place: Place & { kind: 'article' }): Cut {
  const { article, chapter, part } = place
  const copies = new Map<object, object>()
  if (!chapter) return { text: { ...text, articles: [article], chapters: [] }, copies }
  const articles: Article[] = part ? [] : [article]
  const parts = part ? [{ ...part, articles: [article] }] : []
  if (part) copies.set(parts[0]!, part)
  const around: Chapter = { ...chapter, articles, parts }
  copies.set(around, chapter)
  return { text: { ...text, articles: [], chapters: [around] }, copies }
}

function thingAt(place: Place): object {
  switch (place.kind) {
    case 'preamble':
    case 'closing':
      return place.section
    case 'article':
      return place.article
    case 'chapter':
      return place.chapter
    case 'part':
      return place.part
    case 'annex':
      return place.annex
    case 'provision':
      return place.provision
  }
}

/** What the parts of a text are called, in the words of its own language. */
import type { LoadedText, Place } from '../../server/texts/index.ts'
import type { Annex, Article, Chapter, Part } from '../../server/texts/model.ts'
import { wordsOf } from '../../server/texts/words.ts'

export type Title = { label: string; heading: string }

/** "Article 12" and its heading. */
export const articleTitle = (language: string, { number, heading }: Article): Title => ({
  label: wordsOf(language).article(number),
  heading,
})
export const chapterTitle = (language: string, { numeral, heading }: Chapter): Title => ({
  label: wordsOf(language).chapter(numeral),
  heading,
})
export const partTitle = (language: string, { numeral, heading }: Part): Title => ({
  label: wordsOf(language).part(numeral),
  heading,
})
export const annexTitle = (language: string, { numeral, heading }: Annex): Title => ({
  label: wordsOf(language)
    .annex(numeral ?? '')
    .trim(),
  heading,
})

/** @param closing what closing words are called: they have no heading of their own */
export function titleOf({ text }: LoadedText, place: Place, closing: string): Title {
  const { language } = text
  if (place.kind === 'article') return articleTitle(language, place.article)
  if (place.kind === 'chapter') return chapterTitle(language, place.chapter)
  if (place.kind === 'part') return partTitle(language, place.part)
  if (place.kind === 'annex') return annexTitle(language, place.annex)
  const label = place.kind === 'preamble' ? wordsOf(language).preamble : closing
  return { label, heading: '' }
}

/** "Article 12: Heading", in one line. */
export const oneLine = ({ label, heading }: Title): string =>
  [label, heading].filter(Boolean).join(': ')

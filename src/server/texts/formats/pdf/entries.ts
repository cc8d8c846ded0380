/** What the contents list: the preamble, chapters, parts, articles and annexes, in their order. */
import type { Composer } from './composer.ts'

export type Entry = { address: string; title: string; level: 1 | 2 }

export function chaptersAndArticles({ taken, words }: Composer): Entry[] {
  const { text, addressOf } = taken
  const entry = (thing: { heading: string }, number: string, level: Entry['level']): Entry => ({
    address: addressOf(thing),
    title: thing.heading ? `${number}. ${thing.heading}` : number,
    level,
  })
  const articles = (all: typeof text.articles) =>
    all.map((one) => entry(one, words.article(one.number), 2))
  return [
    ...(text.preamble.paragraphs.length > 0
      ? [{ address: 'preamble', title: words.preamble, level: 1 as const }]
      : []),
    ...articles(text.articles),
    ...text.chapters.flatMap((chapter) => [
      entry(chapter, words.chapter(chapter.numeral), 1),
      ...articles(chapter.articles),
      ...chapter.parts.flatMap((part) => [
        entry(part, words.part(part.numeral), 2),
        ...articles(part.articles),
      ]),
    ]),
    ...text.annexes.map((annex) => entry(annex, words.annex(annex.numeral ?? '').trim(), 1)),
  ]
}

/** What a page of a text is called, and what it is about in a line. */
import type { Translate } from '../../server/messages/index.ts'
import { plain } from '../../server/texts/model.ts'
import type { ReadingPage } from '../../server/texts/reading/index.ts'
import { inOrder, sectionAt } from '../../server/texts/reading/paths.ts'
import { languageName } from '../format.ts'
import { chapterTitle, oneLine, partTitle, titleOf, type Title } from './titles.ts'

const LONGEST = 155

export function describe(page: ReadingPage, t: Translate, language: string) {
  const { held, other } = page
  const heading = headingOf(page, t)
  const own = oneLine(heading)
  const short = t(`texts.${held.text.id}.short`)
  const edition = t('reader.edition', { edition: held.text.edition })
  const where = other ? [whichTwo(page, t, language)] : [edition, ...standsIn(page)]
  return {
    title: other ? `${own} · ${where[0]}` : own,
    heading,
    above: [short, ...where].join(' · '),
    description: startOf(page) ?? `${short}, ${edition}: ${own}`,
  }
}

/** "Editions 1.0 and 1.1", "English and Arabic". */
function whichTwo({ held, other }: ReadingPage, t: Translate, language: string): string {
  const [before, after] = inOrder(held, other!).map(({ text }) => text.edition)
  if (before !== after) return t('reader.editions', { other: before!, edition: after! })
  const named = (one: typeof held) => languageName(one.text.language, language)
  return t('reader.languages', { language: named(held), other: named(other!) })
}

function headingOf({ held, at, other }: ReadingPage, t: Translate): Title {
  const place = held.find(at) ?? other?.find(at)
  return place ? titleOf(held, place, t('reader.closing')) : { label: held.text.title, heading: '' }
}

/** The chapter and the part that an article stands in. */
function standsIn({ held, at }: ReadingPage): string[] {
  const place = held.find(at)
  if (place?.kind !== 'article') return []
  const { language } = held.text
  return [
    ...(place.chapter ? [chapterTitle(language, place.chapter).label] : []),
    ...(place.part ? [partTitle(language, place.part).label] : []),
  ]
}

/** How the text of a page begins, cut between words. */
function startOf({ held, at }: ReadingPage): string | undefined {
  const paragraphs = sectionAt(held, at)?.paragraphs ?? []
  const words = paragraphs.map(({ text }) => plain(text)).join(' ')
  if (words.length < 20) return undefined
  if (words.length <= LONGEST) return words
  return `${words.slice(0, words.lastIndexOf(' ', LONGEST) + 1 || LONGEST).trimEnd()}…`
}

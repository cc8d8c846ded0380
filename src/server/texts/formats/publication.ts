/** What every format says of the text it holds, besides the text. */
import { campaign } from '../../../../content/campaign.ts'
import { translator } from '../../messages/index.ts'
import { explicitPath } from '../links.ts'
import type { LegalText } from '../model.ts'
import { wordsOf } from '../words.ts'
import type { Extract } from './extract.ts'

export type Publication = {
  siteUrl: string
  /** who publishes it here: the name of the site */
  publisher: string
  /** `https://…/convention/1.0/en`, without a slash at the end */
  url: string
  /** what this is: never a treaty in force, and of a specimen that it is one */
  notice: string
  /** "Edition 1.0, 2018" */
  edition: string
  /** "Edition 1.0, 1 November 2026", or the year if no day is known */
  dated: string
  /** the same, for each page: a specimen says there too what it is */
  mark: string
}

/** The year of a text's edition, where it is known: from its date, or from the campaign's own edition. */
export function yearOf({ id, edition, date }: LegalText): number | undefined {
  if (date) return Number(date.slice(0, 4))
  return campaign.texts[id].edition === edition ? campaign.texts[id].year : undefined
}

/** @param siteUrl SITE_URL, without a slash at the end */
export function publicationOf(text: LegalText, siteUrl: string): Publication {
  const t = translator(text.language)
  const year = yearOf(text)
  const number = wordsOf(text.language).edition(text.edition)
  const edition = year === undefined ? number : `${number}, ${year}`
  const dated = text.date ? `${number}, ${inWords(text.date, text.language)}` : edition
  return {
    siteUrl,
    publisher: t('site.name'),
    url: siteUrl + explicitPath(text),
    notice: t(NOTICES[text.status]),
    edition,
    dated,
    mark: text.status === 'official' ? dated : `${t(MARKS[text.status])} · ${dated}`,
  }
}

const inWords = (date: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(date))

const NOTICES = {
  official: 'takeAway.notice.official',
  'unofficial translation': 'takeAway.notice.translation',
  specimen: 'takeAway.notice.specimen',
} as const

const MARKS = {
  'unofficial translation': 'takeAway.mark.translation',
  specimen: 'takeAway.mark.specimen',
} as const

/** "Chapter II. Tourists", "Article 12"; the title of the text for a whole one. */
export function titleOf({ scope, text, whole }: Pick<Extract, 'scope' | 'text' | 'whole'>): string {
  if (scope.kind === 'text') return text.title
  const words = wordsOf(text.language)
  const place = whole.find(scope.address)
  if (place?.kind === 'chapter') return headed(words.chapter(place.chapter.numeral), place.chapter)
  if (place?.kind === 'article') return headed(words.article(place.article.number), place.article)
  return text.title
}

/** "Article 12. Its heading", or "Article 12" without one. */
export const headed = (number: string, { heading }: { heading: string }): string =>
  heading ? `${number}. ${heading}` : number

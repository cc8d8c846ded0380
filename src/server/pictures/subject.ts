/** What a picture is about: its words, and whose signatures it counts. */
import type { Text } from '../../../content/campaign.ts'
import { countryName, isCountry } from '../countries/index.ts'
import type { Translate } from '../messages/index.ts'
import type { Reading, ReadingPage } from '../texts/reading/index.ts'
import { wordsOf } from '../texts/words.ts'

export type Subject = {
  /** of the title (BCP 47) */
  language: string
  above: string
  act: boolean
  title: string
  /** those of one text or country; all unless said */
  of?: { text: Text } | { country: string }
}

type Site = { reading: Reading; t: Translate; language: string }

/** @param page as `shownAt` gives it @returns undefined when there is no such page */
export function subjectOf(site: Site, page: string): Subject | undefined {
  const { t, language } = site
  if (page === 'home')
    return { language, above: t('home.eyebrow'), act: true, title: t('home.title') }
  const [first, ...rest] = page.split('/')
  if (first === 'signatories') return ofCountry(site, rest[0] ?? '')
  return ofText(site, first as Text, rest.join('/'))
}

function ofCountry({ t, language }: Site, country: string): Subject | undefined {
  if (!isCountry(country)) return undefined
  const title = countryName(country, language)
  return { language, above: t('pictures.country'), act: false, title, of: { country } }
}

function ofText({ reading, t, language }: Site, id: Text, path: string): Subject | undefined {
  const opened = reading.open({ id, path, reader: language })
  if (opened.outcome === 'found') return ofPage(opened.page, t)
  if (opened.outcome === 'unknown' || path !== '') return undefined
  const title = t(`texts.${id}.name`)
  return { language, above: t('home.eyebrow'), act: true, title, of: { text: id } }
}

function ofPage({ held, at }: ReadingPage, t: Translate): Subject {
  const { id, edition, language, title, status } = held.text
  const place = held.find(at)
  const words = wordsOf(language)
  const label = place?.kind === 'article' ? words.article(place.article.number) : undefined
  const short = t(`texts.${id}.short`)
  const which = t('pictures.edition', { text: short, edition })
  return {
    language,
    above: [
      status === 'specimen' ? t('takeAway.mark.specimen') : which,
      ...(label ? [label] : []),
    ].join(' · '),
    act: false,
    title: (place?.kind === 'article' && place.article.heading) || (label ?? title),
    of: { text: id },
  }
}

/** The title page: what was signed, how many signed it, when this was true, and where it comes from. */
import { translator } from '../../messages/index.ts'
import { dayOf } from '../cells.ts'
import { QUIET, SEA } from '../../texts/formats/pdf/style.ts'
import type { Figures } from '../manifest.ts'
import type { BookFacts } from './gather.ts'
import type { Book } from './page.ts'

export type About = {
  language: string
  siteUrl: string
  asOf: number
  /** the book is about what is new or has changed since then alone */
  since: number | undefined
  sample: boolean
  figures: Figures
  editions: BookFacts['editions']
}

export function drawTitle(book: Book, about: About): void {
  const { language, siteUrl, asOf, since, sample, figures, editions } = about
  const t = translator(language)
  const say = book.titlePage(170)
  say(t('exports.book.title'), { size: 30, leading: 38, face: 'bold', as: 'H1' })(24)
  for (const { text, edition } of editions) {
    say(t(`texts.${text}.name`), { size: 15, leading: 20 })
    say(t('exports.book.edition', { edition }), { size: 10.5, leading: 15, colour: QUIET })(10)
  }
  say(t('exports.book.rows', { count: figures.rows }), { size: 18, leading: 26, colour: SEA })(4)
  const { individuals, organisations, countries, countedWithoutName } = figures
  say(t('exports.book.figures', { individuals, organisations, countries }), {
    size: 11.5,
    leading: 17,
  })
  if (countedWithoutName > 0)
    say(t('exports.book.nameless', { count: countedWithoutName }), {
      size: 10,
      leading: 15,
      colour: QUIET,
    })
  say(t('exports.book.asOf', { date: dayOf(asOf, language) }), { size: 10.5, leading: 44 })
  if (since !== undefined)
    say(t('exports.book.since', { date: dayOf(since, language) }), { size: 10.5, leading: 16 })(12)
  if (sample) say(t('exports.book.sample'), { size: 11, leading: 22, face: 'bold' })
  say(t('exports.book.proof', { site: siteUrl }), {
    size: 9,
    leading: 13,
    face: 'italic',
    colour: QUIET,
  })
}

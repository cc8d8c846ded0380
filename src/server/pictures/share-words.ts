/** What stands on the picture of a page: its words, and the figure as it is now. */
import type { Translate } from '../messages/index.ts'
import type { Counts } from '../register/counts.ts'
import type { SharePicture } from './share.ts'
import type { Subject } from './subject.ts'

/** @property sample true when the figures are made up: then none is shown */
type Site = { t: Translate; language: string; sample: boolean; now: number }

export function shareWords({ of, ...words }: Subject, counts: Counts, site: Site): SharePicture {
  const { t, language } = site
  const isHere = ({ country }: { country: string }) =>
    !of || !('country' in of) || country === of.country
  return {
    ...{ kind: 'share', siteLanguage: language, ...words },
    name: [t('site.nameTop'), t('site.nameBottom')],
    ...standing(figureOf(counts, of), of, site),
    circles: counts.byCountry.filter(isHere),
  }
}

/** The figure and what it counts, or that nobody has signed yet. */
function standing(
  count: number,
  of: Subject['of'],
  { t, language, sample, now }: Site,
): Pick<SharePicture, 'figure' | 'label'> {
  if (sample) return { figure: '', label: t('pictures.sample') }
  if (count === 0) return { figure: '', label: t('pictures.nobody') }
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
    .format(now)
    // A date is not broken at the end of a line.
    .replaceAll(' ', '\u00a0')
  const which = of && 'text' in of ? of.text : 'all'
  return {
    figure: new Intl.NumberFormat(language).format(count),
    label: t(`pictures.counted.${which}`, { count, date }),
  }
}

function figureOf({ total, byText, byCountry }: Counts, of: Subject['of']): number {
  if (!of) return total
  if ('text' in of) return byText[of.text]
  const own = byCountry.find(({ country }) => country === of.country)
  return own ? own.individuals + own.organisations : 0
}

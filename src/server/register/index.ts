/** Public reading: counts, the list, a country. Nothing here sees an address. */
import type { Context } from '../context.ts'
import { feed } from './feeds/index.ts'
import type { Translate } from '../messages/index.ts'
import { growth } from './growth.ts'
import { history, type Asked } from './history.ts'
import { countryFigures } from './country.ts'
import { counts, keptCounts, lastWeek } from './counts.ts'
import { commission, hasCommission } from './commission.ts'
import { searchIsPaused } from '../settings.ts'
import { liveFigures } from './live.ts'
import { logo, organisationPage } from './organisation.ts'
import { list, readFilter, type Filter, type Page } from './list.ts'
import { standingOf } from './standing.ts'
import type { Text } from '../../../content/campaign.ts'

export type { Entry, Filter, Page } from './list.ts'

export function registerService(context: Context) {
  return {
    readFilter,
    counts: keptCounts(context),
    /** The counts after every commit so far: for who has just signed. */
    countsNow: () => counts(context, 'readFresh'),
    live: liveFigures(context),
    history: (asked: Asked) => history(context, asked),
    growth: () => growth(context),
    feed: (t: Translate, language: string, country?: string) => feed(context, t, language, country),
    standing: (text?: Text) => standingOf(context, text),
    lastWeek: () => lastWeek(context),
    list: (filter: Filter, size?: number) => listUnlessPaused(context, filter, size),
    latest: (size: number) =>
      list(
        context,
        { q: '', country: undefined, kind: undefined, text: undefined, cursor: undefined },
        size,
      ),
    country: (code: string) => countryFigures(context, code),
    organisation: (number: number) => organisationPage(context, number),
    /** who signed for the commission: a list of its own, in no count */
    commission: () => commission(context),
    hasCommission: () => hasCommission(context),
    logo: (number: number, key: string) => logo(context, number, key),
  }
}

/** A page of the register, or word that names are not searched for just now (`pause_search`). */
async function listUnlessPaused(
  context: Context,
  filter: Filter,
  size?: number,
): Promise<Page & { searchPaused: boolean }> {
  if (filter.q && searchIsPaused(context))
    return { entries: [], next: undefined, searchPaused: true }
  return { ...(await list(context, filter, size)), searchPaused: false }
}

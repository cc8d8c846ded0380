/** Public reading: counts, the list, a country. Nothing here sees an address. */
import type { Context } from '../context.ts'
import { countryFigures } from './country.ts'
import { counts, lastWeek } from './counts.ts'
import { list, readFilter, type Filter } from './list.ts'

export type { Entry, Filter, Page } from './list.ts'

export function registerService(context: Context) {
  return {
    readFilter,
    counts: () => counts(context),
    lastWeek: () => lastWeek(context),
    list: (filter: Filter, size?: number) => list(context, filter, size),
    latest: (size: number) =>
      list(
        context,
        { q: '', country: undefined, kind: undefined, text: undefined, cursor: undefined },
        size,
      ),
    country: (code: string) => countryFigures(context, code),
  }
}

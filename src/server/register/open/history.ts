/** The history as open data: everything by day, or some weeks by hour. */
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { DAY, startOf } from '../../context.ts'
import { isCountry } from '../../countries/index.ts'
import { history, type Period } from '../history.ts'
import { licenceOf } from './licence.ts'
import type { HistoryAnswer } from './schemas.ts'

/** Days of hours that one answer holds, and how many there are when nobody asks for a day. */
const MOST_DAYS = 31
const USUAL_DAYS = 7

const asked = z.object({
  by: z.enum(['day', 'hour']).default('day'),
  country: z.string().refine(isCountry).optional(),
  from: z.iso.date().optional(),
})
export type HistoryParameter = keyof z.infer<typeof asked>

/** @returns the answer, or the parameter that makes no sense */
export async function historyAnswer(
  context: Context,
  params: URLSearchParams,
): Promise<HistoryAnswer | { wrong: HistoryParameter }> {
  const given = asked.safeParse(Object.fromEntries(params))
  if (!given.success) return { wrong: given.error.issues[0]!.path[0] as HistoryParameter }
  const { by, country } = given.data
  const time = context.now()
  const today = startOf(time, DAY)
  const usual = by === 'hour' ? today - (USUAL_DAYS - 1) * DAY : 0
  const from = given.data.from === undefined ? usual : Date.parse(given.data.from)
  const to = by === 'hour' ? from + MOST_DAYS * DAY : undefined
  return {
    asOf: new Date(time).toISOString(),
    licence: licenceOf(),
    by,
    country: country ?? null,
    periods: (await history(context, { by, country, from, to })).map(shown),
    next: to !== undefined && to <= today ? addressOf(context, country, to) : null,
  }
}

const shown = ({ start, end, individuals, organisations, byText }: Period) => ({
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
  ...{ individuals, organisations, byText },
})

function addressOf({ config }: Context, country: string | undefined, from: number): string {
  const of = country === undefined ? '' : `&country=${country}`
  const day = new Date(from).toISOString().slice(0, 10)
  return `${config.siteUrl}/api/v1/history.json?by=hour${of}&from=${day}`
}

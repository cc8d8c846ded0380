/** Who stands behind one text, or behind any: what is shown on other sites. */
import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import type { CountryCount } from './counts.ts'

export type Standing = {
  total: number
  individuals: number
  organisations: number
  countries: number
  /** in no order */
  byCountry: CountryCount[]
}

export async function standingOf(context: Context, text?: Text): Promise<Standing> {
  const rows = await context.database.read(
    sql`select country, coalesce(sum(count) filter (where kind = 'individual'), 0) as individuals,
        coalesce(sum(count) filter (where kind = 'organisation'), 0) as organisations
      from tally where text = ${text ?? 'any'} and count > 0 group by country`,
  )
  const byCountry = rows.map((row) => ({
    country: String(row['country']),
    individuals: Number(row['individuals']),
    organisations: Number(row['organisations']),
  }))
  const sum = (kind: 'individuals' | 'organisations') =>
    byCountry.reduce((total, one) => total + one[kind], 0)
  const [individuals, organisations] = [sum('individuals'), sum('organisations')]
  const countries = byCountry.length
  return { total: individuals + organisations, individuals, organisations, countries, byCountry }
}

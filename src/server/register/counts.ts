/** The counts that everybody sees, from the tally alone. */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { DAY } from '../context.ts'

export type CountryCount = { country: string; individuals: number; organisations: number }
export type Counts = {
  /** ISO 8601 */
  asOf: string
  /** individuals + organisations; who endorses both texts counts once */
  total: number
  individuals: number
  organisations: number
  countries: number
  byText: { convention: number; declaration: number }
  /** largest first */
  byCountry: CountryCount[]
}

export async function counts(context: Context): Promise<Counts> {
  const rows = await context.database.read(
    sql`select text, kind, country, count from tally where count > 0`,
  )
  const byCountry = new Map<string, CountryCount>()
  const byText = { any: 0, convention: 0, declaration: 0 }
  for (const row of rows) {
    const [text, country, count] = [
      row['text'] as keyof typeof byText,
      String(row['country']),
      Number(row['count']),
    ]
    byText[text] += count
    if (text !== 'any') continue
    const entry = byCountry.get(country) ?? { country, individuals: 0, organisations: 0 }
    entry[row['kind'] === 'individual' ? 'individuals' : 'organisations'] += count
    byCountry.set(country, entry)
  }
  const list = [...byCountry.values()].sort(
    (a, b) => size(b) - size(a) || (a.country < b.country ? -1 : 1),
  )
  return {
    asOf: new Date(context.now()).toISOString(),
    total: byText.any,
    individuals: list.reduce((sum, { individuals }) => sum + individuals, 0),
    organisations: list.reduce((sum, { organisations }) => sum + organisations, 0),
    countries: list.length,
    byText: { convention: byText.convention, declaration: byText.declaration },
    byCountry: list,
  }
}

const size = ({ individuals, organisations }: CountryCount) => individuals + organisations

/** How many of those that stand today were published in the last seven days (UTC days). */
export async function lastWeek(context: Context): Promise<number> {
  const since = new Date(context.now() - 6 * DAY).toISOString().slice(0, 10)
  const row = await context.database.first(
    sql`select coalesce(sum(count), 0) as count from tally_days where day >= ${since}`,
  )
  return Number(row?.['count'])
}

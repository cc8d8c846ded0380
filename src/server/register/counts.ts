/** The counts that everybody sees, from the tally alone. */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { DAY, startOf } from '../context.ts'

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
  /** of the register, as these figures were read with it: the larger one is the newer */
  version: number
}

/**
 * One row a country: making a row costs more than adding up its figures in the database. While
 * nobody has signed it is one row without a country, because the version is there all the same.
 */
const BY_COUNTRY = sql`
  select value as version, country,
    sum(count) filter (where text = 'any' and kind = 'individual') as individuals,
    sum(count) filter (where text = 'any' and kind = 'organisation') as organisations,
    sum(count) filter (where text = 'convention') as convention,
    sum(count) filter (where text = 'declaration') as declaration
  from versions left join tally on count > 0 where name = 'register' group by country`

/** The counts as the tally has them now. @param read `readFresh` for who must see their own */
export async function counts(
  context: Pick<Context, 'database' | 'now'>,
  read: 'read' | 'readFresh' = 'read',
): Promise<Counts> {
  const found = await context.database[read](BY_COUNTRY)
  const rows = found.filter((row) => row['country'] !== null)
  const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0)
  const [individuals, organisations] = [sum('individuals'), sum('organisations')]
  const byCountry = rows.map((row) => ({
    country: String(row['country']),
    individuals: Number(row['individuals']),
    organisations: Number(row['organisations']),
  }))
  return {
    asOf: new Date(context.now()).toISOString(),
    total: individuals + organisations,
    individuals,
    organisations,
    countries: rows.length,
    byText: { convention: sum('convention'), declaration: sum('declaration') },
    byCountry: byCountry.sort((a, b) => size(b) - size(a) || (a.country < b.country ? -1 : 1)),
    version: Number(found[0]?.['version'] ?? 0),
  }
}

/**
 * The counts, read once for each version of the register: a dozen pages show them after a change.
 * What a replica shows that is behind is not kept.
 */
export function keptCounts(context: Context): () => Promise<Counts> {
  let kept: { heard: number; counts: Counts } | undefined
  return async () => {
    const heard = context.database.version()
    if (kept?.heard === heard)
      return { ...kept.counts, asOf: new Date(context.now()).toISOString() }
    const read = await counts(context)
    kept = read.version >= heard ? { heard, counts: read } : undefined
    return read
  }
}

const size = ({ individuals, organisations }: CountryCount) => individuals + organisations

/** How many of those that stand today were published in the last seven days (UTC days). */
export async function lastWeek(context: Context): Promise<number> {
  const since = startOf(context.now(), DAY) - 6 * DAY
  const row = await context.database.first(
    sql`select coalesce(sum(count), 0) as count from tally_history where country = '' and start >= ${since}`,
  )
  return Number(row?.['count'])
}

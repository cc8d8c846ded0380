/**
 * When those that count today were published: of all and of a country, by day and hour (UTC). A
 * period of a country runs on until it holds five, because a smaller one, held against the names
 * that are listed, would tell in which hour somebody signed who asked not to be named.
 */
import { campaign } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { DAY, HOUR, startOf } from '../context.ts'
import { raw, sql, type Row, type Statement } from '../database/index.ts'

export const UNITS = { day: DAY, hour: HOUR } as const
export type Unit = keyof typeof UNITS
export type Period = {
  /** milliseconds since 1970; it ends where the next may begin */
  start: number
  end: number
  individuals: number
  organisations: number
  byText: { convention: number; declaration: number }
}
export type Asked = {
  by: Unit
  /** ISO 3166-1 alpha-2; undefined for all */
  country?: string | undefined
  /** periods that end after this, and begin before `to`; milliseconds since 1970 */
  from?: number | undefined
  to?: number | undefined
}

/** Signatories that a period of a country holds at least, but for the last, which is not over. */
export const FEWEST = 5

const FIGURES = sql`
  sum(count) filter (where kind = 'individual') as individuals,
  sum(count) filter (where kind = 'organisation') as organisations,
  sum(count) filter (where text_mask & 1) as convention,
  sum(count) filter (where text_mask & 2) as declaration`

/** Periods in which somebody was published, oldest first; those of nobody are left out. */
export async function history(
  context: Pick<Context, 'database' | 'now'>,
  asked: Asked,
): Promise<Period[]> {
  const { by, country, from = 0, to = Infinity } = asked
  const rows = await context.database.read(statementFor(asked))
  const periods = rows.map((row) => toPeriod(row, UNITS[by]))
  if (country === undefined) return periods
  const now = startOf(context.now(), UNITS[by]) + UNITS[by]
  return inCompany(periods, now).filter(({ start, end }) => end > from && start < to)
}

function statementFor({ by, country, from = 0, to }: Asked): Statement {
  const until = to ?? Number.MAX_SAFE_INTEGER
  // Written out: as a parameter the unit would be no integer, and nothing would be rounded down.
  const floored = raw(`start / ${UNITS[by]} * ${UNITS[by]}`)
  // Whatever part is asked for: the periods of a country depend on all that went before.
  if (country !== undefined)
    return sql`select ${floored} as start, ${FIGURES} from tally_history
      where country = ${country} and count > 0 group by 1 order by 1`
  if (by === 'day')
    return sql`select start, ${FIGURES} from tally_history
      where country = '' and count > 0 and start >= ${startOf(from, DAY)} and start < ${until} group by start order by start`
  return sql`select start, ${FIGURES} from (select distinct country from tally) c
    cross join tally_history h on h.country = c.country and h.count > 0 and h.start >= ${startOf(from, HOUR)} and h.start < ${until}
    group by start order by start`
}

function toPeriod(row: Row, unit: number): Period {
  const start = Number(row['start'])
  return {
    ...{ start, end: start + unit },
    individuals: Number(row['individuals']),
    organisations: Number(row['organisations']),
    byText: { convention: Number(row['convention']), declaration: Number(row['declaration']) },
  }
}

/** @param now end of the period that is not over */
function inCompany(periods: readonly Period[], now: number): Period[] {
  const joined: Period[] = []
  let open: Period | undefined
  let start = Math.min(Date.parse(campaign.opensAt), periods[0]?.start ?? Infinity)
  for (const period of periods) {
    open = open ? added(open, period) : { ...period, start }
    if (open.individuals + open.organisations < FEWEST) continue
    joined.push(open)
    start = open.end
    open = undefined
  }
  return open ? [...joined, { ...open, end: Math.max(now, open.end) }] : joined
}

const added = (one: Period, next: Period): Period => ({
  start: one.start,
  end: next.end,
  individuals: one.individuals + next.individuals,
  organisations: one.organisations + next.organisations,
  byText: {
    convention: one.byText.convention + next.byText.convention,
    declaration: one.byText.declaration + next.byText.declaration,
  },
})

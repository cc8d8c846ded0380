/** The figures of the staff's home. Everything is read from what was gathered before, never by counting endorsements. */
import type { Context } from '../../context.ts'
import { DAY, HOUR } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { newsArePaused } from '../../settings.ts'
import { MOST_COUNTED, countStatement, foundBy } from '../work-list/list.ts'
import { readWorkFilter } from '../work-list/filter.ts'
import { HELD_WORDS, type Held } from '../work-list/words.ts'

/** What waits, each with the filter of the work list that shows it; counted up to MOST_COUNTED. */
export type Waiting = { name: Held | 'comments' | 'blocked'; count: number; query: string }
/** One bar of a chart; `key` is the day or hour it begins with. */
export type Bar = { key: string; individuals: number; organisations: number }
export type Unit = 'hour' | 'day' | 'week'
export type MailHealth = {
  waiting: number
  /** milliseconds that the first one waits after it was due */
  overdue: number
  sentLastHour: number
  failedLastDay: number
  deadLastDay: number
  newsPaused: boolean
  /** what the mail service complains of; '' when it takes mail */
  problem: string
}

const HELD = Object.keys(HELD_WORDS) as Held[]
const QUERIES: readonly { name: Waiting['name']; query: string }[] = [
  ...HELD.map((name) => ({ name, query: `state=review&held=${name}&sort=oldest` })),
  { name: 'comments' as const, query: 'comment=waiting&state=published&sort=oldest' },
  { name: 'blocked' as const, query: 'state=blocked' },
]

export async function waiting({ database }: Pick<Context, 'database'>): Promise<Waiting[]> {
  return Promise.all(
    QUERIES.map(async ({ name, query }) => {
      const found = foundBy(readWorkFilter(new URLSearchParams(query), true), true)!
      const [row] = await database.read(countStatement(found, MOST_COUNTED))
      return { name, query, count: Number(row?.['count']) }
    }),
  )
}

const SPANS: Record<Unit, number> = { hour: 48 * HOUR, day: 60 * DAY, week: 52 * 7 * DAY }

/** Endorsements confirmed, oldest bar first; empty ones are there too. */
export async function overTime(
  { database, now }: Pick<Context, 'database' | 'now'>,
  unit: Unit,
): Promise<Bar[]> {
  const [from, to] = [startOf(unit, now() - SPANS[unit]), now()]
  const length = unit === 'hour' ? 13 : 10
  const rows = await database.read(
    sql`select substr(period, 1, ${length}) as key, label, sum(count) as count from staff_figures
      where name = 'confirmed' and period >= ${new Date(from).toISOString().slice(0, length)} group by 1, 2`,
  )
  const bars = new Map<string, Bar>()
  for (let at = from; at <= to; at += unit === 'hour' ? HOUR : unit === 'day' ? DAY : 7 * DAY)
    bars.set(keyOf(unit, at), { key: keyOf(unit, at), individuals: 0, organisations: 0 })
  for (const row of rows) {
    const at = Date.parse(unit === 'hour' ? `${row['key']}:00:00Z` : String(row['key']))
    const bar = bars.get(keyOf(unit, startOf(unit, at)))
    if (bar)
      bar[row['label'] === 'individual' ? 'individuals' : 'organisations'] += Number(row['count'])
  }
  return [...bars.values()]
}

/** Weeks begin on Monday (ISO 8601); the epoch was a Thursday. */
function startOf(unit: Unit, at: number): number {
  if (unit === 'hour') return at - (at % HOUR)
  const day = at - (at % DAY)
  return unit === 'day' ? day : day - ((day / DAY + 3) % 7) * DAY
}
const keyOf = (unit: Unit, at: number) =>
  new Date(at).toISOString().slice(0, unit === 'hour' ? 13 : 10)

export async function mailHealth(
  context: Pick<Context, 'database' | 'now' | 'settings'>,
): Promise<MailHealth> {
  const { database, now } = context
  const time = now()
  const hour = (at: number) => new Date(at).toISOString().slice(0, 13)
  const [row] = await database.read(
    sql`select (select count(*) from (select 1 from outbox where state = 'waiting' limit 100000)) as waiting,
      (select min(next_attempt_at) from outbox where state = 'waiting') as first,
      (select coalesce(sum(count), 0) from staff_figures where name = 'mail' and label = 'sent' and period >= ${hour(time - HOUR)}) as sent,
      (select coalesce(sum(count), 0) from staff_figures where name = 'mail' and label = 'failed' and period >= ${hour(time - DAY)}) as failed,
      (select coalesce(sum(count), 0) from staff_figures where name = 'mail' and label = 'dead' and period >= ${hour(time - DAY)}) as dead,
      (select value from mail_service where name = 'problem') as problem`,
  )
  const first = row?.['first']
  return {
    waiting: Number(row?.['waiting']),
    overdue: first === null || first === undefined ? 0 : Math.max(0, time - Number(first)),
    sentLastHour: Number(row?.['sent']),
    failedLastDay: Number(row?.['failed']),
    deadLastDay: Number(row?.['dead']),
    newsPaused: newsArePaused(context),
    problem: String(row?.['problem'] ?? ''),
  }
}

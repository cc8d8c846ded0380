/**
 * The funnel: confirmation mails asked for, handed over, and confirmed; by the day they were asked
 * for, and by the domain they went to. Where mails do not arrive, few confirm.
 */
import type { Context } from '../../context.ts'
import { DAY } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'

export type Step = { submitted: number; mailed: number; confirmed: number }
export type FunnelDay = Step & { day: string }
export type FunnelDomain = Step & {
  domain: string
  /** far fewer confirm than elsewhere, and it is no chance */
  suspicious: boolean
}
export type Funnel = { days: FunnelDay[]; domains: FunnelDomain[]; total: Step }

const DAYS = 14
const MOST_DOMAINS = 20
/** Fewer mails than these say nothing. */
const ENOUGH = 20
/** Standard deviations below what is usual. */
const SURE = 4
/** Below this part of the usual share it is worth a look, however many there are. */
const PART = 0.6

export async function funnel({
  database,
  now,
}: Pick<Context, 'database' | 'now'>): Promise<Funnel> {
  const from = dayOf(now() - (DAYS - 1) * DAY)
  const [days, domains] = await Promise.all([
    database.read(
      sql`select period as key, ${STEPS} from staff_figures where ${IN_FUNNEL} and period >= ${from} group by 1`,
    ),
    database.read(sql`select label as key, ${STEPS} from staff_figures where ${IN_FUNNEL} and period >= ${from}
      group by 1 order by submitted desc limit ${MOST_DOMAINS}`),
  ])
  const byDay = new Map(days.map((row) => [String(row['key']), stepOf(row)]))
  const all = Array.from({ length: DAYS }, (_, i) => dayOf(now() - (DAYS - 1 - i) * DAY))
  const filled = all.map((day) => ({
    day,
    ...(byDay.get(day) ?? { submitted: 0, mailed: 0, confirmed: 0 }),
  }))
  const total = sum(filled)
  return {
    days: filled,
    total,
    domains: domains.map((row) => {
      const step = stepOf(row)
      return { domain: String(row['key']), ...step, suspicious: isSuspicious(step, total) }
    }),
  }
}

const IN_FUNNEL = sql`name in ('funnel submitted', 'funnel mailed', 'funnel confirmed')`
const STEPS = sql`sum(iif(name = 'funnel submitted', count, 0)) as submitted,
  sum(iif(name = 'funnel mailed', count, 0)) as mailed, sum(iif(name = 'funnel confirmed', count, 0)) as confirmed`

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
const stepOf = (row: Row): Step => ({
  submitted: Number(row['submitted']),
  mailed: Number(row['mailed']),
  confirmed: Number(row['confirmed']),
})
const sum = (steps: Step[]): Step =>
  steps.reduce(
    (all, one) => ({
      submitted: all.submitted + one.submitted,
      mailed: all.mailed + one.mailed,
      confirmed: all.confirmed + one.confirmed,
    }),
    { submitted: 0, mailed: 0, confirmed: 0 },
  )

/** Compared with all others together, by the normal approximation of the binomial distribution. */
export function isSuspicious(step: Step, total: Step): boolean {
  const others = total.submitted - step.submitted
  if (step.submitted < ENOUGH || others < ENOUGH) return false
  const usual = Math.min(0.99, (total.confirmed - step.confirmed) / others)
  const expected = usual * step.submitted
  const deviation = Math.sqrt(step.submitted * usual * (1 - usual))
  return step.confirmed < expected - SURE * deviation && step.confirmed < PART * expected
}

/**
 * When a milestone of the settings was first reached, by all and by a country. Noted once by a job,
 * because feeds and charts must not change their minds when somebody leaves afterwards.
 */
import type { Context } from '../context.ts'
import { HOUR } from '../context.ts'
import { join, sql, type Statement } from '../database/index.ts'
import { milestonesOf } from '../settings.ts'

export type Milestone = {
  /** ISO 3166-1 alpha-2; '' for all */
  country: string
  milestone: number
  /** milliseconds since 1970 */
  reachedAt: number
}

/** Notes what has been reached since. */
export async function noteMilestones(context: Context): Promise<void> {
  const milestones = milestonesOf(context)
  if (milestones.length === 0) return
  const listed = join(
    milestones.map((milestone) => sql`select ${milestone} as milestone`),
    ' union all ',
  )
  const rows = await context.database.readFresh(sql`
    with reached as (
      select '' as country, sum(count) as count from tally where text = 'any'
      union all select country, sum(count) from tally where text = 'any' group by country)
    select country, milestone from reached join (${listed}) on count >= milestone
      where not exists (select 1 from milestones_reached m where m.country = reached.country and m.milestone = milestone)
      order by country, milestone`)
  const units = rows.map((row) => noted(context, String(row['country']), Number(row['milestone'])))
  if (units.length > 0) await context.database.write(await Promise.all(units))
}

/** The end of the hour in which so many were published, or now when it is not over. */
async function noted(context: Context, country: string, milestone: number): Promise<Statement> {
  const now = context.now()
  const of = country === '' ? sql`` : sql`where country = ${country}`
  const row = await context.database.firstFresh(sql`
    select start from (select start, sum(count) over (order by start) as total from (
        select start, sum(count) as count from (
          select start, country, count from tally_history where country <> '') ${of} group by start))
      where total >= ${milestone} order by start limit 1`)
  const reachedAt = row ? Math.min(now, Number(row['start']) + HOUR) : now
  return sql`insert into milestones_reached (country, milestone, reached_at)
    values (${country}, ${milestone}, ${reachedAt}) on conflict (country, milestone) do nothing`
}

/** What was reached, newest first. @param country '' for all */
export async function milestonesReached(
  { database }: Pick<Context, 'database'>,
  country: string,
): Promise<Milestone[]> {
  const rows = await database.read(
    sql`select milestone, reached_at from milestones_reached where country = ${country} order by reached_at desc, milestone desc`,
  )
  return rows.map((row) => ({
    country,
    milestone: Number(row['milestone']),
    reachedAt: Number(row['reached_at']),
  }))
}

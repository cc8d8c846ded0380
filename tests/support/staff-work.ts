/** Steps of the daily work of staff, over HTTP. */
import { query } from './database.ts'
import type { Site } from './site.ts'
import type { Member } from './staff.ts'
import { until } from './until.ts'
import type { Answer, Fields } from './visitor.ts'

/** The row of an address. */
export async function rowOf(site: Site, email: string): Promise<Record<string, unknown>> {
  const [row] = await query(site, 'select * from endorsements where email = ?', [email])
  if (!row) throw new Error(`Nobody confirmed with ${email}`)
  return row
}

export const idOf = async (site: Site, email: string): Promise<number> =>
  Number((await rowOf(site, email))['id'])

/** Decides as the page's form would. */
export async function decide(
  site: Site,
  member: Member,
  email: string,
  fields: Fields,
): Promise<Answer> {
  return member.post(`/staff/endorsements/${await idOf(site, email)}/decision`, fields)
}

/** Waits until the work list has taken in everything. */
export async function workListIsCurrent(site: Site): Promise<void> {
  await until(async () => {
    const [row] = await query(
      site,
      `select (select count(*) from work_changed) + (select coalesce(max(id), 0) from endorsements)
        - (select up_to from digests where name = 'endorsements') as behind`,
    )
    return Number(row?.['behind']) === 0
  }, 'the work list')
}

/** Names that a page of the work list shows, in its order. */
export function namesIn({ body }: Answer): string[] {
  return [...body.matchAll(/data-open>\s*<bdi>([^<]*)<\/bdi>/g)].map(([, name]) => name!)
}

/** What the audit has about something, oldest first. */
export const auditOf = (site: Site, subject: string): Promise<Record<string, unknown>[]> =>
  query(
    site,
    'select who, what, before, after, network from audit where subject = ? order by number',
    [subject],
  )

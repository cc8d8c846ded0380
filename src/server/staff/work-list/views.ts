/** Filters of the work list that somebody keeps under a name, for themselves. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { cleanLine, lineProblem } from '../../endorsements/names.ts'
import { queryOf, readWorkFilter } from './filter.ts'

const MOST = 30
const LONGEST_NAME = 60

export type SavedView = { id: number; name: string; query: string }

export async function savedViews(
  { database }: Pick<Context, 'database'>,
  staffId: number,
): Promise<SavedView[]> {
  const rows = await database.readFresh(
    sql`select id, name, query from staff_views where staff_id = ${staffId} order by name`,
  )
  return rows.map((row) => ({
    id: Number(row['id']),
    name: String(row['name']),
    query: String(row['query']),
  }))
}

/** Keeps a filter; the same name again replaces it. @returns what is wrong with the name, if anything */
export async function saveView(
  { database, now }: Pick<Context, 'database' | 'now'>,
  staffId: number,
  typed: string,
  query: string,
): Promise<'saved' | 'name' | 'tooMany'> {
  const name = cleanLine(typed)
  if (name === '' || lineProblem(name, LONGEST_NAME)) return 'name'
  const { cursor: _, ...filter } = readWorkFilter(new URLSearchParams(query.slice(0, 1000)), true)
  const [saved] = await database.write([
    sql`insert into staff_views (staff_id, name, query, created_at) select ${staffId}, ${name}, ${queryOf(filter)}, ${now()}
      where (select count(*) from staff_views where staff_id = ${staffId} and name <> ${name}) < ${MOST}
      on conflict (staff_id, name) do update set query = excluded.query`,
  ])
  return saved!.rowsAffected > 0 ? 'saved' : 'tooMany'
}

/** Forgets one of one's own; forgetting twice is a success. */
export async function forgetView(
  { database }: Pick<Context, 'database'>,
  staffId: number,
  id: number,
): Promise<void> {
  await database.write([sql`delete from staff_views where id = ${id} and staff_id = ${staffId}`])
}

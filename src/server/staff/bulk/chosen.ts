/** Endorsements chosen by hand: `ids=1,2,3`. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { toRow, type WorkRow } from '../work-list/list.ts'

/** @returns undefined for a query that is a filter */
export function idsOf(query: string): number[] | undefined {
  const list = new URLSearchParams(query).get('ids')
  if (list === null) return undefined
  const ids = list
    .split(',')
    .filter((id) => /^\d{1,15}$/.test(id))
    .map(Number)
  return [...new Set(ids)]
}

export async function rowsOf(
  { database }: Pick<Context, 'database'>,
  ids: number[],
): Promise<WorkRow[]> {
  const rows =
    await database.readFresh(sql`select e.id, e.number, e.kind, e.state, e.held_by, e.name, e.email, e.country,
      e.text_mask, e.comment is not null as commented, e.comment_approved_at, e.confirmed_at, e.source, o.website
    from endorsements e left join organisations o on o.endorsement_id = e.id
    where e.id in (select value from json_each(${JSON.stringify(ids)})) order by e.id desc`)
  return rows.map((row) => toRow(row, true))
}

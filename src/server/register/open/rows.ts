/**
 * The rows of the register as open data: what is listed, by number, smallest first. A cursor is the
 * number of the last row that somebody has, so it survives every change, and what is new comes at
 * the end. Anonymous signatories are no rows; of what a missing number says: docs/decisions/0025.
 */
import type { Text } from '../../../../content/campaign.ts'
import { raw, sql, type Row, type Statement } from '../../database/index.ts'
import { importSource } from '../source.ts'
import type { Signatory } from './schemas.ts'

const LISTED = raw(`state = 'published' and visibility = 'public' and text_mask > 0`)

/** Reads at most `limit` rows of an index, wherever in the register. @param after a signatory number */
export function rowsAfter(after: number, limit: number): Statement {
  const ofMask = (mask: number) =>
    sql`select number from (select number from endorsements indexed by register_by_text
      where ${LISTED} and text_mask = ${mask} and number > ${after} order by number limit ${limit})`
  return sql`
    select e.number, e.kind, e.name, e.country, e.affiliation, e.role, e.text_mask, e.confirmed_at, e.source,
      iif(e.comment_approved_at is null, null, e.comment) as comment,
      coalesce(e.published_at, e.confirmed_at) as published_at, o.type, o.website, o.statement
    from endorsements e left join organisations o on o.endorsement_id = e.id
    where e.number in (select number from (${ofMask(1)} union all ${ofMask(2)} union all ${ofMask(3)})
      order by number limit ${limit}) order by e.number`
}

export function toSignatory(row: Row, siteUrl: string): Signatory {
  const orNull = (column: string) => (row[column] === null ? null : String(row[column]))
  return {
    number: Number(row['number']),
    kind: row['kind'] as Signatory['kind'],
    name: String(row['name']),
    country: String(row['country']),
    affiliation: orNull('affiliation'),
    role: orNull('role'),
    comment: orNull('comment'),
    texts: textsOf(Number(row['text_mask'])),
    confirmedOn: dayOf(row['confirmed_at']),
    publishedOn: dayOf(row['published_at']),
    source: importSource(row['source']) ?? 'site',
    organisation:
      row['type'] === null
        ? null
        : {
            type: row['type'] as NonNullable<Signatory['organisation']>['type'],
            website: String(row['website']),
            statement: orNull('statement'),
            page: `${siteUrl}/signatories/organisations/${row['number']}`,
          },
  }
}

const textsOf = (mask: number): Text[] => [
  ...(mask & 1 ? ['convention' as const] : []),
  ...(mask & 2 ? ['declaration' as const] : []),
]

/** The day and no more: an hour would tell apart those who asked not to be named (history.ts). */
const dayOf = (time: Row[string] | undefined) => new Date(Number(time)).toISOString().slice(0, 10)

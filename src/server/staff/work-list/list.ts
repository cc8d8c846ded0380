/**
 * The work list: all endorsements, read through its search table, whatever the filter. A page is
 * the next fifty places of an intersection of words. The table is a second behind, so each row is
 * held against its filter once more: what somebody has just decided is not shown as waiting.
 */
import type { Context } from '../../context.ts'
import { join, raw, sql, type Row, type Statement } from '../../database/index.ts'
import type { Kind } from '../../endorsements/form.ts'
import type { State } from '../../endorsements/states.ts'
import type { Text } from '../../../../content/campaign.ts'
import { importSource, type ImportSource } from '../../register/source.ts'
import type { WorkFilter } from './filter.ts'
import { matchOf } from './match.ts'
import { placeAt } from './words.ts'

export const WORK_PAGE = 50
/** More than this are not sorted by name. */
export const MOST_SORTED = 5000
/** Counted up to this; beyond it, "more than". */
export const MOST_COUNTED = 1000
const DAY = 86_400_000

export type WorkRow = {
  id: number
  number: number | null
  kind: Kind
  state: State
  heldBy: string | null
  name: string
  /** null for those who see no addresses, and once erased */
  email: string | null
  country: string
  texts: Text[]
  comment: 'waiting' | 'shown' | null
  confirmedAt: number
  /** where it was brought in from; null for who signed here */
  source: ImportSource | null
  website: string | null
}
export type WorkPage = {
  rows: WorkRow[]
  next: string | undefined
  /** how many match, counted up to MOST_COUNTED; not counted again on further pages */
  count: number | undefined
  /** sorted by date, because too many match to be sorted by name */
  unsorted: boolean
}

const COLUMNS =
  raw(`e.id, e.number, e.kind, e.state, e.held_by, e.name, e.email, e.country, e.text_mask,
  e.comment is not null as commented, e.comment_approved_at, e.confirmed_at, e.source, o.website`)

/** One page of the work list. */
export async function workPage(
  { database }: Pick<Context, 'database'>,
  filter: WorkFilter,
  addresses: boolean,
): Promise<WorkPage> {
  const [counting, listing] = pageStatements(filter, addresses)
  if (!counting || !listing) return { rows: [], next: undefined, count: 0, unsorted: false }
  const counts = !filter.cursor || filter.sort === 'name'
  const count = counts ? Number((await database.read(counting))[0]?.['count']) : undefined
  const byName = filter.sort === 'name' && count! <= MOST_SORTED
  const rows = await database.readFresh(
    byName ? listing : pageStatements(filter, addresses, false)[1]!,
  )
  return {
    ...pageOf(rows, byName, addresses),
    count,
    unsorted: filter.sort === 'name' && !byName,
  }
}

/** What a page asks of the database: how many there are, and which; nothing when nobody can be meant. */
export function pageStatements(
  filter: WorkFilter,
  addresses: boolean,
  byName = filter.sort === 'name',
): Statement[] {
  const number = /^#?(\d{1,15})$/.exec(filter.q)?.[1]
  if (number) return [ONE, byNumber(Number(number))]
  const found = foundBy(filter, addresses)
  if (!found) return []
  return [
    countStatement(found, filter.sort === 'name' ? MOST_SORTED : MOST_COUNTED),
    byName ? sortedByName(found, filter) : byPlace(found, filter),
  ]
}

function pageOf(rows: Row[], byName: boolean, addresses: boolean): Pick<WorkPage, 'rows' | 'next'> {
  const last = rows.length > WORK_PAGE ? rows[WORK_PAGE - 1] : undefined
  const kept = rows.slice(0, WORK_PAGE).filter((row) => row['still'])
  return {
    rows: kept.map((row) => toRow(row, addresses)),
    next: last && (byName ? `${last['search_name']}~${last['id']}` : String(last['place'])),
  }
}

/** How many match exactly. */
export async function workCount(
  { database }: Pick<Context, 'database'>,
  filter: WorkFilter,
  addresses: boolean,
): Promise<number> {
  const found = foundBy(filter, addresses)
  if (!found) return 0
  return Number((await database.read(countStatement(found, -1)))[0]?.['count'])
}

export type Found = {
  /** SQL after `from`, with a condition on `rowid`, which is the place */
  places: Statement
  /** the column that holds the endorsement's id */
  id: Statement
}

/** The places that a filter means; those of no word from what the search table keeps, in the order of its key. */
export function foundBy(filter: WorkFilter, addresses: boolean): Found | undefined {
  const match = matchOf(filter, addresses)
  if (match === undefined) return undefined
  // One lower bound: of two, SQLite would seek by the first.
  const conditions = [sql`rowid >= ${filter.from ? placeAt(Date.parse(filter.from)) : 0}`]
  if (match) conditions.push(sql`work_index match ${match}`)
  if (filter.to) conditions.push(sql`rowid < ${placeAt(Date.parse(filter.to) + DAY)}`)
  const table = raw(match ? 'work_index' : 'work_index_content')
  return {
    places: sql`${table} where ${join(conditions, ' and ')}`,
    id: raw(match ? 'id' : 'c3'),
  }
}

export const countStatement = ({ places }: Found, limit: number) =>
  sql`select count(*) as count from (select 1 from ${places} limit ${limit < 0 ? -1 : limit + 1})`

function byPlace(found: Found, filter: WorkFilter): Statement {
  const up = filter.sort === 'oldest'
  const from = Number(filter.cursor)
  const after =
    Number.isSafeInteger(from) && from > 0 && filter.cursor
      ? up
        ? sql`and rowid > ${from}`
        : sql`and rowid < ${from}`
      : sql``
  const order = raw(up ? 'asc' : 'desc')
  return sql`select ${COLUMNS}, w.place, ${stillFits(filter)} as still
    from (select rowid as place, ${found.id} as id from ${found.places} ${after} order by rowid ${order} limit ${WORK_PAGE + 1}) w
    cross join endorsements e on e.id = w.id left join organisations o on o.endorsement_id = e.id order by w.place ${order}`
}

/** At most MOST_SORTED rows are read and sorted. */
function sortedByName(found: Found, filter: WorkFilter): Statement {
  const mark = filter.cursor?.lastIndexOf('~') ?? -1
  const after =
    filter.cursor && mark >= 0
      ? sql`where (e.search_name, e.id) > (${filter.cursor.slice(0, mark)}, ${Number(filter.cursor.slice(mark + 1)) || 0})`
      : sql``
  return sql`select ${COLUMNS}, e.search_name, ${stillFits(filter)} as still
    from (select ${found.id} as id from ${found.places} limit ${MOST_SORTED}) w
    cross join endorsements e on e.id = w.id left join organisations o on o.endorsement_id = e.id
    ${after} order by e.search_name, e.id limit ${WORK_PAGE + 1}`
}

/** What changes under the hands of those who work on the list. */
function stillFits({ state, held, comment }: WorkFilter): Statement {
  const conditions = [raw('true')]
  if (state) conditions.push(sql`e.state = ${state}`)
  if (held) conditions.push(raw('e.held_by is not null'))
  if (comment)
    conditions.push(raw(`e.comment_approved_at is ${comment === 'shown' ? 'not null' : 'null'}`))
  return join(conditions, ' and ')
}

const ONE = raw('select 1 as count')
const byNumber = (number: number) =>
  sql`select ${COLUMNS}, 1 as still from endorsements e left join organisations o on o.endorsement_id = e.id where e.number = ${number}`

export function toRow(row: Row, addresses: boolean): WorkRow {
  const mask = Number(row['text_mask'])
  const orNull = (column: string) => (row[column] === null ? null : String(row[column]))
  return {
    id: Number(row['id']),
    number: row['number'] === null ? null : Number(row['number']),
    kind: row['kind'] as Kind,
    state: row['state'] as State,
    heldBy: orNull('held_by'),
    name: String(row['name']),
    email: addresses ? orNull('email') : null,
    country: String(row['country']),
    texts: [
      ...(mask & 1 ? ['convention' as const] : []),
      ...(mask & 2 ? ['declaration' as const] : []),
    ],
    comment: row['commented'] ? (row['comment_approved_at'] === null ? 'waiting' : 'shown') : null,
    confirmedAt: Number(row['confirmed_at']),
    source: importSource(row['source']),
    website: orNull('website'),
  }
}

/**
 * The rows of an export, taken out of one snapshot as fast as the database gives them, so that the
 * snapshot is short however long the writing takes. They come a thousand at a time: the database
 * hands over one JSON text for all of them, which is several times as quick as a row at a time.
 *
 * A list in the order of its numbers that holds most of what there is is read along the numbers. Any
 * other is found first, eight bytes a row, and then read by its ids.
 */
import { join, raw, sql, type Row, type Statement } from '../database/index.ts'
import type { Snapshot } from '../database/snapshot.ts'
import { COUNTS, counting, type Counted } from './counting.ts'

const AT_ONCE = 1000
/** Ids that one answer holds: a libSQL server gives at most ten megabytes. */
const MOST_IDS = 900_000
/** One in so many has to be wanted: reading along the numbers passes by the others. */
const DENSE = 4
/** Pieces that are asked for in advance, so that neither side waits for the other. */
const AHEAD = 4

/** The order by numbers; who has none comes first. */
export const BY_NUMBER = 'e.number, e.id'

export type Selection = {
  /** SQL over `e` */
  where: Statement
  /** true when each row can be held against `where` by itself, without looking through other tables */
  cheap: boolean
  /** SQL: the order */
  by: string
  /** SQL over `e` and `o`, see columns.ts */
  columns: readonly string[]
}
export type Rows = {
  total: number
  /** JSON arrays of rows, in order; to be read once */
  texts: AsyncGenerator<string>
  /** of the rows that were read */
  figures(): Counted
}

/** @param tell how many have been read */
export async function rowsIn(
  snapshot: Snapshot,
  selection: Selection,
  tell: (done: number, total: number) => void = () => {},
): Promise<Rows> {
  const { total, found } = await find(snapshot, selection)
  const { add, figures } = counting()
  async function* texts() {
    for await (const row of pieces(snapshot, selection.columns, found)) {
      // A thousand numbers of which none is wanted.
      if (Number(row['n']) === 0) continue
      add(row)
      tell(figures().rows, total)
      yield String(row['rows'])
    }
  }
  return { total, texts: texts(), figures }
}

/** How many rows there are, and SQL that gives the ids of some after the other, in order. */
type Found = { total: number; found: Iterable<Statement> }

async function find(snapshot: Snapshot, selection: Selection): Promise<Found> {
  const { where, cheap, by } = selection
  const { total, highest } = cheap && by === BY_NUMBER ? await extent(snapshot, where) : NOWHERE
  if (total * DENSE >= highest) {
    const unnumbered = { ...selection, where: join([where, raw('e.number is null')], ' and ') }
    const ids = await idsOf(snapshot, unnumbered)
    return { total, found: [...ofIds(ids), ...ofNumbers(where, highest)] }
  }
  const ids = await idsOf(snapshot, selection)
  return { total: ids.length, found: ofIds(ids) }
}

const NOWHERE = { total: 0, highest: Infinity }

async function extent(snapshot: Snapshot, where: Statement) {
  const [row] = await snapshot.read(
    sql`select (select count(*) from endorsements e where ${where}) as n, (select max(number) from endorsements) as highest`,
  )
  return { total: Number(row!['n']), highest: Number(row!['highest'] ?? 0) }
}

async function idsOf(snapshot: Snapshot, { where, by }: Selection): Promise<number[]> {
  const ids: number[] = []
  for (;;) {
    const [row] = await snapshot.read(
      sql`select json_group_array(id) as ids from (select e.id from endorsements e where ${where}
        order by ${raw(by)} limit ${MOST_IDS} offset ${ids.length})`,
    )
    const more = JSON.parse(String(row!['ids'])) as number[]
    for (const id of more) ids.push(id)
    if (more.length < MOST_IDS) return ids
  }
}

function* ofIds(ids: readonly number[]): Generator<Statement> {
  for (let from = 0; from < ids.length; from += AT_ONCE)
    yield sql`(select value as id from json_each(${JSON.stringify(ids.slice(from, from + AT_ONCE))}))`
}

function* ofNumbers(where: Statement, highest: number): Generator<Statement> {
  for (let from = 1; from <= highest; from += AT_ONCE)
    yield sql`(select e.id from endorsements e indexed by endorsements_number
      where e.number between ${from} and ${from + AT_ONCE - 1} and ${where} order by e.number)`
}

async function* pieces(
  snapshot: Snapshot,
  columns: readonly string[],
  found: Iterable<Statement>,
): AsyncGenerator<Row> {
  const underWay: Promise<Row>[] = []
  for (const some of found) {
    const piece = pieceOf(snapshot, columns, some)
    // Whoever stops early does not ask for it any more.
    piece.catch(() => {})
    underWay.push(piece)
    if (underWay.length > AHEAD) yield await underWay.shift()!
  }
  for (const piece of underWay) yield await piece
}

/** @param found SQL: ids, in order */
async function pieceOf(
  snapshot: Snapshot,
  columns: readonly string[],
  found: Statement,
): Promise<Row> {
  const row = raw(`json_array(${columns.join(', ')})`)
  const [piece] = await snapshot.read(
    // Only organisations are looked for among organisations: null finds nothing at once.
    sql`select json_group_array(${row}) as rows, ${COUNTS} from ${found} f cross join endorsements e on e.id = f.id
      left join organisations o on o.endorsement_id = iif(e.kind = 'organisation', e.id, null)`,
  )
  return piece!
}

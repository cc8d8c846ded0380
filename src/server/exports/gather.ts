/**
 * The rows of an export, taken out of one snapshot into a file of their own as fast as the database
 * gives them, so that the snapshot is short however long the writing takes. First the ids in their
 * order, eight bytes each; then the rows, a thousand at a time: the database hands over one JSON
 * text for all of them, which is several times as quick as a row at a time.
 */
import { createReadStream } from 'node:fs'
import { raw, sql, type Statement } from '../database/index.ts'
import type { Snapshot } from '../database/snapshot.ts'
import type { Figures } from './manifest.ts'
import { sinkTo } from './sink.ts'

/** A row as it comes: a value for each column. */
export type Raw = (string | number | null)[]

const AT_ONCE = 1000
/** Ids that one answer holds: a libSQL server gives at most ten megabytes. */
const MOST_IDS = 900_000

export type Found = { ids: number[]; figures: Omit<Figures, 'countedWithoutName'> }

/** The ids of what a condition means, in order, and what can be counted on the way. */
export async function find(snapshot: Snapshot, where: Statement, by: string): Promise<Found> {
  const ids: number[] = []
  const countries = new Set<string>()
  let [individuals, convention, declaration] = [0, 0, 0]
  for (;;) {
    const [row] = await snapshot.read(findStatement(where, by, ids.length))
    const more = JSON.parse(String(row!['ids'])) as number[]
    for (const id of more) ids.push(id)
    for (const code of JSON.parse(String(row!['countries'])) as string[]) countries.add(code)
    individuals += Number(row!['individuals'])
    convention += Number(row!['convention'])
    declaration += Number(row!['declaration'])
    if (more.length < MOST_IDS) break
  }
  const organisations = ids.length - individuals
  const byText = { convention, declaration }
  const figures = {
    rows: ids.length,
    individuals,
    organisations,
    countries: countries.size,
    byText,
  }
  return { ids, figures }
}

const findStatement = (where: Statement, by: string, from: number): Statement =>
  sql`select json_group_array(id) as ids, json_group_array(distinct country) as countries,
      coalesce(sum(kind = 'individual'), 0) as individuals, coalesce(sum(text_mask & 1), 0) as convention,
      coalesce(sum(text_mask > 1), 0) as declaration
    from (select e.id, e.country, e.kind, e.text_mask from endorsements e where ${where}
      order by ${raw(by)} limit ${MOST_IDS} offset ${from})`

/** Rows in the order of their ids, as JSON arrays of rows; the next are read while these are used. @param columns SQL */
export async function* texts(
  snapshot: Snapshot,
  ids: readonly number[],
  columns: readonly string[],
): AsyncGenerator<string> {
  const row = raw(`json_array(${columns.join(', ')})`)
  const at = (from: number) => {
    const some = ids.slice(from, from + AT_ONCE)
    const text = some.length > 0 ? textOf(snapshot, row, some) : undefined
    // Whoever stops early does not ask for it any more.
    text?.catch(() => {})
    return text
  }
  let ahead = at(0)
  for (let from = AT_ONCE; ahead; from += AT_ONCE) {
    const text = await ahead
    ahead = at(from)
    yield text
  }
}

async function textOf(snapshot: Snapshot, row: Statement, ids: number[]): Promise<string> {
  const [found] = await snapshot.read(
    sql`select json_group_array(${row}) as rows from json_each(${JSON.stringify(ids)}) j
      cross join endorsements e on e.id = j.value left join organisations o on o.endorsement_id = e.id`,
  )
  return String(found!['rows'])
}

/** Puts them into a file, a line each. */
export async function spool(
  rows: AsyncIterable<string>,
  path: string,
  tell: (rows: number) => void,
) {
  const sink = sinkTo(path)
  let lines = 0
  for await (const text of rows) {
    await sink.write(`${text}\n`)
    tell(++lines * AT_ONCE)
  }
  await sink.end()
}

export async function* parsed(rows: AsyncIterable<string>): AsyncGenerator<Raw[]> {
  for await (const text of rows) yield JSON.parse(text) as Raw[]
}

/** Reads them back, some at a time. */
export const unspool = (path: string): AsyncGenerator<Raw[]> => parsed(linesOf(path))

/** Node's own readline also parts lines at U+2028, which JSON leaves as it is. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let before: Buffer[] = []
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    let rest = chunk as Buffer
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      yield Buffer.concat([...before, rest.subarray(0, end)]).toString()
      before = []
      rest = rest.subarray(end + 1)
    }
    before.push(rest)
  }
}

const LINE_FEED = 10

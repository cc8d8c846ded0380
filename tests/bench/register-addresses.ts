/** The addresses that the register is measured at: no two alike, spread over all of the data. */
import { sql, type Database, type Row } from '../../src/server/database/index.ts'

export type Addresses = { name: string; paths: string[] }

/** Somebody in the register; `nth` of those that are asked for. */
type Person = { nth: number; number: number; name: string; country: string }
/** @param beyond a cursor above all numbers: leads to the first page, at an address of its own */
type PathOf = (person: Person, beyond: number, newest: number) => string

const CASES: readonly (readonly [name: string, path: PathOf])[] = [
  ['Register, first page', (_, beyond) => list({ cursor: beyond })],
  [
    'Register, in the middle',
    ({ nth }, _, newest) => list({ cursor: Math.round(newest / 2) + nth }),
  ],
  ['Register, near the end', ({ nth }) => list({ cursor: 60 + nth })],
  ['Country', ({ country }, beyond) => `/signatories/${country}?cursor=${beyond}`],
  ['Country, anywhere', ({ country, number }) => `/signatories/${country}?cursor=${number}`],
  ['Organisations', ({ number }) => list({ kind: 'organisation', cursor: number })],
  [
    'Organisations of a country',
    ({ number, country }) => list({ kind: 'organisation', country, cursor: number }),
  ],
  ['Declaration', ({ number }) => list({ text: 'declaration', cursor: number })],
  ['Search, last name', ({ name }, beyond) => list({ q: words(name).at(-1)!, cursor: beyond })],
  ['Search, full name', ({ name }) => list({ q: name })],
  [
    'Search, first letters',
    ({ name, nth }, beyond) =>
      list({ q: [...name].slice(0, 1 + (nth % 3)).join(''), cursor: beyond }),
  ],
  [
    'Search within a country',
    ({ name, country }, beyond) => list({ q: words(name)[0]!, country, cursor: beyond }),
  ],
]

/** @param count addresses a case */
export async function addresses(database: Database, count: number): Promise<Addresses[]> {
  const row = await database.first(sql`select max(number) as newest from endorsements`)
  const newest = Number(row?.['newest'])
  const people = await somebody(database, newest, count)
  return CASES.map(([name, path]) => ({
    name,
    paths: people.map((person) => path(person, newest + 1 + person.nth, newest)),
  }))
}

/** People who are listed, evenly from the first to the newest. */
async function somebody(database: Database, newest: number, count: number): Promise<Person[]> {
  const rows = await Promise.all(
    Array.from({ length: count }, (_, nth) =>
      database.first(sql`select number, name, country from endorsements
        where number <= ${Math.ceil((newest * (nth + 1)) / count)} and state = 'published' and visibility = 'public'
        order by number desc limit 1`),
    ),
  )
  return rows
    .filter((row): row is Row => row !== undefined)
    .map((row, nth) => ({
      nth,
      number: Number(row['number']),
      name: String(row['name']),
      country: String(row['country']),
    }))
}

const words = (name: string) => name.split(' ')

function list(filter: Record<string, string | number>): string {
  const given = Object.entries(filter).map(([name, value]): [string, string] => [name, `${value}`])
  return `/signatories?${new URLSearchParams(given)}`
}

/** What a signature book is made from: its rows in its own order, the logos, and what its title page says. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { countryList } from '../../countries/index.ts'
import { raw, sql, type Statement } from '../../database/index.ts'
import type { Snapshot } from '../../database/snapshot.ts'
import { rowsIn } from '../gather.ts'
import type { Figures } from '../manifest.ts'
import { namelessIn } from '../moment.ts'
import { spool } from '../spool.ts'
import { isOfRowsAlone, rowsOf, type Which } from '../which.ts'

export const BOOK_SPOOL = 'book.spool'
export const LOGOS = 'logos'

/** Of a row, in order: see `Entry` in entries.ts. */
const COLUMNS = [
  ...['e.id', 'e.number', 'e.kind', 'e.name', 'e.role', 'e.affiliation', 'e.country'],
  ...['o.type', 'o.city', 'o.logo is not null'],
]
const LOGOS_AT_ONCE = 50

export type BookFacts = {
  figures: Figures
  /** of people, by code of the country */
  people: Record<string, number>
  editions: { text: 'convention' | 'declaration'; edition: string }[]
}

/**
 * Only those who are named in public stand in a book, whatever else an export holds.
 * @param language of country names, which the countries stand in the order of
 */
export async function gatherBook(
  snapshot: Snapshot,
  { which, folder, language }: { which: Which; folder: string; language: string },
  tell: (done: number, total: number) => void,
): Promise<BookFacts> {
  const named: Which = { ...which, preset: 'delivery' }
  const where = rowsOf(named)
  const selection = { where, cheap: isOfRowsAlone(named), by: orderIn(language), columns: COLUMNS }
  const { texts, figures } = await rowsIn(snapshot, selection, tell)
  await spool(texts, join(folder, BOOK_SPOOL))
  await takeLogos(snapshot, where, join(folder, LOGOS))
  return {
    figures: { ...figures(), countedWithoutName: await namelessIn(snapshot, named) },
    people: await peopleByCountry(snapshot, where),
    editions: await editions(snapshot, where),
  }
}

/** Organisations with logos, the other organisations, then people by country; by name. */
function orderIn(language: string): string {
  const codes = countryList(language)
    .map(({ code }) => code)
    .join()
  return `e.kind = 'individual',
    iif(e.kind = 'individual', instr('${codes}', e.country), (select o.logo is null from organisations o where o.endorsement_id = e.id)),
    e.search_name, e.id`
}

/** Each in a file of its own: read again one by one. */
async function takeLogos(snapshot: Snapshot, where: Statement, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  for (let last = 0; ;) {
    const rows = await snapshot.read(
      sql`select o.endorsement_id as id, o.logo from organisations o join endorsements e on e.id = o.endorsement_id
        where o.logo is not null and o.endorsement_id > ${last} and ${where} order by 1 limit ${LOGOS_AT_ONCE}`,
    )
    for (const { id, logo } of rows)
      await writeFile(join(folder, String(id)), Buffer.from(logo as ArrayBuffer), { mode: 0o600 })
    if (rows.length < LOGOS_AT_ONCE) return
    last = Number(rows.at(-1)!['id'])
  }
}

async function peopleByCountry(snapshot: Snapshot, where: Statement) {
  const rows = await snapshot.read(
    sql`select e.country, count(*) as n from endorsements e where e.kind = 'individual' and ${where} group by 1`,
  )
  return Object.fromEntries(rows.map(({ country, n }) => [String(country), Number(n)]))
}

/** The editions that any of them signed. */
async function editions(snapshot: Snapshot, where: Statement): Promise<BookFacts['editions']> {
  const rows = await snapshot.read(
    sql`select distinct w.text, w.version from wordings w where ${raw(`w.kind = 'sentence'`)} and exists (
        select 1 from endorsement_texts t join endorsements e on e.id = t.endorsement_id
        where t.wording_id = w.id and t.text = w.text and t.withdrawn_at is null and ${where}) order by 1, 2`,
  )
  return rows.map(({ text, version }) => ({
    text: text as 'convention',
    edition: String(version),
  }))
}

/** Holds the tally, the texts and the name search against the register; for `accede verify` and the tests. */
import type { Database } from '../database/index.ts'
import { raw } from '../database/index.ts'

/** Every figure that differs, in words; empty when all is right. */
export async function verifyTally(database: Pick<Database, 'read'>): Promise<string[]> {
  const differing = await database.read(
    raw(`
    with counted as (select *, coalesce(published_at, confirmed_at) as at from endorsements
      where state in ('published', 'anonymised') and text_mask > 0),
    figures as (
      select text, kind, country, count as kept, 0 as counted from tally
      union all select 'any', kind, country, 0, count(*) from counted group by kind, country
      union all select 'convention', kind, country, 0, count(*) from counted where text_mask & 1 group by kind, country
      union all select 'declaration', kind, country, 0, count(*) from counted where text_mask & 2 group by kind, country),
    published as (
      select country, start, kind, text_mask, count as kept, 0 as counted from tally_history
      union all select '', at / 86400000 * 86400000, kind, text_mask, 0, count(*) from counted group by 2, 3, 4
      union all select country, at / 3600000 * 3600000, kind, text_mask, 0, count(*) from counted group by 1, 2, 3, 4)
    select text, kind, country, sum(kept) as kept, sum(counted) as counted from figures
      group by text, kind, country having sum(kept) <> sum(counted)
    union all
    select 'published', kind, iif(country = '', date(start / 1000, 'unixepoch'), country || ' ' || strftime('%Y-%m-%dT%H', start / 1000, 'unixepoch')) || ', texts ' || text_mask,
      sum(kept), sum(counted) from published group by country, start, kind, text_mask having sum(kept) <> sum(counted)`),
  )
  const masks = await database.read(
    raw(`
    select id, text_mask from endorsements e where text_mask <> (select coalesce(sum(case text when 'convention' then 1 else 2 end), 0)
      from endorsement_texts where endorsement_id = e.id and withdrawn_at is null)`),
  )
  // The search table holds no content, only which rows it knows: the numbers of all that is listed.
  const unsearchable = await database.read(
    raw(`
    with listed as (select number from endorsements where state = 'published' and visibility = 'public' and text_mask > 0)
    select number as row, 'is not found by name' as problem from listed where number not in (select id from register_search_docsize)
    union all
    select id, 'is found by name and not listed' from register_search_docsize where id not in (select number from listed)`),
  )
  return [
    ...differing.map(
      (row) =>
        `tally ${row['text']}, ${row['kind']}, ${row['country']}: ${row['kept']} kept, ${row['counted']} counted`,
    ),
    ...masks.map((row) => `endorsement ${row['id']}: texts do not match (${row['text_mask']})`),
    ...unsearchable.map((row) => `signatory no. ${row['row']} ${row['problem']}`),
  ]
}

/**
 * Fills an empty database with the sample, straight into the tables: the triggers of endorsements do
 * not run, and their indexes are made at the end, in one pass each. What those triggers would have
 * kept (tally, search, story, version) is derived; tests/integration/bench-data.test.ts holds it against
 * what they keep.
 */
import { createClient, type Client } from '@libsql/client'
import type { SampleEndorsement } from '../../scripts/sample/endorsements.ts'
import { insertOrganisations, insertTexts, rowOf, type Row } from '../../scripts/sample/fill.ts'
import { sql, type Statement } from '../../src/server/database/index.ts'
import type { Wordings } from '../../src/server/texts/wordings.ts'

/** Rows a statement takes, as one JSON value; more are hardly faster. */
const AT_ONCE = 10_000
const LANGUAGE = 'en'
const TABLES = `('endorsements', 'endorsement_texts')`
const COUNTED = `state = 'published' and text_mask > 0`

const DERIVED = [
  ...['any', 'convention', 'declaration'].map(
    (text, mask) => `insert into tally (text, kind, country, count)
      select '${text}', kind, country, count(*) from endorsements
      where ${COUNTED} ${mask ? `and text_mask & ${mask}` : ''} group by kind, country`,
  ),
  ...[
    ["''", 86_400_000],
    ['country', 3_600_000],
  ].map(
    ([country, unit]) => `insert into tally_history (country, start, kind, text_mask, count)
      select ${country}, published_at / ${unit} * ${unit}, kind, text_mask, count(*) from endorsements
      where ${COUNTED} group by 1, 2, 3, 4`,
  ),
  `insert into state_changes (endorsement_id, before, after, at)
    select id, 'published', 'withdrawn', changed_at from endorsements where state = 'withdrawn' order by id`,
  `update versions set value = value + 1 where name = 'register'`,
]

/**
 * @param url of a file that nobody else has open, migrated and with its wordings
 * @param onRows told how many rows are written so far
 */
export async function fillDirectly(
  url: string,
  endorsements: Iterable<SampleEndorsement>,
  wordings: Wordings,
  onRows: (written: number) => void = () => {},
): Promise<void> {
  const client = createClient({ url, concurrency: 1 })
  try {
    // What is lost in a power cut is made again: no need to wait for the disk.
    await client.executeMultiple('pragma synchronous = off; pragma cache_size = -1000000')
    const later = await dropTriggersAndIndexes(client)
    await insertAll(client, endorsements, wordings, onRows)
    for (const statement of [...DERIVED, SEARCH, ...later]) await client.execute(statement)
    await client.execute('pragma wal_checkpoint(truncate)')
  } finally {
    client.close()
  }
}

/** @returns what makes them again, as they were; triggers last */
async function dropTriggersAndIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.execute(`select type, name, sql from sqlite_master
    where type in ('index', 'trigger') and tbl_name in ${TABLES} and sql is not null order by type, rowid`)
  await client.batch(
    rows.map(({ type, name }) => `drop ${String(type)} "${String(name)}"`),
    'write',
  )
  return rows.map((row) => String(row['sql']))
}

/** All that is listed, into the name search. */
const SEARCH = `insert into register_search (rowid, name, facets) select number, name, facets from search_entries order by number`

async function insertAll(
  client: Client,
  endorsements: Iterable<SampleEndorsement>,
  wordings: Wordings,
  onRows: (written: number) => void,
): Promise<void> {
  let id = 0
  let rows: Row[] = []
  const flush = async () => {
    await client.batch(unit(rows, wordings), 'write')
    rows = []
    onRows(id)
  }
  for (const endorsement of endorsements) {
    rows.push(rowOf(endorsement, ++id))
    if (rows.length === AT_ONCE) await flush()
  }
  if (rows.length > 0) await flush()
}

function unit(rows: Row[], wordings: Wordings): Statement[] {
  const left = rows.filter(({ withdrawnAt }) => withdrawnAt !== null)
  return [
    insertEndorsements(rows, wordings),
    insertTexts(rows, wordings),
    insertOrganisations(rows.filter(({ organisation }) => organisation)),
    sql`update endorsement_texts set withdrawn_at = row.value->>1
      from json_each(${JSON.stringify(left.map((row) => [row.id, row.withdrawnAt]))}) row
      where endorsement_id = row.value->>0`,
    endedConsents(
      left.filter(({ updates }) => updates),
      wordings,
    ),
  ]
}

/** Who withdrew had agreed to news until then. */
function endedConsents(left: Row[], wordings: Wordings): Statement {
  const values = left.map(({ id, confirmedAt, withdrawnAt }) => [id, confirmedAt, withdrawnAt])
  return sql`insert into past_consents (endorsement_id, wording_id, given_at, ended_at)
    select value->>0, ${wordings.updates(LANGUAGE)}, value->>1, value->>2
    from json_each(${JSON.stringify(values)}) where true order by value->>0`
}

/** The columns in the order of COLUMNS, each row as it stands at the end of its story. */
function insertEndorsements(rows: Row[], wordings: Wordings): Statement {
  const consent = wordings.consent(LANGUAGE)
  const updates = wordings.updates(LANGUAGE)
  const values = rows.map((row) => [
    ...[row.id, row.number, row.kind, stateOf(row), row.heldBy, row.name, row.searchName],
    ...[row.email, row.emailKey, row.country, row.affiliation, row.role, row.comment],
    ...[row.visibility, row.updates && row.withdrawnAt === null ? updates : null, consent],
    ...[LANGUAGE, maskOf(row), 'sample', row.submittedAt, row.confirmedAt, row.publishedAt],
    row.withdrawnAt ?? row.publishedAt ?? row.confirmedAt,
  ])
  return {
    sql: `insert into endorsements (${COLUMNS.join(', ')})
      select ${COLUMNS.map((_, i) => `value->>${i}`).join(', ')} from json_each(?)`,
    args: [JSON.stringify(values)],
  }
}

const COLUMNS = [
  ...['id', 'number', 'kind', 'state', 'held_by', 'name', 'search_name', 'email', 'email_key'],
  ...['country', 'affiliation', 'role', 'comment', 'visibility', 'updates_wording'],
  ...['consent_wording', 'language', 'text_mask', 'source', 'submitted_at', 'confirmed_at'],
  ...['published_at', 'changed_at'],
]

const stateOf = ({ publishedAt, withdrawnAt }: Row) =>
  withdrawnAt !== null ? 'withdrawn' : publishedAt !== null ? 'published' : 'review'

const maskOf = ({ texts, withdrawnAt }: Row) =>
  withdrawnAt !== null
    ? 0
    : (texts.includes('convention') ? 1 : 0) | (texts.includes('declaration') ? 2 : 0)

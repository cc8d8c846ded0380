/**
 * Rows become endorsements, some hundred in a unit, whose size follows the writer: visitors' units
 * come between. Only rows after the cursor that are still `ready` take effect, and the unit moves the
 * cursor: so a row is made once, however often its unit is tried. Nobody is written to.
 */
import { campaign } from '../../../content/campaign.ts'
import { raw, sql, type Row, type Statement } from '../database/index.ts'
import { standingOf } from '../endorsements/verdict.ts'
import type { MessageKey } from '../messages/index.ts'
import { importEntry, SYSTEM } from './audit.ts'
import { pacer } from './pace.ts'
import type { RowFields } from './row.ts'
import type { Needs } from './run.ts'
import { findImport, type Import } from './types.ts'

/** A hundred take some ten milliseconds. */
const FEWEST = 100

/** Runs until all rows are made, somebody stops it, or the site does. */
export async function makeRows(context: Needs, one: Import, signal: AbortSignal): Promise<void> {
  const pace = pacer(FEWEST)
  let now: Import | undefined = one
  while (now?.state === 'running' && !signal.aborted) {
    const rows = await context.database.readFresh(sql`select row, fields from import_rows
      where import_id = ${one.id} and row > ${now.cursor} and ${wanted(now)} order by row limit ${pace.rows()}`)
    if (rows.length === 0) return end(context, now)
    const importing = now
    await pace.measured(() => context.database.write(unitOf(context, importing, rows)))
    now = await findImport(context, one.id)
  }
}

const wanted = ({ options }: Import): Statement =>
  options?.leaveFlagged ? sql`outcome = 'ready' and problems is null` : sql`outcome = 'ready'`

/** What the rules say of these rows: held ones by row, blocked ones. */
function verdicts({ rules }: Needs, { kind }: Import, rows: Row[]) {
  const held: Record<string, string> = {}
  const blocked: number[] = []
  for (const row of rows) {
    const { name, emailKey, domain } = JSON.parse(String(row['fields'])) as RowFields
    const signature = {
      ...{ kind, emailKey: String(emailKey ?? ''), network: null },
      fields: { domain: (domain as string | undefined) ?? null },
    }
    const standing = standingOf({ rules }, signature, String(name))
    if (standing.state === 'blocked') blocked.push(Number(row['row']))
    else if (standing.heldBy) held[String(row['row'])] = standing.heldBy
  }
  return { held, blocked }
}

function unitOf(context: Needs, one: Import, rows: Row[]): Statement[] {
  const now = context.now()
  const last = Number(rows.at(-1)!['row'])
  const { held, blocked } = verdicts(context, one, rows)
  const here = sql`exists (select 1 from imports where id = ${one.id} and state = 'running' and cursor = ${one.cursor})`
  const among = sql`import_id = ${one.id} and row > ${one.cursor} and row <= ${last} and ${here}`
  const ready = sql`${among} and ${wanted(one)}`
  const steps =
    one.list === 'commission'
      ? makeSignatories(ready)
      : [
          ...leaveOut(one, ready, here, blocked),
          ...makeEndorsements(one, ready, JSON.stringify(held), now),
        ]
  return [
    ...steps,
    sql`update import_rows set outcome = 'made', fields = null where ${ready}`,
    sql`update imports set made = made + (select count(*) from import_rows where ${among} and outcome = 'made'),
        cursor = ${last}, changed_at = ${now}
      where id = ${one.id} and ${here}`,
  ]
}

/** Whoever signed here since the check, and whom a rule blocks. */
function leaveOut(
  { id, kind }: Import,
  ready: Statement,
  here: Statement,
  blocked: number[],
): Statement[] {
  const leave = (outcome: string, field: string, problem: MessageKey, which: Statement) => [
    sql`update import_rows set outcome = ${outcome}, fields = null, problems = ${JSON.stringify([{ field, problem, value: '' }])}
      where ${ready} and ${which}`,
    sql`update imports set ${raw(outcome === 'double' ? 'doubles = doubles' : 'wrong = wrong')} + changes() where id = ${id} and ${here}`,
  ]
  const there = sql`exists (select 1 from endorsements where kind = ${kind} and email_key = import_rows.fields->>'emailKey')`
  const listed = sql`row in (select value from json_each(${JSON.stringify(blocked)}))`
  return [
    ...leave('double', 'email', 'imports.problems.addressInRegister', there),
    ...(blocked.length > 0 ? leave('wrong', 'name', 'imports.problems.rule', listed) : []),
  ]
}

const makeSignatories = (ready: Statement): Statement[] => [
  sql`insert into commission_signatories (import_id, row, name, country, affiliation, role, signed_at)
    select import_id, row, fields->>'name', fields->>'country', fields->>'affiliation', fields->>'role', fields->>'date'
    from import_rows where ${ready} on conflict do nothing`,
]

/** @param held JSON: why rows are kept for review, by row */
function makeEndorsements(one: Import, ready: Statement, held: string, now: number): Statement[] {
  const { kind, source } = one
  const wordings = one.wordings!
  const why = sql`(select value from json_each(${held}) where key = cast(import_rows.row as text))`
  return [
    // Ids first, so that texts and organisations find their endorsement.
    sql`update import_rows set endorsement_id = ids.id from (select row as of, row_number() over (order by row)
        + coalesce((select seq from sqlite_sequence where name = 'endorsements'), 0) as id from import_rows where ${ready}) ids
      where ${ready} and row = ids.of`,
    sql`insert into endorsements (id, kind, state, held_by, number, name, search_name, email, email_key, country, affiliation, role,
        comment, visibility, text_mask, updates_wording, consent_wording, language, source, submitted_at, confirmed_at, published_at, changed_at)
      select endorsement_id, ${kind}, iif(held is null, 'published', 'review'), held,
        iif(held is null, coalesce((select max(number) from endorsements), 0) + row_number() over (partition by held is null order by row), null),
        fields->>'name', fields->>'searchName', fields->>'email', fields->>'emailKey', fields->>'country', fields->>'affiliation',
        fields->>'role', fields->>'comment', coalesce(fields->>'visibility', 'public'), fields->>'texts',
        iif(fields->>'news', ${wordings.news}, null), ${wordings.consent}, ${campaign.languages[0]}, ${source},
        fields->>'date', fields->>'date', iif(held is null, ${now}, null), ${now}
      from (select row, endorsement_id, fields, ${why} as held from import_rows where ${ready}) order by row`,
    sql`insert into endorsement_texts (endorsement_id, text, wording_id, endorsed_at)
      select endorsement_id, t.value->>0, t.value->>2, fields->>'date' from import_rows
        join json_each(${JSON.stringify([
          ['convention', 1, wordings.convention],
          ['declaration', 2, wordings.declaration],
        ])}) t on (fields->>'texts') & (t.value->>1) where ${ready}`,
    ...(kind === 'organisation' ? [describe(ready)] : []),
  ]
}

const describe = (ready: Statement): Statement =>
  sql`insert into organisations (endorsement_id, type, website, domain, city, contact_name, contact_role, statement)
    select endorsement_id, fields->>'type', fields->>'website', fields->>'domain', fields->>'city',
      coalesce(fields->>'contactName', ''), fields->>'contactRole', fields->>'statement' from import_rows where ${ready}`

async function end({ database, now }: Needs, one: Import): Promise<void> {
  await database.write([
    sql`update imports set state = 'done', ended_at = ${now()}, changed_at = ${now()} where id = ${one.id} and state = 'running' and cursor = ${one.cursor}`,
    importEntry(
      SYSTEM,
      'done',
      one.id,
      now(),
      sql`(select json_object('made', made, 'wrong', wrong, 'doubles', doubles) from imports where id = ${one.id})`,
    ),
  ])
}

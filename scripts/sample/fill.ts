/**
 * Writes the sample into a database the way that signing does (endorsements/confirm.ts): first in
 * review, then its texts, then published with a number; so the triggers keep tally and search.
 * A unit takes many endorsements at once, each list of rows as one JSON value.
 */
import type { Statement } from '../../src/server/database/index.ts'
import { sql } from '../../src/server/database/index.ts'
import { parseEmail } from '../../src/server/endorsements/email-address.ts'
import { searchName } from '../../src/server/register/search-name.ts'
import type { Wordings } from '../../src/server/texts/wordings.ts'
import type { SampleEndorsement } from './endorsements.ts'

const AT_ONCE = 1000
const LANGUAGE = 'en'

/**
 * Units for an empty database; each leaves it whole, so they may be committed in turn or as one.
 * @param size endorsements a unit
 */
export function* fillUnits(
  endorsements: Iterable<SampleEndorsement>,
  wordings: Wordings,
  size = AT_ONCE,
): Generator<Statement[]> {
  let rows: Row[] = []
  let id = 0
  for (const endorsement of endorsements) {
    rows.push(rowOf(endorsement, ++id))
    if (rows.length < size) continue
    yield unit(rows, wordings)
    rows = []
  }
  if (rows.length > 0) yield unit(rows, wordings)
}

export type Row = SampleEndorsement & { id: number; searchName: string; emailKey: string }

/** @param id of the endorsement: its place in the sample, from 1 */
export function rowOf(endorsement: SampleEndorsement, id: number): Row {
  const email = parseEmail(endorsement.email)
  if (typeof email !== 'object') throw new Error(`${endorsement.email}: ${email}`)
  return { ...endorsement, id, searchName: searchName(endorsement.name), emailKey: email.key }
}

function unit(rows: Row[], wordings: Wordings): Statement[] {
  const withdrawn = rows.filter(({ withdrawnAt }) => withdrawnAt !== null)
  return [
    insertEndorsements(rows, wordings),
    insertTexts(rows, wordings),
    insertOrganisations(rows.filter(({ organisation }) => organisation)),
    sql`update endorsements set state = 'published', number = row.value->>'number', published_at = row.value->>'publishedAt'
      from json_each(${json(rows, ['id', 'number', 'publishedAt'])}) row
      where endorsements.id = row.value->>'id' and row.value->>'publishedAt' is not null`,
    sql`update endorsements set state = 'withdrawn', updates_wording = null, changed_at = row.value->>'withdrawnAt'
      from json_each(${json(withdrawn, ['id', 'withdrawnAt'])}) row where endorsements.id = row.value->>'id'`,
    sql`update endorsement_texts set withdrawn_at = row.value->>'withdrawnAt'
      from json_each(${json(withdrawn, ['id', 'withdrawnAt'])}) row where endorsement_id = row.value->>'id'`,
  ]
}

function insertEndorsements(rows: Row[], wordings: Wordings): Statement {
  return sql`insert into endorsements (id, kind, state, held_by, name, search_name, email, email_key, country, affiliation, role,
      comment, visibility, updates_wording, consent_wording, language, source, submitted_at, confirmed_at, changed_at)
    select value->>'id', value->>'kind', 'review', value->>'heldBy', value->>'name', value->>'searchName', value->>'email',
      value->>'emailKey', value->>'country', value->>'affiliation', value->>'role', value->>'comment', value->>'visibility',
      iif(value->>'updates', ${wordings.updates(LANGUAGE)}, null), ${wordings.consent(LANGUAGE)}, ${LANGUAGE}, 'sample',
      value->>'submittedAt', value->>'confirmedAt', coalesce(value->>'publishedAt', value->>'confirmedAt')
    from json_each(${JSON.stringify(rows)})`
}

export function insertTexts(rows: Row[], wordings: Wordings): Statement {
  const texts = rows.flatMap(({ id, texts, confirmedAt }) =>
    texts.map((text) => [id, text, wordings.sentence(text, LANGUAGE), confirmedAt]),
  )
  return sql`insert into endorsement_texts (endorsement_id, text, wording_id, endorsed_at)
    select value->>0, value->>1, value->>2, value->>3 from json_each(${JSON.stringify(texts)})`
}

export function insertOrganisations(rows: Row[]): Statement {
  const organisations = rows.map(({ id, organisation }) => ({ id, ...organisation }))
  return sql`insert into organisations (endorsement_id, type, website, domain, city, contact_name)
    select value->>'id', value->>'type', value->>'website', value->>'domain', value->>'city', value->>'contactName'
    from json_each(${JSON.stringify(organisations)})`
}

const json = (rows: Row[], keys: (keyof Row)[]) => JSON.stringify(rows, ['id', ...keys])

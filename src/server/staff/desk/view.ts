/** One endorsement, everything that is known of it. What nobody but editors may see is left out for others. */
import type { Context } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'
import type { Kind } from '../../endorsements/form.ts'
import type { SuppressionReason } from '../../mail/suppression.ts'
import type { State } from '../../endorsements/states.ts'
import { writtenNetwork } from '../../rules/index.ts'
import { eventsOf, type Event } from './events.ts'

export type Dossier = {
  id: number
  number: number | null
  kind: Kind
  state: State
  heldBy: string | null
  /** the rule that holds or blocks it */
  rule: { id: number; note: string } | null
  name: string
  email: string | null
  country: string
  affiliation: string | null
  role: string | null
  comment: string | null
  commentShown: boolean
  visibility: 'public' | 'anonymous'
  /** what was agreed to about news, newest first; `endedAt` null while it stands */
  news: NewsConsent[]
  language: string
  source: string
  /** the list that it was brought in from, and where in it the signature is; null for who signed here */
  broughtIn: { id: number; title: string; proof: string | null } | null
  /** CIDR */
  network: string | null
  consent: { version: string; wording: string }
  /** why its address is not written to; null where it is, or nobody may see */
  suppressed: { reason: SuppressionReason; since: number } | null
  texts: {
    text: string
    edition: string
    sentence: string
    endorsedAt: number
    withdrawnAt: number | null
  }[]
  organisation: OrganisationFacts | null
  /** of the last change; an act says which it has seen */
  changedAt: number
  events: Event[]
}
export type NewsConsent = {
  version: string
  wording: string
  givenAt: number
  endedAt: number | null
}
export type OrganisationFacts = {
  type: string
  website: string
  domain: string
  city: string | null
  contactName: string
  contactRole: string | null
  statement: string | null
  hasLogo: boolean
}

/** @param addresses whether addresses, networks and contacts may be seen */
export async function viewDossier(
  context: Pick<Context, 'database'>,
  id: number,
  addresses: boolean,
): Promise<Dossier | undefined> {
  const { database } = context
  const row =
    await database.firstFresh(sql`select e.*, w.version as consent_version, w.wording as consent
    from endorsements e join wordings w on w.id = e.consent_wording where e.id = ${id}`)
  if (!row) return undefined
  const rule = /^rule (\d+)$/.exec(String(row['held_by'] ?? ''))?.[1]
  const [texts, organisation, note, suppression, news, events, list] = await Promise.all([
    database.readFresh(sql`select t.text, w.version, w.wording, t.endorsed_at, t.withdrawn_at
      from endorsement_texts t join wordings w on w.id = t.wording_id where t.endorsement_id = ${id} order by t.text`),
    database.firstFresh(sql`select type, website, domain, city, contact_name, contact_role, statement, logo is not null as has_logo
      from organisations where endorsement_id = ${id}`),
    rule === undefined
      ? undefined
      : database.firstFresh(sql`select id, note from rules where id = ${Number(rule)}`),
    addresses
      ? database.firstFresh(
          sql`select reason, created_at from suppressions where address_key = ${orNull(row['email_key'])}`,
        )
      : undefined,
    newsConsents(context, id),
    eventsOf(context, row, addresses),
    database.firstFresh(sql`select i.id, i.title, r.proof from import_rows r join imports i on i.id = r.import_id
      where r.endorsement_id = ${id}`),
  ])
  return {
    ...facts(row, addresses),
    suppressed: suppression
      ? {
          reason: suppression['reason'] as SuppressionReason,
          since: Number(suppression['created_at']),
        }
      : null,
    rule: note ? { id: Number(note['id']), note: String(note['note']) } : null,
    texts: texts.map((text) => ({
      text: String(text['text']),
      edition: String(text['version']),
      sentence: String(text['wording']),
      endorsedAt: Number(text['endorsed_at']),
      withdrawnAt: text['withdrawn_at'] === null ? null : Number(text['withdrawn_at']),
    })),
    organisation: organisation ? organisationFacts(organisation, addresses) : null,
    news,
    events,
    broughtIn: list
      ? { id: Number(list['id']), title: String(list['title']), proof: orNull(list['proof']) }
      : null,
  }
}

async function newsConsents(
  { database }: Pick<Context, 'database'>,
  id: number,
): Promise<NewsConsent[]> {
  const rows =
    await database.readFresh(sql`select w.version, w.wording, coalesce(e.updates_at, e.confirmed_at) as given_at, null as ended_at
      from endorsements e join wordings w on w.id = e.updates_wording where e.id = ${id}
    union all select w.version, w.wording, p.given_at, p.ended_at
      from past_consents p join wordings w on w.id = p.wording_id where p.endorsement_id = ${id} order by given_at desc`)
  return rows.map((row) => ({
    version: String(row['version']),
    wording: String(row['wording']),
    givenAt: Number(row['given_at']),
    endedAt: row['ended_at'] === null ? null : Number(row['ended_at']),
  }))
}

const orNull = (value: unknown) => (value === null || value === undefined ? null : String(value))

function facts(
  row: Row,
  addresses: boolean,
): Omit<
  Dossier,
  'rule' | 'suppressed' | 'texts' | 'organisation' | 'news' | 'events' | 'broughtIn'
> {
  const network = orNull(row['network'])
  return {
    id: Number(row['id']),
    number: row['number'] === null ? null : Number(row['number']),
    kind: row['kind'] as Kind,
    state: row['state'] as State,
    heldBy: orNull(row['held_by']),
    name: String(row['name']),
    email: addresses ? orNull(row['email']) : null,
    country: String(row['country']),
    affiliation: orNull(row['affiliation']),
    role: orNull(row['role']),
    comment: orNull(row['comment']),
    commentShown: row['comment_approved_at'] !== null,
    visibility: row['visibility'] as Dossier['visibility'],
    language: String(row['language']),
    source: String(row['source']),
    network: addresses && network ? writtenNetwork(network) : null,
    consent: { version: String(row['consent_version']), wording: String(row['consent']) },
    changedAt: Number(row['changed_at']),
  }
}

const organisationFacts = (row: Row, addresses: boolean): OrganisationFacts => ({
  type: String(row['type']),
  website: String(row['website']),
  domain: String(row['domain']),
  city: orNull(row['city']),
  contactName: addresses ? String(row['contact_name']) : '',
  contactRole: addresses ? orNull(row['contact_role']) : null,
  statement: orNull(row['statement']),
  hasLogo: Boolean(row['has_logo']),
})

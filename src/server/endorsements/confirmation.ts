/**
 * What a confirmation link leads to: something to confirm, a success, or a link that is too old or
 * not ours. Looking changes nothing.
 */
import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { sql, type Row } from '../database/index.ts'
import { confirmingIsOpen } from '../settings.ts'
import type { Kind } from './form.ts'
import { may, shownStateOf, standing } from './states.ts'
import { hashFromAddress } from './tokens.ts'

export type Pending = {
  state: 'pending'
  id: string
  kind: Kind
  email: string
  emailKey: string
  /** the /24 or /56 that the form came from */
  network: string | null
  texts: Text[]
  updates: boolean
  sentences: string[]
  consent: string
  /** name, country, affiliation, …, as they will stand */
  fields: Record<string, string | null>
}
export type Confirmed = {
  state: 'confirmed'
  kind: Kind
  name: string
  number: number | null
  country: string
  published: boolean
}
/**
 * `ended`: it was confirmed, and does not stand any more: withdrawn, declined or removed. `closed`:
 * the campaign ended more than a day ago.
 */
export type Confirmation =
  Pending | Confirmed | { state: 'expired' | 'ended' | 'unknown' | 'closed' }

/** What a confirmation link leads to. Reads only. */
export async function viewConfirmation(
  context: Context,
  rawToken: string | undefined,
): Promise<Confirmation> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return { state: 'unknown' }
  const row = await context.database.firstFresh(
    sql`select t.endorsement_id, t.expires_at, s.id, s.kind, s.email, s.email_key, s.network, s.fields, s.texts, s.updates_wording,
      (select wording from wordings where id = s.consent_wording) as consent,
      (select json_group_array(w.wording) from json_each(s.texts) each join wordings w on w.id = each.value->>'wording') as sentences
      from tokens t left join submissions s on s.id = t.submission_id where t.hash = ${hash} and t.purpose = 'confirm'`,
  )
  if (!row) return { state: 'unknown' }
  if (row['endorsement_id'] !== null) return confirmed(context, Number(row['endorsement_id']))
  if (row['id'] === null || Number(row['expires_at']) <= context.now()) return { state: 'expired' }
  return confirmingIsOpen(context) ? pending(row) : { state: 'closed' }
}

function pending(row: Row): Pending {
  const texts: { text: Text }[] = JSON.parse(String(row['texts']))
  return {
    state: 'pending',
    id: String(row['id']),
    kind: row['kind'] as Kind,
    email: String(row['email']),
    emailKey: String(row['email_key']),
    network: row['network'] === null ? null : String(row['network']),
    texts: texts.map(({ text }) => text),
    updates: row['updates_wording'] !== null,
    sentences: JSON.parse(String(row['sentences'])),
    consent: String(row['consent']),
    fields: JSON.parse(String(row['fields'])),
  }
}

/** What was withdrawn, declined or removed since then is no success any more. */
async function confirmed(context: Context, id: number): Promise<Exclude<Confirmation, Pending>> {
  const row = await context.database.firstFresh(
    sql`select kind, name, coalesce(number, shown_number) as number, country, ${shownStateOf('')} as state, ${standing} as stands
      from endorsements where id = ${id} and ${may('erase')}`,
  )
  if (!row) return { state: 'unknown' }
  if (!row['stands']) return { state: 'ended' }
  return {
    state: 'confirmed',
    kind: row['kind'] as Kind,
    name: String(row['name']),
    number: row['number'] === null ? null : Number(row['number']),
    country: String(row['country']),
    published: row['state'] === 'published',
  }
}

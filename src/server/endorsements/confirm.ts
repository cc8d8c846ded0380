/**
 * Confirming: the owner of the address follows the link, sees what is about to be confirmed, may
 * mend the name, and presses the button. Looking changes nothing. Only the submission's row lets
 * the statements below take effect, and the last of them deletes it: so any number of posts, in a
 * row or at once, make one endorsement, and each of them sees success.
 */
import { z } from 'zod'
import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { raw, sql, type Statement } from '../database/index.ts'
import { enqueue } from '../mail/outbox.ts'
import { searchName } from '../register/search-name.ts'
import { fieldErrors, nameField, type FieldError, type Kind, type Posted } from './form.ts'
import { mixesScripts } from './names.ts'
import { may, standing } from './states.ts'
import { MANAGE_LIFETIME, hashFromAddress, newToken, opens, seal } from './tokens.ts'

export type Pending = {
  state: 'pending'
  id: string
  kind: Kind
  email: string
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
export type Confirmation = Pending | Confirmed | { state: 'expired' } | { state: 'unknown' }

/** What a confirmation link leads to. Reads only. */
export async function viewConfirmation(
  context: Context,
  rawToken: string | undefined,
): Promise<Confirmation> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return { state: 'unknown' }
  const token = await context.database.firstFresh(
    sql`select submission_id, endorsement_id, expires_at from tokens where hash = ${hash} and purpose = 'confirm'`,
  )
  if (!token) return { state: 'unknown' }
  if (token['endorsement_id'] !== null) return confirmed(context, Number(token['endorsement_id']))
  if (Number(token['expires_at']) <= context.now()) return { state: 'expired' }
  return (await pending(context, String(token['submission_id']))) ?? { state: 'expired' }
}

export type ConfirmOutcome = Exclude<Confirmation, Pending> | (Pending & { errors: FieldError[] })

const confirmForm = z.object({ name: nameField('errors.name.missing').optional() })

/** Confirms what the link leads to; `posted.name` mends the name. */
export async function confirm(
  context: Context,
  rawToken: string | undefined,
  posted: Posted,
): Promise<ConfirmOutcome> {
  const found = await viewConfirmation(context, rawToken)
  if (found.state !== 'pending') return found
  const form = confirmForm.safeParse('name' in posted ? { name: posted['name'] } : {})
  if (!form.success) return { ...found, errors: fieldErrors(form.error, ['name']) }
  const name = form.data.name ?? found.fields['name']!
  await context.database.write(confirmUnit(context, found, hashFromAddress(rawToken)!, name))
  return (await viewConfirmation(context, rawToken)) as Exclude<Confirmation, Pending>
}

function confirmUnit(
  context: Context,
  { id, kind }: Pending,
  hash: string,
  name: string,
): Statement[] {
  const now = context.now()
  const submission = sql`(select s.* from submissions s where s.id = ${id}
    and exists (select 1 from tokens where ${opens('confirm', hash, now)} and submission_id = s.id))`
  const mine = sql`(select e.id from endorsements e join submissions s on s.id = ${id} and e.kind = s.kind and e.email_key = s.email_key)`
  const heldBy = kind === 'organisation' ? 'vetting' : mixesScripts(name) ? 'mixed scripts' : null
  const number = sql`(select coalesce(max(number), 0) + 1 from endorsements)`
  return [
    // Who endorses again is described anew.
    sql`delete from organisations where endorsement_id = (select id from endorsements where id = ${mine} and ${may('signAgain')})
      and exists (select 1 from ${submission})`,
    sql`insert into endorsements (kind, state, held_by, name, search_name, email, email_key, country, affiliation, role,
        comment, visibility, updates_wording, consent_wording, language, submitted_at, confirmed_at, changed_at)
      select kind, 'review', ${heldBy}, ${name}, ${searchName(name)}, email, email_key, fields->>'country',
        fields->>'affiliation', fields->>'role', fields->>'comment', fields->>'visibility', updates_wording,
        consent_wording, language, created_at, ${now}, ${now} from ${submission} where true
      on conflict (kind, email_key) do update set state = 'review', name = excluded.name,
        search_name = excluded.search_name, email = excluded.email, country = excluded.country,
        affiliation = excluded.affiliation, role = excluded.role, comment = excluded.comment,
        visibility = excluded.visibility, updates_wording = excluded.updates_wording,
        consent_wording = excluded.consent_wording, language = excluded.language,
        submitted_at = excluded.submitted_at, confirmed_at = excluded.confirmed_at, changed_at = excluded.changed_at,
        held_by = case when endorsements.state = 'withdrawn' then coalesce(endorsements.held_by, excluded.held_by) else 'signed again' end
      where ${may('signAgain', 'endorsements.state')}`,
    sql`insert into endorsement_texts (endorsement_id, text, wording_id, endorsed_at)
      select ${mine}, each.value->>'text', each.value->>'wording', ${now} from ${submission} s, json_each(s.texts) each where true
      on conflict (endorsement_id, text) do update set withdrawn_at = null, wording_id = excluded.wording_id,
        endorsed_at = excluded.endorsed_at where endorsement_texts.withdrawn_at is not null`,
    sql`insert into organisations (endorsement_id, type, website, domain, city, contact_name, contact_role, statement, logo)
      select ${mine}, fields->>'type', fields->>'website', fields->>'domain', fields->>'city', fields->>'contactName',
        fields->>'contactRole', fields->>'statement', logo from ${submission} where kind = 'organisation'
      on conflict (endorsement_id) do nothing`,
    sql`update endorsements set state = 'published', number = coalesce(number, ${number}), published_at = ${now}
      where id = ${mine} and state = 'review' and held_by is null and exists (select 1 from ${submission})`,
    // Every link that was mailed for this submission shows the success from now on.
    sql`update tokens set endorsement_id = ${mine} where purpose = 'confirm' and submission_id = ${id}
      and ${mine} is not null and exists (select 1 from ${submission})`,
    ...mailManageLink(context, id, hash, now),
    sql`delete from submissions where id = ${id} and exists (select 1 from tokens where hash = ${hash} and endorsement_id is not null)`,
  ]
}

/** The mail after confirming: number and manage link, or that it waits for review. */
function mailManageLink(context: Context, id: string, hash: string, now: number): Statement[] {
  const manage = newToken()
  const e = sql`(select e.* from endorsements e where e.id = (select endorsement_id from tokens where hash = ${hash}))`
  const here = sql`exists (select 1 from submissions where id = ${id}) and exists (select 1 from ${e})`
  const field = (column: string) => sql`(select ${raw(column)} from ${e})`
  const mail = (message: 'signed' | 'underReview', state: string) =>
    enqueue(
      {
        message,
        recipient: field('email'),
        recipientKey: field('email_key'),
        language: field('language'),
        params: field(`json_object('name', name, 'number', number, 'kind', kind)`),
        sealedToken: seal(context.config.secretKey, manage.token),
      },
      sql`${here} and ${field('state')} = ${state}`,
      now,
    )
  return [
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${manage.hash}, 'manage', ${field('id')}, ${now}, ${now + MANAGE_LIFETIME} where ${here}`,
    mail('signed', 'published'),
    mail('underReview', 'review'),
  ]
}

async function pending(context: Context, id: string): Promise<Pending | undefined> {
  const row = await context.database.firstFresh(
    sql`select kind, email, fields, texts, updates_wording,
      (select wording from wordings where id = consent_wording) as consent,
      (select json_group_array(w.wording) from json_each(texts) each join wordings w on w.id = each.value->>'wording') as sentences
      from submissions where id = ${id}`,
  )
  if (!row) return undefined
  const texts: { text: Text }[] = JSON.parse(String(row['texts']))
  return {
    state: 'pending',
    id,
    kind: row['kind'] as Kind,
    email: String(row['email']),
    texts: texts.map(({ text }) => text),
    updates: row['updates_wording'] !== null,
    sentences: JSON.parse(String(row['sentences'])),
    consent: String(row['consent']),
    fields: JSON.parse(String(row['fields'])),
  }
}

/** What was withdrawn, declined or removed since then is no success any more. */
async function confirmed(
  context: Context,
  id: number,
): Promise<Confirmed | { state: 'expired' } | { state: 'unknown' }> {
  const row = await context.database.firstFresh(
    sql`select kind, name, number, country, state, ${standing} as stands from endorsements
      where id = ${id} and ${may('erase')}`,
  )
  if (!row) return { state: 'unknown' }
  if (!row['stands']) return { state: 'expired' }
  return {
    state: 'confirmed',
    kind: row['kind'] as Kind,
    name: String(row['name']),
    number: row['number'] === null ? null : Number(row['number']),
    country: String(row['country']),
    published: row['state'] === 'published',
  }
}

/**
 * Confirming: the owner of the address follows the link, sees what is about to be confirmed, may
 * mend the name, and presses the button. Only the submission's row lets
 * the statements below take effect, and the last of them deletes it: so any number of posts, in a
 * row or at once, make one endorsement, and each of them sees success.
 */
import { z } from 'zod'
import type { Context } from '../context.ts'
import { raw, sql, type Statement } from '../database/index.ts'
import { enqueue } from '../mail/outbox.ts'
import { searchName } from '../register/search-name.ts'
import {
  viewConfirmation,
  type Confirmation,
  type Confirmed,
  type Pending,
} from './confirmation.ts'
import { fieldErrors, nameField, type FieldError, type Posted, type Kind } from './form.ts'
import { may, shownStateOf } from './states.ts'
import { MANAGE_LIFETIME, newToken, seal } from './tokens.ts'
import { standingOf, type Standing } from './verdict.ts'

/** The next signatory number; numbers are never given twice. */
const NEXT_NUMBER = sql`(select coalesce(max(number), 0) + 1 from endorsements)`

export type ConfirmOutcome =
  | Pick<Confirmed, 'state'>
  | Exclude<Confirmation, Pending | Confirmed>
  | (Pending & { errors: FieldError[] })

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
  const results = await context.database.write(confirmUnit(context, found, name))
  // The last statement deletes the submission. When it was gone, the link says why.
  return results.at(-1)!.rowsAffected > 0
    ? { state: 'confirmed' }
    : ((await viewConfirmation(context, rawToken)) as ConfirmOutcome)
}

function confirmUnit(context: Context, found: Pending, name: string): Statement[] {
  const { id, kind, emailKey } = found
  const now = context.now()
  const submission = sql`submissions s where s.id = ${id}`
  const mine = sql`(select id from endorsements where kind = ${kind} and email_key = ${emailKey})`
  const unit = { context, submission, mine, kind, now }
  return [
    // Who endorses again is described anew.
    ...(kind === 'organisation' ? [forgetOrganisation(unit)] : []),
    endorse(unit, name, standingOf(context, found, name)),
    sql`insert into endorsement_texts (endorsement_id, text, wording_id, endorsed_at)
      select ${mine}, each.value->>'text', each.value->>'wording', ${now} from (select texts from ${submission}) s, json_each(s.texts) each where true
      on conflict (endorsement_id, text) do update set withdrawn_at = null, wording_id = excluded.wording_id,
        endorsed_at = excluded.endorsed_at where endorsement_texts.withdrawn_at is not null`,
    ...(kind === 'organisation' ? [describeOrganisation(unit)] : []),
    // Every link that was mailed for this submission shows the success from now on.
    sql`update tokens set endorsement_id = ${mine} where purpose = 'confirm' and submission_id = ${id}
      and exists (select 1 from ${submission})`,
    ...mailManageLink(unit),
    sql`delete from submissions where id = ${id}`,
  ]
}

type ConfirmUnit = {
  context: Context
  /** SQL after `from`: the submission's row, gone once it was confirmed */
  submission: Statement
  /** SQL: the endorsement's id, once there is one */
  mine: Statement
  kind: Kind
  now: number
}

/**
 * One row, whole: published with its number and texts at once unless a rule holds it, so that the
 * tally and the search hear of it once. Who comes back keeps their number; who was removed or
 * declined waits for staff.
 */
function endorse(
  { submission, now }: ConfirmUnit,
  name: string,
  { state, heldBy }: Standing,
): Statement {
  const stillHeld = sql`case when excluded.state = 'blocked' then excluded.held_by when endorsements.state = 'withdrawn' then coalesce(endorsements.held_by, excluded.held_by) else 'signed again' end`
  return sql`insert into endorsements (kind, state, held_by, number, name, search_name, email, email_key, country,
      affiliation, role, comment, visibility, text_mask, updates_wording, updates_at, consent_wording, language, network, shown_number,
      submitted_at, confirmed_at, published_at, changed_at)
    select kind, ${state}, ${heldBy}, ${heldBy ? null : NEXT_NUMBER}, ${name}, ${searchName(name)},
      email, email_key, fields->>'country', fields->>'affiliation', fields->>'role', fields->>'comment',
      fields->>'visibility', (select sum(iif(value->>'text' = 'convention', 1, 2)) from json_each(texts)),
      updates_wording, iif(updates_wording is null, null, ${now}), consent_wording, language, network, ${state === 'blocked' ? NEXT_NUMBER : null},
      created_at, ${now}, ${heldBy ? null : now}, ${now} from ${submission}
    on conflict (kind, email_key) do update set held_by = ${stillHeld},
      state = iif(excluded.state = 'blocked', 'blocked', iif(${stillHeld} is null, 'published', 'review')),
      source = excluded.source, network = excluded.network, shown_number = coalesce(excluded.shown_number, endorsements.shown_number),
      number = coalesce(endorsements.number, iif(${stillHeld} is null, ${NEXT_NUMBER}, null)),
      published_at = iif(${stillHeld} is null, excluded.confirmed_at, endorsements.published_at),
      text_mask = endorsements.text_mask | excluded.text_mask, name = excluded.name,
      search_name = excluded.search_name, email = excluded.email, country = excluded.country,
      affiliation = excluded.affiliation, role = excluded.role, comment = excluded.comment,
      visibility = excluded.visibility, updates_wording = excluded.updates_wording, updates_at = excluded.updates_at,
      consent_wording = excluded.consent_wording, language = excluded.language,
      submitted_at = excluded.submitted_at, confirmed_at = excluded.confirmed_at, changed_at = excluded.changed_at
    where ${may('signAgain', 'endorsements.state')}`
}

function forgetOrganisation({ submission, mine }: ConfirmUnit): Statement {
  return sql`delete from organisations where endorsement_id = (select id from endorsements where id = ${mine} and ${may('signAgain')})
    and exists (select 1 from ${submission})`
}

function describeOrganisation({ submission, mine }: ConfirmUnit): Statement {
  return sql`insert into organisations (endorsement_id, type, website, domain, city, contact_name, contact_role, statement, logo)
    select ${mine}, fields->>'type', fields->>'website', fields->>'domain', fields->>'city', fields->>'contactName',
      fields->>'contactRole', fields->>'statement', logo from ${submission}
    on conflict (endorsement_id) do nothing`
}

/**
 * A second contact at the same domain is told that the organisation stands in the register already:
 * what is public, and by mail alone.
 */
const alreadyThere = sql`iif(exists (select 1 from organisations mine join organisations o on o.domain = mine.domain
  join endorsements other on other.id = o.endorsement_id where mine.endorsement_id = e.id and other.id <> e.id
    and other.state = 'published' and (e.email_key like '%@' || mine.domain or e.email_key like '%.' || mine.domain)), 'alreadyEndorsed', 'underReview')`

/** The mail after confirming: number and manage link, or that it waits for review. */
function mailManageLink({ context, submission, mine, kind, now }: ConfirmUnit): Statement[] {
  const manage = newToken()
  const e = sql`endorsements e`
  const here = sql`e.id = ${mine} and exists (select 1 from ${submission})`
  const waits = kind === 'organisation' ? alreadyThere : raw(`'underReview'`)
  return [
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${manage.hash}, 'manage', e.id, ${now}, ${now + MANAGE_LIFETIME} from ${e} where ${here}`,
    enqueue(
      {
        from: e,
        message: sql`iif(${shownStateOf('e.')} = 'published', 'signed', ${waits})`,
        recipient: sql`e.email`,
        recipientKey: sql`e.email_key`,
        language: sql`e.language`,
        params: sql`json_object('name', e.name, 'number', coalesce(e.number, e.shown_number), 'kind', e.kind)`,
        sealedToken: seal(context.config.secretKey, manage.token),
      },
      sql`${here} and e.state in ('published', 'review', 'blocked')`,
      now,
    ),
  ]
}

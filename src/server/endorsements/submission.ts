/**
 * A submission, from the checked form to the row: the part that individuals and organisations
 * share. One batch: count what the network left, insert once, and queue the one mail that fits.
 * Every case runs the same statements, so that time tells nothing about an address.
 */
import { createHash } from 'node:crypto'
import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { HOUR } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { newId } from '../ids.ts'
import { enqueue, maySend } from '../mail/outbox.ts'
import { keptNetwork } from '../rules/index.ts'
import type { EmailAddress } from './email-address.ts'
import type { FieldError, Kind } from './form.ts'
import { standing } from './states.ts'
import { CONFIRM_LIFETIME, MANAGE_LIFETIME, keyedHash, newToken, seal } from './tokens.ts'

/** Unconfirmed submissions that one network (IPv4 /24, IPv6 /56) may leave in an hour. */
export const MOST_A_NETWORK = 60

export type Visitor = { language: 'en'; network: string }

export type SubmitOutcome =
  | { outcome: 'accepted' }
  | { outcome: 'invalid'; errors: FieldError[] }
  | { outcome: 'tooMany'; retryAfter: number }
  | { outcome: 'closed' }
  | { outcome: 'unavailable'; retryAfter: number }

/** Why a form is shown again. */
export type SubmitProblem = Exclude<SubmitOutcome, { outcome: 'accepted' }>

export type Draft = {
  kind: Kind
  email: EmailAddress
  name: string
  texts: Text[]
  updates: boolean
  /** further fields, named as they are confirmed: country, visibility, … */
  fields: Record<string, string | null>
  logo?: Uint8Array | null
  formKey: string
}

/** Stores a submission and queues its mail. A repeat of the same form is a success. */
export async function writeSubmission(
  context: Context,
  draft: Draft,
  visitor: Visitor,
): Promise<SubmitOutcome> {
  const now = context.now()
  const id = newId(now)
  const networkKey = keyedHash(context.config.secretKey, 'network', visitor.network)
  const contentHash = hashOf(draft)
  const repeated = sql`exists (select 1 from submissions where form_key = ${draft.formKey} and content_hash = ${contentHash})`
  const recent = sql`(select count(*) from submissions where network_key = ${networkKey} and created_at > ${now - HOUR})`
  const room =
    context.config.signLimits === 'strict' ? sql`${recent} < ${MOST_A_NETWORK}` : sql`true`
  const [stored] = await context.database.write([
    sql`insert into submissions (id, kind, email, email_key, fields, logo, texts, consent_wording, updates_wording,
        language, form_key, content_hash, network_key, network, created_at)
      select ${id}, ${draft.kind}, ${draft.email.address}, ${draft.email.key}, ${JSON.stringify({ name: draft.name, ...draft.fields })},
        ${draft.logo ?? null}, ${wordedTexts(context, draft, visitor)}, ${context.wordings.consent(visitor.language)},
        ${draft.updates ? context.wordings.updates(visitor.language) : null}, ${visitor.language},
        ${draft.formKey}, ${contentHash}, ${networkKey}, ${keptNetwork(visitor.network)}, ${now}
      where not ${repeated} and ${room}`,
    ...mailFor(context, id, draft, visitor, now),
  ])
  if (stored!.rowsAffected > 0) return { outcome: 'accepted' }
  const before = await context.database.firstFresh(sql`select ${repeated} as repeated`)
  return before?.['repeated']
    ? { outcome: 'accepted' }
    : { outcome: 'tooMany', retryAfter: HOUR / 1000 }
}

/** A new address gets the confirmation link, a known one its manage link; nobody else can tell. */
function mailFor(
  context: Context,
  id: string,
  draft: Draft,
  visitor: Visitor,
  now: number,
): Statement[] {
  const { token, hash } = newToken()
  const stored = sql`exists (select 1 from submissions where id = ${id})`
  // One row, whose columns are null when the address is new.
  const known = sql`(select max(id) as id, max(email) as email from endorsements
    where kind = ${draft.kind} and email_key = ${draft.email.key} and ${standing}) known`
  const params = JSON.stringify({ name: draft.name, kind: draft.kind, texts: draft.texts })
  return [
    sql`insert into tokens (hash, purpose, submission_id, endorsement_id, created_at, expires_at)
      select ${hash}, iif(known.id is null, 'confirm', 'manage'), iif(known.id is null, ${id}, null), known.id, ${now},
        ${now} + iif(known.id is null, ${CONFIRM_LIFETIME}, ${MANAGE_LIFETIME}) from ${known} where ${stored}`,
    enqueue(
      {
        from: known,
        message: sql`iif(known.id is null, 'confirm', 'alreadySigned')`,
        // To the address that signed, not to the one typed: only its owner may get that link.
        recipient: sql`coalesce(known.email, ${draft.email.address})`,
        recipientKey: draft.email.key,
        language: visitor.language,
        params: sql`iif(known.id is null, ${params}, ${JSON.stringify({ kind: draft.kind })})`,
        sealedToken: seal(context.config.secretKey, token),
      },
      sql`${stored} and ${maySend(context, draft.email.key, now)}`,
      now,
    ),
  ]
}

/** JSON of the texts with the wording that was on the form. */
function wordedTexts(context: Context, draft: Draft, visitor: Visitor): string {
  return JSON.stringify(
    draft.texts.map((text) => ({
      text,
      wording: context.wordings.sentence(text, visitor.language),
    })),
  )
}

function hashOf(draft: Draft): string {
  const { formKey: _, logo, ...content } = draft
  return createHash('sha256')
    .update(JSON.stringify(content))
    .update(logo ?? '')
    .digest('base64url')
}

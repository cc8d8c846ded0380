/** A lost link is sent again: the manage link to who has signed, a new confirmation link to who has not confirmed. */
import { KINDS } from '../../../db/words.ts'
import type { Context } from '../context.ts'
import { HOUR } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { enqueue, maySend } from '../mail/outbox.ts'
import { emailField, fieldErrors, type FieldError, type Kind, type Posted } from './form.ts'
import { countRequest, ROOM_AFTER } from './link-requests.ts'
import { z } from 'zod'
import type { Visitor } from './submission.ts'
import { CONFIRM_LIFETIME, MANAGE_LIFETIME, newToken, seal } from './tokens.ts'
import { standing } from './states.ts'

export type LinkOutcome =
  | { outcome: 'accepted' }
  | { outcome: 'invalid'; errors: FieldError[] }
  | { outcome: 'tooMany'; retryAfter: number }

const linkForm = z.object({ email: emailField })

/** The answer is the same whether the address is known or not, also that a network has asked too often. */
export async function sendLink(
  context: Context,
  posted: Posted,
  visitor: Visitor,
): Promise<LinkOutcome> {
  const form = linkForm.safeParse(posted)
  if (!form.success) return { outcome: 'invalid', errors: fieldErrors(form.error, ['email']) }
  const { key } = form.data.email
  const { count, counted } = countRequest(context, visitor.network)
  const [done] = await context.database.write([
    count,
    ...KINDS.flatMap((kind) => [
      ...manageLink(context, kind, key, counted),
      ...confirmLink(context, kind, key, visitor, counted),
    ]),
  ])
  return done!.rowsAffected > 0
    ? { outcome: 'accepted' }
    : { outcome: 'tooMany', retryAfter: ROOM_AFTER }
}

function manageLink(context: Context, kind: Kind, key: string, counted: Statement): Statement[] {
  const now = context.now()
  const { token, hash } = newToken()
  // Who has withdrawn may still want what is held erased.
  const e = sql`from endorsements where kind = ${kind} and email_key = ${key} and state <> 'erased'`
  const condition = sql`${counted} and exists (select 1 ${e}) and ${maySend(context, key, now)}`
  return [
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${hash}, 'manage', (select id ${e}), ${now}, ${now + MANAGE_LIFETIME} where ${condition}`,
    enqueue(
      {
        message: 'manageLink',
        recipient: sql`(select email ${e})`,
        recipientKey: key,
        language: sql`(select language ${e})`,
        params: sql`(select json_object('name', name, 'kind', kind) ${e})`,
        sealedToken: seal(context.config.secretKey, token),
      },
      condition,
      now,
    ),
  ]
}

/** A condition: no mail of the last hour was about this submission. Each of them came with a token. */
function mayRemind(
  { config }: Context,
  submission: Statement,
  hash: string,
  now: number,
): Statement {
  if (config.signLimits === 'off') return sql`true`
  return sql`not exists (select 1 from tokens where submission_id = ${submission} and hash <> ${hash}
    and created_at > ${now - HOUR})`
}

function confirmLink(
  context: Context,
  kind: Kind,
  key: string,
  visitor: Visitor,
  counted: Statement,
): Statement[] {
  const now = context.now()
  const { token, hash } = newToken()
  const s = sql`from submissions where kind = ${kind} and email_key = ${key} order by created_at desc limit 1`
  const condition = sql`${counted} and exists (select 1 ${s}) and ${maySend(context, key, now)} and ${mayRemind(context, sql`(select id ${s})`, hash, now)}
    and not exists (select 1 from endorsements where kind = ${kind} and email_key = ${key} and ${standing})`
  return [
    sql`insert into tokens (hash, purpose, submission_id, created_at, expires_at)
      select ${hash}, 'confirm', (select id ${s}), ${now}, (select created_at + ${CONFIRM_LIFETIME} ${s}) where ${condition}`,
    enqueue(
      {
        message: 'confirm',
        recipient: sql`(select email ${s})`,
        recipientKey: key,
        language: visitor.language,
        params: sql`(select json_object('name', fields->>'name', 'kind', kind,
          'texts', (select json_group_array(each.value->>'text') from json_each(texts) each)) ${s})`,
        sealedToken: seal(context.config.secretKey, token),
      },
      condition,
      now,
    ),
  ]
}

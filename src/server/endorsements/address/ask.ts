/**
 * A person moves their signature to another address: it is confirmed there, and announced at the
 * address there was, with a link that stops it; from one that wants no mail it does not move. Whether
 * the new address is known here, nobody learns from the page. An organisation is handed over instead
 * (organisations/handover).
 */
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { DAY } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { enqueue, maySend } from '../../mail/outbox.ts'
import { refusesMail } from '../../mail/suppression.ts'
import type { EmailAddress } from '../email-address.ts'
import { emailField, fieldErrors, type FieldError, type Posted } from '../form.ts'
import { owned } from '../manage.ts'
import { maskAddress } from '../mask-address.ts'
import { may } from '../states.ts'
import { CONFIRM_LIFETIME, hashFromAddress, newToken, seal, type Token } from '../tokens.ts'
import { endMoves } from './stop.ts'
import { viewMove, type Move } from './view.ts'

const MOST_A_DAY = 3

const addressForm = z.object({ email: emailField })

export type AskOutcome =
  | { outcome: 'asked' | 'tooOften' | 'noMail' | 'takenBack'; move: Move }
  | { outcome: 'invalid'; move: Move; errors: FieldError[] }
  | { outcome: 'gone' }

export async function askMove(
  context: Context,
  rawToken: string | undefined,
  posted: Posted,
): Promise<AskOutcome> {
  const move = await viewMove(context, rawToken)
  if (!move) return { outcome: 'gone' }
  if (move.noMail) return { outcome: 'noMail', move }
  const form = addressForm.safeParse(posted)
  if (!form.success) return { outcome: 'invalid', move, errors: fieldErrors(form.error, ['email']) }
  const { email } = form.data
  if (email.address.toLowerCase() === move.email.toLowerCase())
    return { outcome: 'invalid', move, errors: [{ field: 'email', message: 'errors.email.same' }] }
  const results = await context.database.write(unit(context, hashFromAddress(rawToken)!, email))
  const now = await viewMove(context, rawToken)
  if (!now) return { outcome: 'gone' }
  if (results[1]!.rowsAffected > 0) return { outcome: 'asked', move: now }
  return { outcome: now.noMail ? 'noMail' : 'tooOften', move: now }
}

/** Takes back what waits for the new address. */
export async function takeBackMove(
  context: Context,
  rawToken: string | undefined,
): Promise<AskOutcome> {
  const hash = hashFromAddress(rawToken)
  if (hash) await context.database.write([endWaiting(context, hash, sql`true`)])
  const move = await viewMove(context, rawToken)
  return move ? { outcome: 'takenBack', move } : { outcome: 'gone' }
}

/** SQL: the id of the person's endorsement that this link opens and that may be changed. */
const mineBy = (context: Context, hash: string) =>
  sql`(select id from endorsements where ${owned(context, hash)} and kind = 'individual' and ${may('change')})`

function unit(context: Context, link: string, email: EmailAddress): Statement[] {
  const now = context.now()
  const [offer, stop] = [newToken(), newToken()]
  const mine = mineBy(context, link)
  const today = sql`(select count(*) from address_changes where endorsement_id = ${mine} and asked_at > ${now - DAY})`
  const room = sql`${today} < ${MOST_A_DAY} and not ${refusesMail(sql`(select email_key from endorsements where id = ${mine})`)}`
  const made = sql`exists (select 1 from address_changes where hash = ${offer.hash})`
  const mails = mailsOf(context, mine, email, { offer, stop })
  return [
    endWaiting(context, link, room),
    sql`insert into address_changes (endorsement_id, email, email_key, hash, stop_hash, asked_at, expires_at)
      select ${mine}, ${email.address}, ${email.key}, ${offer.hash}, ${stop.hash}, ${now}, ${now + CONFIRM_LIFETIME}
      where ${mine} is not null and ${room}`,
    enqueue(mails.offer, sql`${made} and ${maySend(context, email.key, now)}`, now),
    // Whoever got hold of the link cannot do this in silence.
    enqueue(mails.told, made, now),
  ]
}

function mailsOf(
  context: Context,
  mine: Statement,
  { address, key }: EmailAddress,
  { offer, stop }: Record<'offer' | 'stop', Token>,
) {
  const e = sql`endorsements where id = ${mine}`
  const { secretKey } = context.config
  const shared = {
    language: sql`(select language from ${e})`,
    params: sql`(select json_object('name', name, 'kind', kind, 'email', ${maskAddress(address)}) from ${e})`,
  }
  return {
    offer: {
      ...shared,
      ...{ message: 'addressOffer' as const, recipient: address, recipientKey: key },
      sealedToken: seal(secretKey, offer.token),
    },
    told: {
      ...shared,
      message: 'addressAsked' as const,
      recipient: sql`(select email from ${e})`,
      recipientKey: sql`(select email_key from ${e})`,
      sealedToken: seal(secretKey, stop.token),
    },
  }
}

function endWaiting(context: Context, link: string, condition: Statement): Statement {
  return endMoves(sql`endorsement_id = ${mineBy(context, link)} and ${condition}`)
}

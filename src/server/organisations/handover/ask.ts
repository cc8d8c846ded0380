/**
 * The contact hands an organisation over to another contact at the same domain. Both are told by
 * mail, and nothing changes until the new one confirms. Whether the new address is already known
 * here, nobody learns from the page.
 */
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { DAY } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import type { EmailAddress } from '../../endorsements/email-address.ts'
import {
  emailField,
  fieldErrors,
  nameField,
  optionalLine,
  type FieldError,
  type Posted,
} from '../../endorsements/form.ts'
import { LONGEST } from '../../endorsements/submit.ts'
import {
  CONFIRM_LIFETIME,
  hashFromAddress,
  MANAGE_LIFETIME,
  newToken,
  seal,
  type Token,
} from '../../endorsements/tokens.ts'
import { enqueue, maySend } from '../../mail/outbox.ts'
import { refusesMail } from '../../mail/suppression.ts'
import { mailHost, registrableDomain } from '../evidence/domains.ts'
import { providerOf } from '../evidence/providers.ts'
import { endHandovers } from './end.ts'
import { ownOrganisation, viewOwn, type Own, type OwnView } from '../own/view.ts'

const HANDOVER_FIELDS = ['contactName', 'contactRole', 'email'] as const
const MOST_A_DAY = 3

const handoverForm = z.object({
  contactName: nameField('errors.contactName.missing'),
  contactRole: optionalLine(LONGEST.line),
  email: emailField,
})
type Wanted = z.infer<typeof handoverForm>

export type HandoverOutcome =
  | { outcome: 'asked' | 'tooOften' | 'noMail' | 'takenBack'; own: OwnView }
  | { outcome: 'invalid'; own: OwnView; errors: FieldError[] }
  | { outcome: 'gone' }

export async function askHandover(
  context: Context,
  rawToken: string | undefined,
  posted: Posted,
): Promise<HandoverOutcome> {
  const own = await viewOwn(context, rawToken)
  if (!own) return { outcome: 'gone' }
  if (own.noMail) return { outcome: 'noMail', own }
  const form = handoverForm.safeParse(posted)
  if (!form.success)
    return { outcome: 'invalid', own, errors: fieldErrors(form.error, HANDOVER_FIELDS) }
  const wrong = await wrongWith(context, own, form.data.email)
  if (wrong) return { outcome: 'invalid', own, errors: [{ field: 'email', message: wrong }] }
  const hash = hashFromAddress(rawToken)!
  const results = await context.database.write(unit(context, hash, form.data))
  const now = await viewOwn(context, rawToken)
  if (!now) return { outcome: 'gone' }
  if (results[1]!.rowsAffected > 0) return { outcome: 'asked', own: now }
  return { outcome: now.noMail ? 'noMail' : 'tooOften', own: now }
}

/** Takes back what waits for the new contact. */
export async function takeBackHandover(
  context: Context,
  rawToken: string | undefined,
): Promise<HandoverOutcome> {
  const hash = hashFromAddress(rawToken)
  if (hash) await context.database.write([endWaiting(context, hash, sql`true`)])
  const own = await viewOwn(context, rawToken)
  return own ? { outcome: 'takenBack', own } : { outcome: 'gone' }
}

/** The new address belongs to the website's domain or to that of the contact who gives it up. */
async function wrongWith(context: Context, own: Own, { address }: EmailAddress) {
  if (address.toLowerCase() === own.email.toLowerCase()) return 'errors.handover.same'
  const host = mailHost(address)
  const domain = registrableDomain(host) ?? host
  const there = [own.domain, registrableDomain(mailHost(own.email))]
  // Two strangers have addresses at the same free provider.
  const trusted = there.includes(domain) && (await providerOf(context, host)) === 'own'
  return trusted ? undefined : 'errors.handover.domain'
}

function unit(context: Context, hash: string, wanted: Wanted): Statement[] {
  const now = context.now()
  const offer = newToken()
  const mine = sql`(select id from endorsements where ${ownOrganisation(context, hash)})`
  const today = sql`(select count(*) from handovers where endorsement_id = ${mine} and asked_at > ${now - DAY})`
  const room = sql`${today} < ${MOST_A_DAY} and not ${refusesMail(sql`(select email_key from endorsements where id = ${mine})`)}`
  const made = sql`exists (select 1 from handovers where hash = ${offer.hash})`
  const asked = { context, mine, wanted, made, now }
  return [
    endWaiting(context, hash, room),
    sql`insert into handovers (endorsement_id, email, email_key, contact_name, contact_role, hash, asked_at, expires_at)
      select ${mine}, ${wanted.email.address}, ${wanted.email.key}, ${wanted.contactName}, ${wanted.contactRole},
        ${offer.hash}, ${now}, ${now + CONFIRM_LIFETIME} where ${mine} is not null and ${room}`,
    offerMail(asked, offer),
    ...toldMail(asked),
  ]
}

function endWaiting(context: Context, hash: string, condition: Statement): Statement {
  return endHandovers(
    sql`endorsement_id = (select id from endorsements where ${ownOrganisation(context, hash)}) and ${condition}`,
  )
}

type Asked = {
  context: Context
  /** SQL: the organisation's id */
  mine: Statement
  wanted: Wanted
  /** a condition: the handover is there */
  made: Statement
  /** that of the handover: by it its mails are found again (migration 0024) */
  now: number
}

function offerMail({ context, mine, wanted, made, now }: Asked, offer: Token): Statement {
  const { email, contactName } = wanted
  return enqueue(
    {
      message: 'handoverOffer',
      recipient: email.address,
      recipientKey: email.key,
      language: sql`(select language from endorsements where id = ${mine})`,
      params: sql`(select json_object('name', ${contactName}, 'organisation', name, 'kind', kind) from endorsements where id = ${mine})`,
      sealedToken: seal(context.config.secretKey, offer.token),
    },
    sql`${made} and ${maySend(context, email.key, now)}`,
    now,
  )
}

/** Whoever got hold of the link cannot do this in silence: its owner is told, and may take it back. */
function toldMail({ context, mine, wanted, made, now }: Asked): Statement[] {
  const { contactName } = wanted
  const manage = newToken()
  const e = sql`endorsements where id = ${mine}`
  return [
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${manage.hash}, 'manage', id, ${now}, ${now + MANAGE_LIFETIME} from ${e} and ${made}`,
    enqueue(
      {
        message: 'handoverAsked',
        recipient: sql`(select email from ${e})`,
        recipientKey: sql`(select email_key from ${e})`,
        language: sql`(select language from ${e})`,
        params: sql`(select json_object('name', ${contactName}, 'organisation', name, 'kind', kind) from ${e})`,
        sealedToken: seal(context.config.secretKey, manage.token),
      },
      made,
      now,
    ),
  ]
}

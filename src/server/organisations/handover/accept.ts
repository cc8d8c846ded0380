/**
 * The new contact follows the link in the mail, sees what it is about, and takes the endorsement
 * over: the old contact's links end, both are told, and the consent kept with the endorsement is
 * the new contact's own. Looking changes nothing; accepting twice is a success.
 */
import { z } from 'zod'
import type { Language } from '../../../../content/campaign.ts'
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { fieldErrors, requiredTick, type FieldError, type Posted } from '../../endorsements/form.ts'
import { may } from '../../endorsements/states.ts'
import { hashFromAddress, MANAGE_LIFETIME, newToken, seal } from '../../endorsements/tokens.ts'
import { enqueue } from '../../mail/outbox.ts'
import { mayGoOver } from '../../mail/suppression.ts'

export type Offer = {
  state: 'waiting'
  organisation: string
  contactName: string
  email: string
}
export type OfferView =
  | Offer
  | { state: 'accepted'; organisation: string }
  /** the address stands for another organisation already: only its owner gets to see this */
  | { state: 'taken' }
  /** the contact there is now wants no mail: nobody could be told of the handover */
  | { state: 'noMail' }
  | { state: 'gone' }
export type AcceptOutcome = OfferView | (Offer & { errors: FieldError[] })

const acceptForm = z.object({
  authority: requiredTick('errors.authority'),
  consent: requiredTick('errors.consent'),
})

export async function viewOffer(
  context: Context,
  rawToken: string | undefined,
): Promise<OfferView> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return { state: 'gone' }
  const row = await context.database.firstFresh(
    sql`select h.state, h.contact_name, h.email, e.name, h.expires_at > ${context.now()} as valid,
        e.${may('change')} as stands, ${takenElsewhere(hash)} as taken, ${toBeTold} as told
      from handovers h join endorsements e on e.id = h.endorsement_id where h.hash = ${hash}`,
  )
  const organisation = String(row?.['name'])
  if (row?.['state'] === 'accepted') return { state: 'accepted', organisation }
  if (row?.['state'] !== 'waiting' || !row['valid'] || !row['stands']) return { state: 'gone' }
  if (row['taken']) return { state: 'taken' }
  if (!row['told']) return { state: 'noMail' }
  return {
    state: 'waiting',
    organisation,
    contactName: String(row['contact_name']),
    email: String(row['email']),
  }
}

export async function acceptOffer(
  context: Context,
  rawToken: string | undefined,
  posted: Posted,
  language: Language,
): Promise<AcceptOutcome> {
  const found = await viewOffer(context, rawToken)
  if (found.state !== 'waiting') return found
  const form = acceptForm.safeParse(posted)
  if (!form.success) {
    return { ...found, errors: fieldErrors(form.error, ['authority', 'consent']) }
  }
  await context.database.write(unit(context, hashFromAddress(rawToken)!, language))
  return viewOffer(context, rawToken)
}

/** One endorsement an address: whoever stands for one organisation cannot take another. */
function takenElsewhere(hash: string): Statement {
  return sql`exists (select 1 from handovers mine join endorsements other on other.kind = 'organisation'
    and other.email_key = mine.email_key and other.id <> mine.endorsement_id where mine.hash = ${hash})`
}

const toBeTold = mayGoOver(sql`e.email_key`, sql`h.email_key`)

function unit(context: Context, hash: string, language: Language): Statement[] {
  const now = context.now()
  const manage = newToken()
  const offered = sql`(select h.* from handovers h join endorsements e on e.id = h.endorsement_id
    where h.hash = ${hash} and h.state = 'waiting' and h.expires_at > ${now} and e.${may('change')}
      and not ${takenElsewhere(hash)} and ${toBeTold})`
  const id = sql`(select endorsement_id from ${offered})`
  const here = sql`exists (select 1 from ${offered})`
  const e = sql`endorsements where id = ${id}`
  const mail = (message: 'handoverDone' | 'handoverTaken', token: string | null) =>
    enqueue(
      {
        message,
        recipient: sql`(select email from ${e})`,
        recipientKey: sql`(select email_key from ${e})`,
        language: sql`(select language from ${e})`,
        params: sql`(select json_object('name', (select contact_name from ${offered}), 'organisation', name, 'kind', kind) from ${e})`,
        ...(token && { sealedToken: seal(context.config.secretKey, token) }),
      },
      here,
      now,
    )
  return [
    mail('handoverDone', null),
    // No link of the old contact opens anything any more.
    sql`delete from tokens where endorsement_id = ${id} and purpose = 'manage'`,
    sql`update endorsements set email = (select email from ${offered}), email_key = (select email_key from ${offered}),
        updates_wording = null, consent_wording = ${context.wordings.consent(language)}, language = ${language},
        changed_at = ${now} where id = ${id}`,
    sql`update organisations set contact_name = (select contact_name from ${offered}),
        contact_role = (select contact_role from ${offered}) where endorsement_id = ${id}`,
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${manage.hash}, 'manage', id, ${now}, ${now + MANAGE_LIFETIME} from ${e}`,
    mail('handoverTaken', manage.token),
    sql`update handovers set state = 'accepted' where id = (select id from ${offered})`,
  ]
}

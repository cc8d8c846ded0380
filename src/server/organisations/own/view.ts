/** What the contact of an organisation sees of it, by the manage link. Reads only. */
import type { Context } from '../../context.ts'
import { sql, type Row, type Statement } from '../../database/index.ts'
import { owned } from '../../endorsements/manage.ts'
import { may, type State } from '../../endorsements/states.ts'
import { hashFromAddress } from '../../endorsements/tokens.ts'
import { refusesMail } from '../../mail/suppression.ts'
import { waitingEdit, type WaitingEdit } from '../edits/waiting.ts'
import { proofOf, type Proof } from '../evidence/proof.ts'
import { viewEvidence, type EvidenceView } from '../evidence/view.ts'
import type { Shown } from '../shown.ts'

export type Own = Shown & {
  id: number
  state: State
  number: number | null
  email: string
  contactName: string
  contactRole: string | null
  hasLogo: boolean
  /** registrable domain of the website */
  domain: string
}
export type OwnView = Own & {
  proof: Proof
  evidence: EvidenceView
  edit: WaitingEdit | undefined
  /** to whom it is being handed over; undefined when to nobody */
  handover: { email: string; contactName: string; expiresAt: number } | undefined
  /** the contact wants no mail, so that nobody could be told of a handover */
  noMail: boolean
}

/** A condition for SQL on endorsements: an organisation that stands and that this link opens. */
export function ownOrganisation(context: Context, hash: string): Statement {
  return sql`${owned(context, hash)} and kind = 'organisation' and ${may('change')}`
}

/** @returns undefined when the link opens no organisation that stands */
export async function findOwn(
  context: Context,
  rawToken: string | undefined,
): Promise<Own | undefined> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return undefined
  const row = await context.database.firstFresh(
    sql`select e.id, e.state, e.number, e.name, e.email, e.country, o.type, o.website, o.domain, o.city, o.statement,
        o.contact_name, o.contact_role, o.logo_key from endorsements e join organisations o on o.endorsement_id = e.id
      where e.id = (select id from endorsements where ${ownOrganisation(context, hash)})`,
  )
  return row && toOwn(row)
}

/** The same with everything that waits, and what was found out. */
export async function viewOwn(
  context: Context,
  rawToken: string | undefined,
): Promise<OwnView | undefined> {
  const own = await findOwn(context, rawToken)
  if (!own) return undefined
  const [evidence, edit, handover] = await Promise.all([
    viewEvidence(context, own.id),
    waitingEdit(context, own.id),
    viewHandover(context, own.id),
  ])
  return { ...own, proof: proofOf(context.config.secretKey, own), evidence, edit, ...handover }
}

async function viewHandover(
  context: Context,
  id: number,
): Promise<Pick<OwnView, 'handover' | 'noMail'>> {
  const row = await context.database.firstFresh(
    sql`select ${refusesMail(sql`e.email_key`)} as no_mail, h.email, h.contact_name, h.expires_at
      from endorsements e left join handovers h on h.endorsement_id = e.id and h.state = 'waiting'
        and h.expires_at > ${context.now()} where e.id = ${id}`,
  )
  return {
    noMail: Boolean(row?.['no_mail']),
    handover:
      typeof row?.['email'] === 'string'
        ? {
            email: row['email'],
            contactName: String(row['contact_name']),
            expiresAt: Number(row['expires_at']),
          }
        : undefined,
  }
}

function toOwn(row: Row): Own {
  const text = (column: string) => String(row[column] ?? '')
  const orNull = (column: string) => (row[column] === null ? null : String(row[column]))
  return {
    id: Number(row['id']),
    state: row['state'] as State,
    number: row['number'] === null ? null : Number(row['number']),
    name: text('name'),
    email: text('email'),
    type: text('type'),
    website: text('website'),
    domain: text('domain'),
    country: text('country'),
    city: orNull('city'),
    statement: orNull('statement'),
    contactName: text('contact_name'),
    contactRole: orNull('contact_role'),
    hasLogo: row['logo_key'] !== null,
  }
}

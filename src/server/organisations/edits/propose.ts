/**
 * The contact changes an organisation. The contact's own name and role change at once; what the
 * register shows waits for staff, and the old stands until they have decided. A new proposal takes
 * the place of one that waits; one that proposes what stands already takes it back.
 */
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import {
  countryField,
  fieldErrors,
  nameField,
  optionalLine,
  optionalText,
  tickField,
  type FieldError,
  type Posted,
} from '../../endorsements/form.ts'
import { LONGEST } from '../../endorsements/submit.ts'
import { RETRY_AFTER } from '../../endorsements/taking.ts'
import { hashFromAddress } from '../../endorsements/tokens.ts'
import { readLogo } from '../logo.ts'
import { ownOrganisation, viewOwn, type OwnView } from '../own/view.ts'
import { differences, type Shown } from '../shown.ts'
import { websiteField } from '../submit.ts'
import { ORGANISATION_TYPES } from '../types.ts'
import type { LogoChange } from './waiting.ts'

export const EDIT_FIELDS = [
  'organisationName',
  'organisationType',
  'website',
  'country',
  'city',
  'statement',
  'logo',
  'withoutLogo',
  'contactName',
  'contactRole',
] as const

const editForm = z.object({
  organisationName: nameField('errors.organisationName.missing'),
  organisationType: z.enum(ORGANISATION_TYPES, 'errors.organisationType'),
  website: websiteField,
  country: countryField,
  city: optionalLine(LONGEST.line),
  statement: optionalText(LONGEST.comment),
  withoutLogo: tickField,
  contactName: nameField('errors.contactName.missing'),
  contactRole: optionalLine(LONGEST.line),
})

export type EditOutcome =
  /** `waiting`: staff look at it first */
  | { outcome: 'saved' | 'waiting'; own: OwnView }
  | { outcome: 'invalid'; own: OwnView; errors: FieldError[] }
  | { outcome: 'unavailable'; own: OwnView; retryAfter: number }
  | { outcome: 'gone' }

export async function proposeEdit(
  context: Context,
  rawToken: string | undefined,
  posted: Posted,
): Promise<EditOutcome> {
  const own = await viewOwn(context, rawToken)
  if (!own) return { outcome: 'gone' }
  const form = editForm.safeParse(posted)
  const logo = await readLogo(posted['logo'])
  if (logo === 'busy') return { outcome: 'unavailable', own, retryAfter: RETRY_AFTER }
  const errors: FieldError[] = [
    ...(form.success ? [] : fieldErrors(form.error, EDIT_FIELDS)),
    ...(typeof logo === 'string'
      ? [{ field: 'logo', message: `errors.logo.${logo}` as const }]
      : []),
  ]
  if (errors.length > 0 || !form.success || typeof logo === 'string')
    return { outcome: 'invalid', own, errors }
  const { contactName, contactRole, withoutLogo, organisationName, organisationType, ...rest } =
    form.data
  const { website, ...others } = rest
  const shown = {
    name: organisationName,
    type: organisationType,
    website: website.website,
    ...others,
  }
  const logoChange: LogoChange = logo ? 'new' : withoutLogo && own.hasLogo ? 'none' : 'keep'
  const hash = hashFromAddress(rawToken)!
  const waits = logoChange !== 'keep' || differences(own, shown).length > 0
  await context.database.write([
    changeContact(context, hash, contactName, contactRole),
    takeBack(context, hash),
    ...(waits ? [propose(context, hash, { shown, domain: website.domain, logoChange, logo })] : []),
  ])
  const now = await viewOwn(context, rawToken)
  return now ? { outcome: waits ? 'waiting' : 'saved', own: now } : { outcome: 'gone' }
}

/** Takes back what waits. @returns undefined when the link opens no organisation */
export async function takeBackEdit(
  context: Context,
  rawToken: string | undefined,
): Promise<OwnView | undefined> {
  const hash = hashFromAddress(rawToken)
  if (hash) await context.database.write([takeBack(context, hash)])
  return viewOwn(context, rawToken)
}

const mineOf = (context: Context, hash: string) =>
  sql`(select id from endorsements where ${ownOrganisation(context, hash)})`

function changeContact(
  context: Context,
  hash: string,
  name: string,
  role: string | null,
): Statement {
  return sql`update organisations set contact_name = ${name}, contact_role = ${role}
    where endorsement_id = ${mineOf(context, hash)}`
}

function takeBack(context: Context, hash: string): Statement {
  return sql`update organisation_edits set state = 'taken back', logo = null, decided_at = ${context.now()}
    where endorsement_id = ${mineOf(context, hash)} and state = 'waiting'`
}

type Proposal = {
  shown: Shown
  domain: string
  logoChange: LogoChange
  logo: Uint8Array | null
}

function propose(
  context: Context,
  hash: string,
  { shown, domain, logoChange, logo }: Proposal,
): Statement {
  return sql`insert into organisation_edits (endorsement_id, fields, logo_change, logo, proposed_at)
    select id, ${JSON.stringify({ ...shown, domain })}, ${logoChange}, ${logo}, ${context.now()}
    from endorsements where ${ownOrganisation(context, hash)}`
}

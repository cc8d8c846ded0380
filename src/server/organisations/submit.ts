/** An organisation endorses: its contact fills in the form, confirms by mail, and staff vet it. */
import { z } from 'zod'
import type { Context } from '../context.ts'
import {
  countryField,
  emailField,
  fieldErrors,
  nameField,
  optionalLine,
  optionalText,
  requiredTick,
  textsField,
  tickField,
  type Posted,
} from '../endorsements/form.ts'
import { writeSubmission, type SubmitOutcome, type Visitor } from '../endorsements/submission.ts'
import { formKeyErrors, LONGEST, textErrors } from '../endorsements/submit.ts'
import { RETRY_AFTER, whileOpen } from '../endorsements/taking.ts'
import { registrableDomain } from './evidence/domains.ts'
import { readLogo } from './logo.ts'
import { ORGANISATION_TYPES } from './types.ts'

export const ORGANISATION_FIELDS = [
  'formKey',
  'texts',
  'organisationName',
  'organisationType',
  'website',
  'country',
  'city',
  'contactName',
  'contactRole',
  'email',
  'statement',
  'logo',
  'authority',
  'consent',
  'updates',
] as const

/** Gives `website` and its registrable `domain`. */
export const websiteField = z
  .preprocess((value) => value ?? '', z.string('errors.single'))
  .transform((typed, context) => {
    const website = parseWebsite(typed)
    if (typeof website === 'object') return website
    context.addIssue({ code: 'custom', message: `errors.website.${website}` })
    return z.NEVER
  })

const organisationForm = z.object({
  texts: textsField,
  organisationName: nameField('errors.organisationName.missing'),
  organisationType: z.enum(ORGANISATION_TYPES, 'errors.organisationType'),
  website: websiteField,
  country: countryField,
  city: optionalLine(LONGEST.line),
  contactName: nameField('errors.contactName.missing'),
  contactRole: optionalLine(LONGEST.line),
  email: emailField,
  statement: optionalText(LONGEST.comment),
  authority: requiredTick('errors.authority'),
  consent: requiredTick('errors.consent'),
  updates: tickField,
})

/** @param posted the fields of the contract, see readForm */
export function submitOrganisation(
  context: Context,
  posted: Posted,
  visitor: Visitor,
): Promise<SubmitOutcome> {
  return whileOpen(context, () => take(context, posted, visitor))
}

async function take(context: Context, posted: Posted, visitor: Visitor): Promise<SubmitOutcome> {
  const form = organisationForm.safeParse(posted)
  const logo = await readLogo(posted['logo'])
  if (logo === 'busy') return { outcome: 'unavailable', retryAfter: RETRY_AFTER }
  const errors = [
    ...formKeyErrors(context, posted),
    ...(form.success
      ? textErrors(context, form.data.texts)
      : fieldErrors(form.error, ORGANISATION_FIELDS)),
    ...(typeof logo === 'string'
      ? [{ field: 'logo', message: `errors.logo.${logo}` as const }]
      : []),
  ]
  if (errors.length > 0 || !form.success || typeof logo === 'string')
    return { outcome: 'invalid', errors }
  const {
    organisationName,
    organisationType,
    website,
    texts,
    email,
    updates,
    authority: _a,
    consent: _c,
    ...fields
  } = form.data
  return writeSubmission(
    context,
    {
      kind: 'organisation',
      name: organisationName,
      fields: { ...fields, ...website, type: organisationType, visibility: 'public' },
      texts,
      email,
      updates,
      logo,
      formKey: String(posted['formKey']),
    },
    visitor,
  )
}

/** An http(s) address with a public host; `https://` is added when it was left out. */
export function parseWebsite(
  typed: string,
): { website: string; domain: string } | 'missing' | 'form' {
  const trimmed = typed.trim()
  if (trimmed === '') return 'missing'
  const address =
    /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/]*:\d+/.test(trimmed)
      ? trimmed
      : `https://${trimmed}`
  if (!URL.canParse(address) || address.length > 500) return 'form'
  const url = new URL(address)
  const domain = registrableDomain(url.hostname)
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || !domain) return 'form'
  return { website: url.href, domain }
}

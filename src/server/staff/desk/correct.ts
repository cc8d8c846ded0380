/**
 * Staff correct a field, with a reason. What was there and what is there now goes into the audit
 * only where it says nothing of the person: the audit cannot forget, and an erased name must be gone.
 */
import { z } from 'zod'
import { ORGANISATION_TYPES } from '../../organisations/types.ts'
import { parseWebsite } from '../../organisations/submit.ts'
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import {
  countryField,
  fieldErrors,
  nameField,
  optionalLine,
  optionalText,
  visibilityField,
  type FieldError,
  type Kind,
  type Posted,
} from '../../endorsements/form.ts'
import { LONGEST } from '../../endorsements/submit.ts'
import { searchName } from '../../register/search-name.ts'
import type { Actor } from '../actor.ts'
import { auditEntry } from '../audit/entry.ts'
import { LONGEST_REASON } from './act.ts'
import type { Dossier } from './view.ts'

const ORDER = [
  'name',
  'country',
  'affiliation',
  'role',
  'comment',
  'visibility',
  'type',
  'website',
  'city',
  'statement',
  'reason',
]
const reason = optionalText(LONGEST_REASON).refine((text) => text !== null, 'work.errors.reason')
const personForm = z.object({
  name: nameField('errors.name.missing'),
  country: countryField,
  affiliation: optionalLine(LONGEST.line),
  role: optionalLine(LONGEST.line),
  comment: optionalText(LONGEST.comment),
  visibility: visibilityField,
  reason,
})
const organisationForm = z.object({
  name: nameField('errors.organisationName.missing'),
  country: countryField,
  type: z.enum(ORGANISATION_TYPES, 'errors.organisationType'),
  website: z.string('errors.single').transform((typed, context) => {
    const website = parseWebsite(typed)
    if (typeof website === 'object') return website
    context.addIssue({ code: 'custom', message: `errors.website.${website}` })
    return z.NEVER
  }),
  city: optionalLine(LONGEST.line),
  statement: optionalText(LONGEST.comment),
  reason,
})

export type CorrectOutcome =
  | { outcome: 'corrected' }
  | { outcome: 'invalid'; errors: FieldError[] }
  /** it has changed since it was looked at */
  | { outcome: 'tooLate' }

/** @param before as it was looked at; `posted.seen` says when that had changed last */
export async function correct(
  context: Context,
  actor: Actor,
  before: Dossier,
  posted: Posted,
): Promise<CorrectOutcome> {
  const schema: z.ZodType = before.kind === 'individual' ? personForm : organisationForm
  const form = schema.safeParse(posted)
  if (!form.success) return { outcome: 'invalid', errors: fieldErrors(form.error, ORDER) }
  const {
    reason: why,
    website,
    ...fields
  } = form.data as Record<string, string | null> & { website?: { website: string; domain: string } }
  const now = { ...fields, ...website }
  const [done] = await context.database.write(
    correctUnit(context, actor, before, now, String(why), Number(posted['seen'])),
  )
  return done!.rowsAffected > 0 ? { outcome: 'corrected' } : { outcome: 'tooLate' }
}

function correctUnit(
  { now }: Context,
  actor: Actor,
  before: Dossier,
  fields: Record<string, string | null>,
  why: string,
  seen: number,
): Statement[] {
  const { id } = before
  const at = now()
  const fits = sql`exists (select 1 from endorsements where id = ${id} and changed_at = ${seen} and state not in ('erased', 'anonymised'))`
  const names = changedFields(before, fields)
  return [
    sql`insert into decisions (endorsement_id, verb, reason, decided_by, decided_at)
      select ${id}, 'correct', ${`${names.join(', ')}: ${why}`}, ${actor.email}, ${at} where ${fits}`,
    auditEntry(
      {
        who: actor.id,
        what: 'endorsement.correct',
        subject: `endorsement:${id}`,
        before: { country: before.country, visibility: before.visibility },
        after: {
          fields: names.join(', '),
          country: fields['country'] ?? before.country,
          visibility: fields['visibility'] ?? before.visibility,
          reason: why,
        },
        network: actor.network,
      },
      at,
      fits,
    ),
    ...(before.kind === 'organisation' ? [correctOrganisation(id, fields, fits)] : []),
    correctShown(before.kind, id, fields, at, fits),
  ]
}

function correctShown(
  kind: Kind,
  id: number,
  fields: Record<string, string | null>,
  at: number,
  fits: Statement,
): Statement {
  const name = String(fields['name'])
  const person =
    kind === 'individual'
      ? sql`, affiliation = ${fields['affiliation'] ?? null}, role = ${fields['role'] ?? null}, comment = ${fields['comment'] ?? null}, visibility = ${fields['visibility'] ?? 'public'}`
      : sql``
  return sql`update endorsements set name = ${name}, search_name = ${searchName(name)}, country = ${fields['country'] ?? null}${person},
    changed_at = max(${at}, changed_at + 1) where id = ${id} and ${fits}`
}

const correctOrganisation = (
  id: number,
  fields: Record<string, string | null>,
  fits: Statement,
): Statement =>
  sql`update organisations set type = ${fields['type'] ?? null}, website = ${fields['website'] ?? null}, domain = ${fields['domain'] ?? null},
    city = ${fields['city'] ?? null}, statement = ${fields['statement'] ?? null} where endorsement_id = ${id} and ${fits}`

/** Names of the fields that differ. */
function changedFields(before: Dossier, fields: Record<string, string | null>): string[] {
  const was: Record<string, unknown> = { ...before, ...before.organisation }
  return Object.keys(fields).filter(
    (name) => name !== 'domain' && (was[name] ?? null) !== fields[name],
  )
}

/** The owner changes an endorsement: name as shown, affiliation, visibility, comment, texts, news. */
import { z } from 'zod'
import type { Language, Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { openTexts } from '../settings.ts'
import { searchName } from '../register/search-name.ts'
import {
  fieldErrors,
  nameField,
  optionalLine,
  optionalText,
  textsField,
  tickField,
  visibilityField,
  type FieldError,
  type Posted,
} from './form.ts'
import { owned, viewManaged, type Managed } from './manage.ts'
import { may } from './states.ts'
import { LONGEST } from './submit.ts'
import { hashFromAddress } from './tokens.ts'
import { holdsName } from './verdict.ts'

const CHANGE_FIELDS = [
  'name',
  'affiliation',
  'role',
  'comment',
  'visibility',
  'texts',
  'updates',
] as const

const changeForm = z.object({
  name: nameField('errors.name.missing'),
  affiliation: optionalLine(LONGEST.line),
  role: optionalLine(LONGEST.line),
  comment: optionalText(LONGEST.comment),
  visibility: visibilityField,
  texts: textsField,
  updates: tickField,
})

/** What an organisation may change without another review. */
const organisationForm = changeForm.pick({ texts: true, updates: true })

export type ChangeOutcome =
  | { outcome: 'changed'; endorsement: Managed }
  | { outcome: 'invalid'; endorsement: Managed; errors: FieldError[] }
  | { outcome: 'gone' }

export async function change(
  context: Context,
  rawToken: string | undefined,
  posted: Posted,
  language: Language,
): Promise<ChangeOutcome> {
  const endorsement = await viewManaged(context, rawToken)
  if (!endorsement) return { outcome: 'gone' }
  const form = (endorsement.kind === 'individual' ? changeForm : organisationForm).safeParse(posted)
  if (!form.success)
    return { outcome: 'invalid', endorsement, errors: fieldErrors(form.error, CHANGE_FIELDS) }
  const hash = hashFromAddress(rawToken)!
  await context.database.write([
    ...('name' in form.data
      ? [changeShown(context, hash, form.data as z.infer<typeof changeForm>, endorsement)]
      : []),
    changeNews(context, hash, form.data.updates, language),
    ...changeTexts(context, hash, form.data.texts, language),
  ])
  return { outcome: 'changed', endorsement: (await viewManaged(context, rawToken)) ?? endorsement }
}

/** A name that a rule holds goes to review; any other change leaves the state as it is. */
function changeShown(
  context: Context,
  hash: string,
  shown: z.infer<typeof changeForm>,
  before: Managed,
): Statement {
  const held = holdsName(context, before, shown.name)
  return sql`update endorsements set name = ${shown.name}, search_name = ${searchName(shown.name)},
      affiliation = ${shown.affiliation}, role = ${shown.role}, comment = ${shown.comment},
      visibility = ${shown.visibility}, changed_at = ${context.now()},
      held_by = coalesce(held_by, ${held}), state = case when ${held} is null or state = 'blocked' then state else 'review' end
    where ${owned(context, hash)} and ${may('change')}`
}

function changeNews(
  context: Context,
  hash: string,
  wanted: boolean,
  language: Language,
): Statement {
  // Who already gets news keeps the wording that they agreed to.
  return sql`update endorsements set changed_at = ${context.now()},
      updates_wording = case when ${wanted} then coalesce(updates_wording, ${context.wordings.updates(language)}) end
    where ${owned(context, hash)} and ${may('change')}`
}

function changeTexts(
  context: Context,
  hash: string,
  texts: Text[],
  language: Language,
): Statement[] {
  const now = context.now()
  const mine = sql`(select id from endorsements where ${owned(context, hash)} and ${may('change')})`
  const offered = openTexts(context)
  const adding = texts
    .filter((text) => offered.includes(text))
    .map(
      (text) => sql`insert into endorsement_texts (endorsement_id, text, wording_id, endorsed_at)
      select ${mine}, ${text}, ${context.wordings.sentence(text, language)}, ${now} where ${mine} is not null
      on conflict (endorsement_id, text) do update set withdrawn_at = null, wording_id = excluded.wording_id,
        endorsed_at = excluded.endorsed_at where endorsement_texts.withdrawn_at is not null`,
    )
  return [
    ...adding,
    sql`update endorsement_texts set withdrawn_at = ${now} where endorsement_id = ${mine}
      and withdrawn_at is null and text not in (select value from json_each(${JSON.stringify(texts)}))`,
  ]
}

/** A person signs: the form, checked, becomes a submission; the mail does the rest. */
import { z } from 'zod'
import type { Text } from '../../../content/campaign.ts'
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
  visibilityField,
  type FieldError,
  type Posted,
} from './form.ts'
import { openTexts } from '../settings.ts'
import { isFormKey } from './form-key.ts'
import { whileOpen } from './taking.ts'
import { writeSubmission, type SubmitOutcome, type Visitor } from './submission.ts'

export const SIGN_FIELDS = [
  'formKey',
  'texts',
  'name',
  'email',
  'country',
  'affiliation',
  'role',
  'comment',
  'visibility',
  'consent',
  'updates',
] as const

export const LONGEST = { line: 160, comment: 1000 } as const

const signForm = z.object({
  texts: textsField,
  name: nameField('errors.name.missing'),
  email: emailField,
  country: countryField,
  affiliation: optionalLine(LONGEST.line),
  role: optionalLine(LONGEST.line),
  comment: optionalText(LONGEST.comment),
  visibility: visibilityField,
  consent: requiredTick('errors.consent'),
  updates: tickField,
})

/** @param posted the fields of the contract, see readForm */
export function submit(context: Context, posted: Posted, visitor: Visitor): Promise<SubmitOutcome> {
  return whileOpen(context, () => take(context, posted, visitor))
}

async function take(context: Context, posted: Posted, visitor: Visitor): Promise<SubmitOutcome> {
  const form = signForm.safeParse(posted)
  const errors = [
    ...formKeyErrors(context, posted),
    ...(form.success ? textErrors(context, form.data.texts) : fieldErrors(form.error, SIGN_FIELDS)),
  ]
  if (errors.length > 0 || !form.success) return { outcome: 'invalid', errors }
  const { texts, name, email, updates, consent: _, ...fields } = form.data
  return writeSubmission(
    context,
    { kind: 'individual', texts, name, email, updates, fields, formKey: String(posted['formKey']) },
    visitor,
  )
}

/** A form that was open for more than a week, or whose hidden field was changed, is sent again. */
export function formKeyErrors(context: Context, posted: Posted): FieldError[] {
  const valid = isFormKey(context.config.secretKey, posted['formKey'], context.now())
  return valid ? [] : [{ field: 'formKey', message: 'errors.formKey' }]
}

/** A text that staff have closed is not taken, even from a form that still offered it. */
export function textErrors(context: Context, texts: Text[]): FieldError[] {
  const open = openTexts(context)
  return texts.every((text) => open.includes(text))
    ? []
    : [{ field: 'texts', message: 'errors.texts.closed' }]
}

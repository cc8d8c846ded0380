/**
 * What all forms share: reading a posted form strictly, and saying what is wrong with it.
 * A problem is the key of a message; the page finds the words.
 */
import { z } from 'zod'
import { KINDS, TEXTS, VISIBILITIES } from '../../../db/words.ts'
import { isCountry } from '../countries/index.ts'
import type { MessageKey } from '../messages/index.ts'
import { parseEmail } from './email-address.ts'
import { cleanLine, lineProblem, parseName } from './names.ts'

export type Kind = (typeof KINDS)[number]
export type FieldError = { field: string; message: MessageKey }
/** What was posted: one string a field, several for `texts`, bytes for a file. */
export type Posted = Record<string, string | string[] | File>

/** A posted form as plain values; a field that came twice is an array, and so refused later. */
export function readForm(form: FormData | URLSearchParams): Posted {
  const posted: Posted = {}
  for (const field of new Set(form.keys())) {
    const values = form.getAll(field)
    if (values.length === 1 && values[0] instanceof File) posted[field] = values[0]
    else posted[field] = values.length === 1 ? String(values[0]) : values.map(String)
  }
  return posted
}

/** The first problem of each field, in the order of the form. */
export function fieldErrors(error: z.ZodError, order: readonly string[]): FieldError[] {
  const first = new Map<string, MessageKey>()
  for (const issue of error.issues) {
    const field = String(issue.path[0])
    if (!first.has(field)) first.set(field, issue.message as MessageKey)
  }
  return order
    .filter((field) => first.has(field))
    .map((field) => ({ field, message: first.get(field)! }))
}

/** One value, empty when missing; two are a mistake of a program. */
const single = z.preprocess((value) => value ?? '', z.string('errors.single'))

const problem = (context: z.RefinementCtx, message: MessageKey) => {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

export const nameField = (missing: MessageKey) =>
  single.transform((typed, context) => {
    const read = parseName(typed)
    if (typeof read === 'object') return read.name
    return problem(context, read === 'missing' ? missing : `errors.name.${read}`)
  })

export const emailField = single.transform((typed, context) => {
  const read = parseEmail(typed)
  return typeof read === 'object' ? read : problem(context, `errors.email.${read}`)
})

export const countryField = single.transform((typed, context) => {
  const code = typed.trim().toUpperCase()
  if (code === '') return problem(context, 'errors.country.missing')
  return isCountry(code) ? code : problem(context, 'errors.country.unknown')
})

/** A line that may be left out; null then. @param longest in characters */
export const optionalLine = (longest: number) =>
  single.transform((typed, context) => {
    const line = cleanLine(typed)
    const wrong = line && lineProblem(line, longest)
    return wrong
      ? problem(
          context,
          `errors.line.${wrong === 'letters' || wrong === 'missing' ? 'control' : wrong}`,
        )
      : line || null
  })

/** Several lines that may be left out; null then. Shown only as text, never as markup. */
export const optionalText = (longest: number) =>
  single.transform((typed, context) => {
    const text = typed
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .split('\n')
      .map(cleanLine)
      .join('\n')
      .trim()
    if ([...text].length > longest) return problem(context, 'errors.line.tooLong')
    if (!text.isWellFormed() || text.includes('\uFFFD')) return problem(context, 'errors.line.lost')
    if (/[\p{Cc}\p{Co}\p{Cn}]/u.test(text.replaceAll('\n', '')))
      return problem(context, 'errors.line.control')
    return text || null
  })

/** At least one text; each at most once. */
export const textsField = z
  .preprocess(
    (value) => [...new Set(value === undefined || value === '' ? [] : [value].flat())],
    z.array(z.enum(TEXTS, 'errors.texts.unknown'), 'errors.texts.unknown'),
  )
  .refine((texts) => texts.length > 0, 'errors.texts.missing')

export const visibilityField = z.preprocess(
  (value) => (value === undefined || value === '' ? 'public' : value),
  z.enum(VISIBILITIES, 'errors.visibility'),
)

export const tickField = z.preprocess(
  (value) => value ?? '',
  z.enum(['on', ''], 'errors.single').transform((value) => value === 'on'),
)

export const requiredTick = (message: MessageKey) => tickField.refine((ticked) => ticked, message)

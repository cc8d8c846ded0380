/** One row of a list: its fields as they will stand, by the rules of the forms, or what is wrong with it. */
import { z } from 'zod'
import type { Text } from '../../../content/campaign.ts'
import { VISIBILITIES } from '../../../db/words.ts'
import { emailField, nameField, optionalLine, optionalText } from '../endorsements/form.ts'
import { LONGEST } from '../endorsements/submit.ts'
import type { MessageKey } from '../messages/index.ts'
import { asItWas } from '../exports/formulas.ts'
import { websiteField } from '../organisations/submit.ts'
import { ORGANISATION_TYPES } from '../organisations/types.ts'
import { searchName } from '../register/search-name.ts'
import { readCountry } from './countries.ts'
import { readDate } from './dates.ts'
import type { FieldName, Subject } from './fields.ts'
import type { Options } from './options.ts'

/** As they are inserted: name, searchName, email, emailKey, country, …; `mask` of texts, `at` in milliseconds. */
export type RowFields = Record<string, string | number | boolean | null>
export type RowProblem = {
  field: FieldName
  problem: MessageKey
  value: string
  /** the row of the file, or the signatory's number, that it is about */
  other?: number
}
export type ReadRow = { fields: RowFields; problems: RowProblem[]; proof: string | null }

const LONGEST_PROOF = 200
/** Of a value that is at fault: enough to find it by. */
const LONGEST_SHOWN = 200
/** Signatures before that year are a mistake of typing. */
const FIRST_YEAR = Date.UTC(1990, 0, 1)
/** A list may have been signed on the other side of the date line. */
const DAY = 86_400_000
const YES = /^(yes|y|true|1|on|x|oui|o|sí|si|s|نعم|да|д|是)$/iu
const NO = /^(no|n|false|0|off|non|لا|нет|н|否|-)?$/iu

/** Reads rows of this kind. @param now milliseconds since 1970 */
export function rowReader(options: Options, subject: Subject, now: number) {
  const schema: z.ZodType = schemaOf(options, subject, now)
  return (cells: string[]): ReadRow => {
    const values = valuesOf(cells, options)
    const read = schema.safeParse(values)
    const proof = proofOf(values)
    if (read.success)
      return { fields: flat(read.data as Record<string, unknown>), problems: [], proof }
    const problems = read.error.issues.map((issue) => {
      const field = String(issue.path[0]) as FieldName
      return {
        field,
        problem: issue.message as MessageKey,
        value: (values[field] ?? '').slice(0, LONGEST_SHOWN),
      }
    })
    return { fields: {}, problems: problems.filter(firstOfField), proof }
  }
}

const firstOfField = (one: RowProblem, i: number, all: RowProblem[]) =>
  all.findIndex(({ field }) => field === one.field) === i

/** Cells by what they mean; the apostrophes with which our own exports disarm formulas are taken away. */
function valuesOf(cells: string[], { columns }: Options): Partial<Record<FieldName, string>> {
  const values: Partial<Record<FieldName, string>> = {}
  columns.forEach((field, i) => {
    if (field) values[field] = asItWas((cells[i] ?? '').trim())
  })
  const { givenName, familyName } = values
  if (!values.name && (givenName || familyName))
    values.name = [givenName, familyName].filter(Boolean).join(' ')
  return values
}

const proofOf = ({ proof }: { proof?: string }): string | null =>
  optionalText(LONGEST_PROOF).safeParse(proof).data ?? null

type Common = Record<string, unknown> & { name: string }

/** An address and a website bring two fields each. */
function flat({ email, website, ...rest }: Record<string, unknown>): RowFields {
  const { name } = rest as Common
  const address = email as { address: string; key: string } | null | undefined
  return {
    ...(rest as RowFields),
    searchName: searchName(name),
    email: address?.address ?? null,
    emailKey: address?.key ?? null,
    ...(website as { website: string; domain: string } | undefined),
  }
}

function schemaOf(options: Options, { list, kind }: Subject, now: number) {
  const line = optionalLine(LONGEST.line)
  const long = optionalText(LONGEST.comment)
  const name = nameField('imports.problems.name')
  if (list === 'commission')
    return z.object({
      ...{ name, affiliation: line, role: line },
      country: country('', true),
      date: date(null, options, now, true),
    })
  const common = {
    name,
    email: optionalEmail,
    country: country(options.country, false),
    texts: texts(options.texts),
    kind: sameKind(kind),
    date: date(options.date, options, now, false),
    news: yesOrNo,
    proof: optionalText(LONGEST_PROOF),
  }
  if (kind === 'individual')
    return z.object({
      ...common,
      ...{ affiliation: line, role: line, comment: long },
      visibility: visibility(options.visibility),
    })
  return z.object({
    ...common,
    ...{ website: websiteField, city: line, statement: long, contactRole: line },
    contactName: z.preprocess(
      (value) => value || undefined,
      nameField('errors.contactName.missing').optional(),
    ),
    type: organisationType(options.type),
  })
}

const typed = z.preprocess((value) => value ?? '', z.string())

const optionalEmail = typed.transform((value, context) => {
  if (value === '') return null
  const read = emailField.safeParse(value)
  return read.success ? read.data : refuse(context, read.error.issues[0]!.message as MessageKey)
})

function refuse(context: z.RefinementCtx, message: MessageKey): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

const country = (otherwise: string, optional: boolean) =>
  typed.transform((value, context) => {
    if (value === '' && (otherwise || optional)) return otherwise || null
    return readCountry(value) ?? refuse(context, 'imports.problems.country')
  })

const date = (otherwise: number | null, options: Options, now: number, optional: boolean) =>
  typed.transform((value, context) => {
    if (value === '' && (otherwise !== null || optional)) return otherwise
    const at = readDate(value, options.dateOrder)
    if (at === undefined) return refuse(context, 'imports.problems.date')
    return at < FIRST_YEAR || at > now + DAY ? refuse(context, 'imports.problems.when') : at
  })

const texts = (otherwise: Text[]) =>
  typed.transform((value, context) => {
    const mask = value
      ? (/convention/i.test(value) ? 1 : 0) + (/declaration/i.test(value) ? 2 : 0)
      : (otherwise.includes('convention') ? 1 : 0) + (otherwise.includes('declaration') ? 2 : 0)
    return mask || refuse(context, 'imports.problems.texts')
  })

const sameKind = (kind: string) =>
  typed.transform((value, context) =>
    value === '' || value.toLowerCase() === kind ? null : refuse(context, 'imports.problems.kind'),
  )

const yesOrNo = typed.transform((value, context) => {
  if (YES.test(value)) return true
  return NO.test(value) ? false : refuse(context, 'imports.problems.news')
})

const visibility = (otherwise: string) =>
  typed.transform((value, context) => {
    if (value === '') return otherwise
    return (
      VISIBILITIES.find((one) => one === value.toLowerCase()) ??
      refuse(context, 'imports.problems.visibility')
    )
  })

const organisationType = (otherwise: string) =>
  typed.transform((value, context) => {
    const type = value.toLowerCase() || otherwise
    return (
      ORGANISATION_TYPES.find((one) => one === type) ?? refuse(context, 'errors.organisationType')
    )
  })

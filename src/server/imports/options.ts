/** What its author says of a list: what each column means, and what holds for all rows. */
import { z } from 'zod'
import { IMPORT_SOURCES, TEXTS, VISIBILITIES } from '../../../db/words.ts'
import type { Text } from '../../../content/campaign.ts'
import { fieldErrors, type FieldError, type Posted } from '../endorsements/form.ts'
import { cleanLine } from '../endorsements/names.ts'
import { isCountry } from '../countries/index.ts'
import type { MessageKey } from '../messages/index.ts'
import { ORGANISATION_TYPES } from '../organisations/types.ts'
import { DATE_ORDERS, readDate, type DateOrder } from './dates.ts'
import { fieldsFor, WORDING_LANGUAGES, type FieldName, type Subject } from './fields.ts'

export type Source = (typeof IMPORT_SOURCES)[number]
export type Options = {
  /** true when the first row holds the names of the columns */
  header: boolean
  /** of each column; '' for one that is left out */
  columns: (FieldName | '')[]
  title: string
  source: Source
  texts: Text[]
  /** '' for the editions that are signed here */
  edition: string
  /** the words that were signed, of the consent, and of the consent to news, as the list has them; '' unknown */
  wording: string
  consent: string
  news: string
  /** BCP 47, of those words */
  wordingLanguage: string
  /** for rows that say nothing */
  country: string
  date: number | null
  visibility: (typeof VISIBILITIES)[number]
  type: string
  dateOrder: DateOrder
  /** rows that look like somebody who stands there are left out */
  leaveFlagged?: boolean
}

export const WHAT = ['individual', 'organisation', 'commission'] as const
const LONGEST = { title: 160, wording: 4000, edition: 20 }

/** In the order of the form. */
const ORDER = ['columns', 'title', 'source', 'texts', 'date', 'news', 'wording', 'consent'] as const

const line = (longest: number) =>
  z.string('errors.single').transform((text) => cleanLine(text).slice(0, longest))
const words = z
  .string('errors.single')
  .transform((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
  .refine((text) => text.length <= LONGEST.wording, 'errors.line.tooLong')
const choice = <const T extends readonly [string, ...string[]]>(values: T, first: T[number]) =>
  z.enum(values).catch(first)

const schema = z.object({
  title: line(LONGEST.title).refine(Boolean, 'imports.errors.title'),
  source: choice(IMPORT_SOURCES, 'paper'),
  texts: z.array(z.enum(TEXTS)).catch([]),
  edition: line(LONGEST.edition),
  wording: words,
  consent: words,
  news: words,
  wordingLanguage: choice(WORDING_LANGUAGES, 'und'),
  country: z.string().refine(isCountry).catch(''),
  visibility: choice(VISIBILITIES, 'public'),
  type: z.enum(ORGANISATION_TYPES).or(z.literal('')).catch(''),
  dateOrder: choice(DATE_ORDERS, 'dmy'),
})

export type ReadOptions = { options: Options } | { errors: FieldError[] }

/** @param posted `header`, `column0` …, and the fields above */
export function readOptions(
  posted: Posted,
  subject: Subject,
  width: number,
  now: number,
): ReadOptions {
  const form = schema.safeParse({ ...EMPTY, ...posted, texts: [posted['texts'] ?? []].flat() })
  const date = readDate(String(posted['date'] ?? ''), 'dmy') ?? null
  const columns = readColumns(posted, fieldsFor(subject), width)
  const found = form.success ? [] : fieldErrors(form.error, ORDER)
  const texts = form.success ? form.data.texts : []
  const errors = [
    ...missing(columns, subject).map((message) => ({ field: 'columns', message })),
    ...found,
    ...choiceErrors(posted, { columns, texts, subject, date, now }),
  ]
  if (!form.success || errors.length > 0) return { errors }
  return {
    options: { ...form.data, header: posted['header'] === 'on', columns, date } as Options,
  }
}

const EMPTY = {
  ...{ title: '', source: 'paper', edition: '', wording: '', consent: '', news: '' },
  ...{ wordingLanguage: 'und', country: '', visibility: 'public', type: '', dateOrder: 'dmy' },
}

function readColumns(
  posted: Posted,
  among: readonly FieldName[],
  width: number,
): (FieldName | '')[] {
  return Array.from({ length: width }, (_, i) => {
    const said = posted[`column${i}`]
    return among.find((field) => field === said) ?? ''
  })
}

/** What a list must have, and that no two columns mean the same. */
function missing(columns: (FieldName | '')[], { list, kind }: Subject): MessageKey[] {
  const has = (field: FieldName) => columns.includes(field)
  const given = columns.filter(Boolean)
  if (new Set(given).size < given.length) return ['imports.errors.twice']
  if (!has('name') && !(has('familyName') && has('givenName'))) return ['imports.errors.name']
  if (list === 'register' && kind === 'organisation' && !has('website'))
    return ['imports.errors.website']
  return []
}

type Chosen = {
  columns: (FieldName | '')[]
  texts: Text[]
  subject: Subject
  date: number | null
  now: number
}

/** What depends on what else was chosen. */
function choiceErrors(
  posted: Posted,
  { columns, texts, subject, date, now }: Chosen,
): FieldError[] {
  if (subject.list === 'commission') return []
  const has = (field: FieldName) => columns.includes(field)
  const errors: FieldError[] = []
  if (texts.length === 0 && !has('texts'))
    errors.push({ field: 'texts', message: 'errors.texts.missing' })
  if ((date === null && !has('date')) || (date !== null && date > now))
    errors.push({ field: 'date', message: 'imports.errors.date' })
  if (has('news') && !String(posted['news'] ?? '').trim())
    errors.push({ field: 'news', message: 'imports.errors.news' })
  return errors
}

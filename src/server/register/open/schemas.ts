/**
 * What the addresses of open data answer, as schemas: the types of the answers come from them, and
 * so does the description in /api/v1/openapi.json, so that neither can say what the other does not.
 */
import { z } from 'zod'
import { IMPORT_SOURCES, KINDS, TEXTS } from '../../../../db/words.ts'
import { ORGANISATION_TYPES } from '../../organisations/types.ts'

const count = z.int().min(0)
const time = z.iso.datetime().describe('ISO 8601, UTC')
const day = z.iso.date().describe('ISO 8601, UTC')
const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe('ISO 3166-1 alpha-2; XK is Kosovo')
const byText = z.object({ convention: count, declaration: count })

export const asOf = time.describe('When this was true')
export const licence = z
  .object({ name: z.string(), url: z.url().nullable() })
  .describe('Under which the data may be used, or that the campaign has not stated one')

export const signatory = z.object({
  number: z.int().min(1).describe('Signatory number: given once, never changed, never given again'),
  kind: z.enum(KINDS),
  name: z.string(),
  country,
  affiliation: z.string().nullable(),
  role: z.string().nullable(),
  comment: z.string().nullable().describe('Once the campaign has read it'),
  texts: z.array(z.enum(TEXTS)).min(1),
  confirmedOn: day.describe('Day on which the owner of the address confirmed'),
  publishedOn: day.describe('Day from which it counts; history.json goes by this'),
  source: z
    .enum(['site', ...IMPORT_SOURCES])
    .describe('Confirmed by e-mail on the site, or brought in: from paper, or an earlier list'),
  organisation: z
    .object({
      type: z.enum(ORGANISATION_TYPES),
      website: z.string(),
      statement: z.string().nullable(),
      page: z.url().describe('Its page in the register'),
    })
    .nullable(),
})

export const signatories = z.object({
  asOf,
  licence,
  signatories: z.array(signatory).describe('By number, smallest first'),
  next: z.url().nullable().describe('The page after this one; null when nobody is left'),
})

export const period = z.object({
  start: time,
  end: time.describe('Not part of the period'),
  individuals: count,
  organisations: count,
  byText: byText.describe('Who endorses both texts counts in each'),
})

export const history = z.object({
  asOf,
  licence,
  by: z.enum(['day', 'hour']),
  country: country.nullable().describe('null: all countries together'),
  periods: z.array(period).describe('Oldest first; periods of nobody are left out'),
  next: z.url().nullable().describe('The days after these, with by=hour'),
})

export const counts = z.object({
  asOf,
  total: count.describe('Individuals and organisations; who endorses both texts counts once'),
  individuals: count,
  organisations: count,
  countries: count,
  byText,
  byCountry: z.array(z.object({ country, individuals: count, organisations: count })),
})

export const standing = counts.omit({ asOf: true, byCountry: true }).extend({
  version: z.int().describe('Grows with every change of the register: the larger is the newer'),
})

export const problem = z
  .object({ title: z.string(), status: z.int(), detail: z.string() })
  .describe('RFC 9457')

export type Signatory = z.infer<typeof signatory>
export type Signatories = z.infer<typeof signatories>
export type HistoryAnswer = z.infer<typeof history>

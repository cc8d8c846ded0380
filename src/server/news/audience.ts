/** Whom a piece of news is for: of those who asked for news, all, or those of a text, country, language or kind. */
import { z } from 'zod'
import { KINDS, TEXTS } from '../../../db/words.ts'
import type { Context } from '../context.ts'
import { isCountry } from '../countries/index.ts'
import { join, raw, sql, type Statement } from '../database/index.ts'
import type { Kind, Posted } from '../endorsements/form.ts'
import { notSuppressed, SUPPRESSED } from '../mail/suppression.ts'

const list = z
  .union([z.string(), z.array(z.string()).max(300)])
  .optional()
  .transform((value) => [...new Set([value ?? []].flat().filter(Boolean))].sort())

const audienceForm = z.object({
  text: z.enum([...TEXTS, '']).catch(''),
  kind: z.enum([...KINDS, '']).catch(''),
  /** ISO 3166-1 alpha-2; none = all of them */
  countries: list.refine((codes) => codes.every(isCountry)),
  /** BCP 47; none = all of them */
  languages: list.refine((tags) => tags.every((tag) => /^[a-z]{2,3}(-[\w-]{1,30})?$/i.test(tag))),
})

export type Audience = z.output<typeof audienceForm>

export const EVERYBODY: Audience = { text: '', kind: '', countries: [], languages: [] }

/** @returns undefined for what its form cannot have sent */
export function readAudience(posted: Posted): Audience | undefined {
  return audienceForm.safeParse(posted).data
}

export const keptAudience = (kept: unknown): Audience =>
  audienceForm.parse(JSON.parse(String(kept)))

/** Those who may be written to at all; their index has these very words. */
const READER = `state = 'published' and updates_wording is not null`

/** Their index: counting and going from one to the next never touches the table. */
export const readers = (alias: string): Statement =>
  raw(`endorsements ${alias} indexed by news_readers`)

/** A condition: this endorsement is meant. @param alias of endorsements */
export function meant(audience: Audience, alias: string): Statement {
  const column = (name: string): Statement => raw(`${alias}.${name}`)
  const among = (name: string, values: string[]) =>
    sql`${column(name)} in (select value from json_each(${JSON.stringify(values)}))`
  return join(
    [
      raw(READER.replace(/state|updates_wording/g, (name) => `${alias}.${name}`)),
      ...(audience.text ? [sql`${column('text_mask')} & ${TEXTS.indexOf(audience.text) + 1}`] : []),
      ...(audience.kind ? [sql`${column('kind')} = ${audience.kind}`] : []),
      ...(audience.countries.length > 0 ? [among('country', audience.countries)] : []),
      ...(audience.languages.length > 0 ? [among('language', audience.languages)] : []),
    ],
    ' and ',
  )
}

/**
 * How many mails it would be, exactly: each address once, also where a person and an organisation
 * share one, and none that must not be written to. People are counted in their index, and those of
 * them who must not be written to from the other side: they are few.
 */
export async function countReaders(
  { database }: Pick<Context, 'database'>,
  audience: Audience,
): Promise<number> {
  const row = await database.firstFresh(countStatement(audience))
  return Number(row!['count'])
}

/** One row: `count`. */
export function countStatement(audience: Audience): Statement {
  const of = (kind: Kind, alias: string) =>
    sql`${meant(audience, alias)} and ${raw(alias)}.kind = ${kind}`
  return sql`select
    (select count(*) from ${readers('e')} where ${of('individual', 'e')})
    - (select count(*) from ${SUPPRESSED} s cross join endorsements p on p.kind = 'individual' and p.email_key = s.key
      where ${of('individual', 'p')})
    + (select count(*) from ${readers('o')} where ${of('organisation', 'o')} and ${notSuppressed(raw('o.email_key'))}
      and not exists (select 1 from endorsements p where p.kind = 'individual' and p.email_key = o.email_key
        and ${of('individual', 'p')})) as count`
}

/** Countries that an audience can be chosen from: those with signatories. */
export async function countriesToChoose({
  database,
}: Pick<Context, 'database'>): Promise<string[]> {
  const rows = await database.read(
    sql`select distinct country from tally where text = 'any' and count > 0`,
  )
  return rows.map(({ country }) => String(country))
}

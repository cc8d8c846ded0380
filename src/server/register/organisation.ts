/** One organisation of the register, and its logo. Nothing that is not shown leaves here. */
import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { raw, sql } from '../database/index.ts'
import { importSource, listTitle, type ImportSource } from './source.ts'
import { PROOFS, type Proof } from './proofs.ts'

export type OrganisationPage = {
  number: number
  name: string
  country: string
  city: string | null
  type: string
  website: string
  statement: string | null
  logoKey: string | null
  texts: Text[]
  /** milliseconds since 1970 */
  confirmedAt: number
  proofs: { kind: Proof; seenAt: number }[]
  /** where it was brought in from, and what that list is called; null for who signed here */
  broughtIn: { source: ImportSource; title: string } | null
}

const LISTED = raw(
  `e.state = 'published' and e.visibility = 'public' and e.text_mask > 0 and e.kind = 'organisation'`,
)

/** @param number as it stands in the register @returns undefined when no organisation is listed under it */
export async function organisationPage(
  { database }: Pick<Context, 'database'>,
  number: number,
): Promise<OrganisationPage | undefined> {
  const row = await database.first(
    sql`select e.number, e.name, e.country, e.text_mask, e.confirmed_at, e.source, ${listTitle('e.id')} as list, o.city, o.type, o.website, o.statement, o.logo_key,
        (select json_group_object(kind, seen_at) from evidence where endorsement_id = e.id and result = 'yes') as seen
      from endorsements e join organisations o on o.endorsement_id = e.id where e.number = ${number} and ${LISTED}`,
  )
  if (!row) return undefined
  const orNull = (column: string) => (row[column] === null ? null : String(row[column]))
  const seen = JSON.parse(String(row['seen'])) as Partial<Record<Proof, number>>
  const mask = Number(row['text_mask'])
  const source = importSource(row['source'])
  return {
    number,
    name: String(row['name']),
    country: String(row['country']),
    city: orNull('city'),
    type: String(row['type']),
    website: String(row['website']),
    statement: orNull('statement'),
    logoKey: orNull('logo_key'),
    texts: [
      ...(mask & 1 ? ['convention' as const] : []),
      ...(mask & 2 ? ['declaration' as const] : []),
    ],
    confirmedAt: Number(row['confirmed_at']),
    broughtIn: source && { source, title: String(row['list'] ?? '') },
    proofs: PROOFS.flatMap((kind) => {
      const seenAt = seen[kind]
      return seenAt === undefined ? [] : [{ kind, seenAt }]
    }),
  }
}

/** The logo of a listed organisation as WebP. @param key as in its address: another logo has another */
export async function logo(
  { database }: Pick<Context, 'database'>,
  number: number,
  key: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await database.first(
    sql`select o.logo from endorsements e join organisations o on o.endorsement_id = e.id
      where e.number = ${number} and ${LISTED} and o.logo_key = ${key}`,
  )
  return row?.['logo'] ? new Uint8Array(row['logo'] as ArrayBuffer) : undefined
}

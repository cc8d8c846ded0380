/**
 * The register, newest first, paged by signatory number. Every page is a bounded number of index
 * reads, however deep it lies and however rare the filter: a text is a union of masks, each read
 * in order from an index of its own; a name search is an intersection in the search table.
 */
import { z } from 'zod'
import { KINDS, TEXTS } from '../../../db/words.ts'
import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { isCountry } from '../countries/index.ts'
import { ORGANISATION_TYPES } from '../organisations/types.ts'
import { importSource, type ImportSource } from './source.ts'
import { PROOFS, type Proof } from './proofs.ts'
import { join, raw, sql, type Row, type Statement } from '../database/index.ts'
import { searchName } from './search-name.ts'

export const PAGE_SIZE = 50
const LONGEST_QUERY = 100
/** Characters of a statement in a list. */
const BEGINNING = 240
/** Words of a search that are looked for: each is one more list to intersect. */
const MOST_WORDS = 10

export type Filter = {
  q: string
  country: string | undefined
  kind: (typeof KINDS)[number] | undefined
  text: Text | undefined
  /** of organisations; asks for organisations alone */
  type?: (typeof ORGANISATION_TYPES)[number] | undefined
  /** signatory number to go on from */
  cursor: number | undefined
}
export type Entry = {
  number: number
  kind: (typeof KINDS)[number]
  name: string
  country: string
  affiliation: string | null
  role: string | null
  /** once staff have read it */
  comment: string | null
  texts: Text[]
  /** milliseconds since 1970 */
  confirmedAt: number
  /** where it was brought in from; null for who signed here */
  source: ImportSource | null
  /** from when it counts; milliseconds since 1970 */
  publishedAt: number
  organisation: ListedOrganisation | null
}
export type ListedOrganisation = {
  type: string
  website: string
  /** part of the address of its logo; null when it has none */
  logoKey: string | null
  /** what it says, or the beginning of that */
  statement: string | null
  /** what proves that it is who it says */
  proofs: Proof[]
}
export type Page = { entries: Entry[]; next: number | undefined }

const filterSchema = z.object({
  q: z
    .string()
    .trim()
    .transform((q) => q.slice(0, LONGEST_QUERY))
    .catch(''),
  country: z
    .string()
    .transform((code) => code.toUpperCase())
    .refine(isCountry)
    .optional()
    .catch(undefined),
  kind: z.enum(KINDS).optional().catch(undefined),
  text: z.enum(TEXTS).optional().catch(undefined),
  type: z.enum(ORGANISATION_TYPES).optional().catch(undefined),
  cursor: z.coerce
    .number()
    .int()
    .positive()
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .catch(undefined),
})

/** Reads a filter from an address; what makes no sense is left out. */
export function readFilter(params: URLSearchParams): Filter {
  const given = Object.fromEntries([...params].filter(([, value]) => value.trim() !== ''))
  const filter = filterSchema.parse({ q: '', ...given }) as Filter
  return filter.type ? { ...filter, kind: 'organisation' } : filter
}

/** One page of the register. @param size most entries on it */
export async function list(
  context: Pick<Context, 'database'>,
  filter: Filter,
  size = PAGE_SIZE,
): Promise<Page> {
  const statement = listStatement(filter, size)
  if (!statement) return { entries: [], next: undefined }
  const rows = await context.database.read(statement)
  const entries = rows.slice(0, size).map(toEntry)
  return { entries, next: rows.length > size ? entries.at(-1)?.number : undefined }
}

/** What a page asks of the database; nothing when what is searched for holds no letter. */
export function listStatement(filter: Filter, size: number): Statement | undefined {
  const words = searchName(filter.q)
  if (filter.q && !words) return undefined
  const numbers = words ? searched(words, filter, size + 1) : filtered(filter, size + 1)
  return sql`
    select e.number, e.kind, e.name, e.country, e.affiliation, e.role,
      iif(e.comment_approved_at is null, null, e.comment) as comment, e.text_mask, e.confirmed_at, e.source,
      coalesce(e.published_at, e.confirmed_at) as published_at, o.type, o.website, o.logo_key,
      substr(o.statement, 1, ${BEGINNING + 1}) as statement,
      (select group_concat(kind) from evidence where endorsement_id = o.endorsement_id and result = 'yes') as seen
    from endorsements e left join organisations o on o.endorsement_id = e.id
    where e.number in (${numbers}) order by e.number desc`
}

const LISTED = raw(`state = 'published' and visibility = 'public' and text_mask > 0`)

function filtered(filter: Filter, limit: number): Statement {
  const conditions = [LISTED]
  if (filter.country) conditions.push(sql`country = ${filter.country}`)
  // Written out, so that the partial index of organisations serves.
  if (filter.kind) conditions.push(raw(`kind = '${filter.kind}'`))
  if (filter.type) conditions.push(sql`organisation_type = ${filter.type}`)
  if (filter.cursor) conditions.push(sql`number < ${filter.cursor}`)
  const branches = masksOf(filter.text).map(
    (mask) => sql`select number from (select number from endorsements indexed by ${indexFor(filter)}
      where ${join(conditions, ' and ')} and text_mask = ${mask} order by number desc limit ${limit})`,
  )
  return sql`select number from (${join(branches, ' union all ')}) order by number desc limit ${limit}`
}

/** Named, so that no plan ever reads through all people of a country for its organisations. */
function indexFor({ country, kind, type }: Filter): Statement {
  if (type) return raw(country ? 'register_of_types_by_country' : 'register_of_types')
  if (kind === 'organisation')
    return raw(country ? 'register_of_organisations_by_country' : 'register_of_organisations')
  return raw(country ? 'register_by_country' : 'register_by_text')
}

function masksOf(text: Text | undefined): number[] {
  return { convention: [1, 3], declaration: [2, 3], any: [1, 2, 3] }[text ?? 'any']
}

function searched(words: string, filter: Filter, limit: number): Statement {
  const names = words
    .split(' ')
    .slice(0, MOST_WORDS)
    .map((word) => `"${word}"*`)
    .join(' AND ')
  const facets = [
    filter.country && `country${filter.country}`,
    filter.kind && `kind${filter.kind}`,
    filter.text && `text${filter.text}`,
    filter.type && `type${filter.type}`,
  ].filter(Boolean)
  const match = `name : (${names})${facets.map((facet) => ` AND facets : "${facet}"`).join('')}`
  const from = filter.cursor ? sql`and rowid < ${filter.cursor}` : sql``
  return sql`select rowid from register_search where register_search match ${match} ${from} order by rowid desc limit ${limit}`
}

function toEntry(row: Row): Entry {
  const mask = Number(row['text_mask'])
  const orNull = (column: string) => (row[column] === null ? null : String(row[column]))
  return {
    number: Number(row['number']),
    kind: row['kind'] as Entry['kind'],
    name: String(row['name']),
    country: String(row['country']),
    affiliation: orNull('affiliation'),
    role: orNull('role'),
    comment: orNull('comment'),
    texts: [
      ...(mask & 1 ? ['convention' as const] : []),
      ...(mask & 2 ? ['declaration' as const] : []),
    ],
    confirmedAt: Number(row['confirmed_at']),
    source: importSource(row['source']),
    publishedAt: Number(row['published_at']),
    organisation: row['type'] === null ? null : toOrganisation(row),
  }
}

function toOrganisation(row: Row): ListedOrganisation {
  const statement = row['statement'] === null ? null : String(row['statement'])
  const seen = String(row['seen'] ?? '').split(',')
  return {
    type: String(row['type']),
    website: String(row['website']),
    logoKey: row['logo_key'] === null ? null : String(row['logo_key']),
    statement:
      statement && statement.length > BEGINNING ? `${statement.slice(0, BEGINNING)} …` : statement,
    proofs: PROOFS.filter((proof) => seen.includes(proof)),
  }
}

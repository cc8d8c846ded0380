/** Other endorsements that may be of the same organisation, with why; the likeliest first. Reads only. */
import type { Text } from '../../../../content/campaign.ts'
import type { Context } from '../../context.ts'
import { sql, type Row, type Statement } from '../../database/index.ts'
import type { State } from '../../endorsements/states.ts'
import { mailHost } from '../evidence/domains.ts'
import { likeness, nameKey } from './name-key.ts'

export type Why = 'domain' | 'name' | 'similar'
export type Double = {
  id: number
  number: number | null
  state: State
  name: string
  country: string
  website: string
  domain: string
  /** host of the contact's address; staff see no more of it here */
  addressHost: string
  texts: Text[]
  confirmedAt: number
  why: Why[]
  /** of the names, from 0 to 1 */
  likeness: number
}

/** Less alike than this, two names are two names. */
const ALIKE = 0.45
const MOST = 20
/** Names that share the most groups of three letters; of these the likeness is computed. */
const CANDIDATES = 60

export async function findDoubles(
  { database }: Pick<Context, 'database'>,
  endorsementId: number,
): Promise<Double[]> {
  const mine = await database.firstFresh(
    sql`select e.name, o.domain from endorsements e join organisations o on o.endorsement_id = e.id where e.id = ${endorsementId}`,
  )
  if (!mine) return []
  const key = nameKey(String(mine['name']))
  const domain = String(mine['domain'])
  const rows = await database.readFresh(
    sql`select e.*, o.website, o.domain from endorsements e join organisations o on o.endorsement_id = e.id
      where e.id <> ${endorsementId} and e.state not in ('erased', 'anonymised') and e.id in (
        select endorsement_id from organisations where domain = ${domain}
        union select endorsement_id from organisation_names where key = ${key} and key <> ''
        ${orSimilar(key)})`,
  )
  return rows
    .map((row) => compare(row, key, domain))
    .filter(({ why }) => why.length > 0)
    .sort((a, b) => b.why.length - a.why.length || b.likeness - a.likeness || a.id - b.id)
    .slice(0, MOST)
}

function orSimilar(key: string): Statement {
  const letters = [...key]
  const threes = letters.slice(0, -2).map((_, i) => letters.slice(i, i + 3).join(''))
  if (threes.length === 0) return sql``
  const any = [...new Set(threes)].map((three) => `"${three}"`).join(' OR ')
  return sql`union select rowid from (select rowid from organisation_search
    where organisation_search match ${any} order by rank limit ${CANDIDATES})`
}

function compare(row: Row, key: string, domain: string): Double {
  const other = nameKey(String(row['name']))
  const like = likeness(key, other)
  const mask = Number(row['text_mask'])
  const why: Why[] = [
    ...(row['domain'] === domain ? ['domain' as const] : []),
    ...(other === key ? ['name' as const] : like >= ALIKE ? ['similar' as const] : []),
  ]
  return {
    id: Number(row['id']),
    number: row['number'] === null ? null : Number(row['number']),
    state: row['state'] as State,
    name: String(row['name']),
    country: String(row['country']),
    website: String(row['website']),
    domain: String(row['domain']),
    addressHost: mailHost(String(row['email'] ?? '')),
    texts: [
      ...(mask & 1 ? ['convention' as const] : []),
      ...(mask & 2 ? ['declaration' as const] : []),
    ],
    confirmedAt: Number(row['confirmed_at']),
    why,
    likeness: like,
  }
}

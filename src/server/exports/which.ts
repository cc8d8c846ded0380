/**
 * Which endorsements an export is about: a condition over `e`, read from the table itself and not
 * from the work list's words, which are a second behind. Only what those words alone know (what is
 * typed, domains, networks, what holds it) is looked up there.
 */
import { join, raw, sql, type Statement } from '../database/index.ts'
import { readWorkFilter, type WorkFilter } from '../staff/work-list/filter.ts'
import { foundBy } from '../staff/work-list/list.ts'
import type { Preset } from './columns.ts'

const DAY = 86_400_000

/** Who stands in the public register by name. Nobody else leaves the building but to admins. */
const LISTED = raw(`e.state = 'published' and e.visibility = 'public' and e.text_mask > 0`)
/** Who is counted without a name, in the same view. */
const NAMELESS = raw(
  `(e.state = 'anonymised' or (e.state = 'published' and e.visibility = 'anonymous')) and e.text_mask > 0`,
)

export type Which = { preset: Preset; query: string; since: number | undefined }

/** The rows of an export. */
export function rowsOf({ preset, query, since }: Which): Statement {
  const kept = preset === 'full' ? raw(`e.state <> 'erased'`) : LISTED
  return join([kept, ...filtered(readFilter(query)), ...changedSince(since)], ' and ')
}

/** Those that count in the same view but are not named. */
export const namelessOf = ({ query }: Which): Statement =>
  join([NAMELESS, ...filtered(readFilter(query))], ' and ')

/** Those that may have stood in the list before and do not now; of the erased nothing else is known, so no filter. */
export function goneSince({ preset, since = 0 }: Which): Statement {
  const gone =
    preset === 'full' ? sql`e.state = 'erased' and e.number is not null` : sql`not (${LISTED})`
  return join([sql`e.published_at < ${since}`, gone, ...changedSince(since)], ' and ')
}

/** False when other tables have to be looked through to know who is meant. */
export const isOfRowsAlone = ({ query }: Which): boolean => {
  const { q, domain, network, held, rule, comment } = readFilter(query)
  return !(domain || network || held || rule || comment) && (!q || Boolean(numberIn(q)))
}

const readFilter = (query: string) => readWorkFilter(new URLSearchParams(query), true)

const changedSince = (since: number | undefined): Statement[] =>
  since === undefined ? [] : [sql`e.changed_at >= ${since}`]

function filtered(filter: WorkFilter): Statement[] {
  const { state, kind, text, country, from, to, ...words } = filter
  const conditions: Statement[] = []
  if (state) conditions.push(sql`e.state = ${state}`)
  if (kind) conditions.push(sql`e.kind = ${kind}`)
  if (text) conditions.push(sql`e.text_mask & ${text === 'convention' ? 1 : 2}`)
  if (country) conditions.push(sql`e.country = ${country}`)
  if (from) conditions.push(sql`e.confirmed_at >= ${Date.parse(from)}`)
  if (to) conditions.push(sql`e.confirmed_at < ${Date.parse(to) + DAY}`)
  return [...conditions, ...worded(words)]
}

/** What only the words of the work list know. */
function worded(words: Omit<WorkFilter, 'state' | 'kind' | 'text' | 'country' | 'from' | 'to'>) {
  const number = numberIn(words.q)
  if (number) return [sql`e.number = ${Number(number)}`]
  const { q, domain, network, held, rule, comment } = words
  if (!(q || domain || network || held || rule || comment)) return []
  const rest = { state: undefined, kind: undefined, text: undefined, country: undefined }
  const found = foundBy({ ...words, ...rest, from: undefined, to: undefined }, true)
  if (!found) return [raw('false')]
  return [sql`e.id in (select ${found.id} from ${found.places})`]
}

/** A signatory number, as people type it. */
const numberIn = (typed: string): string | undefined => /^#?(\d{1,15})$/.exec(typed)?.[1]

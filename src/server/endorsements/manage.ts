/** The manage page: what is held about one's own endorsement. Reads only. */
import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { sql, type Row, type Statement } from '../database/index.ts'
import type { Kind } from './form.ts'
import { shownState, type ShownState, type State } from './states.ts'
import { hashFromAddress, opens } from './tokens.ts'

export type Managed = {
  id: number
  kind: Kind
  state: ShownState
  number: number | null
  name: string
  email: string
  country: string
  affiliation: string | null
  role: string | null
  comment: string | null
  visibility: 'public' | 'anonymous'
  /** what was agreed to for news, and when (null where that was not kept); null = no news */
  news: { wording: string; version: string; agreedAt: number | null } | null
  texts: Text[]
  confirmedAt: number
}

/**
 * A condition for SQL: the endorsement that this manage token opens now. One that was merged leads
 * on to the one that was kept, as long as that is there.
 */
export function owned(context: Context, hash: string): Statement {
  return sql`id = (with recursive led(to_id, step) as (
      select endorsement_id, 0 from tokens where ${opens('manage', hash, context.now())}
      union all select m.kept_id, step + 1 from led join merges m on m.gone_id = to_id and m.undone_at is null
        join endorsements kept on kept.id = m.kept_id and kept.state <> 'erased')
    select to_id from led order by step desc limit 1)`
}

/** The same without being led on: what is held about the owner of this very token. */
export function ownedItself(context: Context, hash: string): Statement {
  return sql`id = (select endorsement_id from tokens where ${opens('manage', hash, context.now())})`
}

/** @returns what the token opens, or undefined when it is wrong, old or for another purpose */
export async function viewManaged(
  context: Context,
  rawToken: string | undefined,
  which = owned,
): Promise<Managed | undefined> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return undefined
  const row = await context.database.firstFresh(
    sql`select e.*, w.wording as news_wording, w.version as news_version, (select json_group_array(text) from endorsement_texts
        where endorsement_id = e.id and withdrawn_at is null) as texts
      from endorsements e left join wordings w on w.id = e.updates_wording
      where e.id = (select id from endorsements where ${which(context, hash)})`,
  )
  return row && toManaged(row)
}

const numberOf = (value: unknown) => (value === null || value === undefined ? null : Number(value))

const newsOf = (row: Row) => ({
  wording: String(row['news_wording']),
  version: String(row['news_version']),
  agreedAt: numberOf(row['updates_at']),
})

function toManaged(row: Row): Managed {
  const orNull = (column: string) => (row[column] === null ? null : String(row[column]))
  return {
    id: Number(row['id']),
    kind: row['kind'] as Kind,
    state: shownState(row['state'] as State, row['kind'] as Kind),
    number: numberOf(row['number'] ?? row['shown_number']),
    name: String(row['name']),
    email: String(row['email'] ?? ''),
    country: String(row['country']),
    affiliation: orNull('affiliation'),
    role: orNull('role'),
    comment: orNull('comment'),
    visibility: row['visibility'] as Managed['visibility'],
    news: row['updates_wording'] === null ? null : newsOf(row),
    texts: JSON.parse(String(row['texts'])),
    confirmedAt: Number(row['confirmed_at']),
  }
}

/** What a signatory's card shows of an endorsement, for whoever holds one of its links. Reads only. */
import type { Text } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import type { Kind } from './form.ts'
import { owned } from './manage.ts'
import { shownStateOf } from './states.ts'
import { hashFromAddress } from './tokens.ts'

export type OwnCard = { kind: Kind; name: string; number: number; country: string; texts: Text[] }

/** @returns undefined unless the link is good and, as its owner is told, it stands in the register now */
export async function ownCard(
  context: Context,
  rawToken: string | undefined,
  by: 'confirm' | 'manage',
): Promise<OwnCard | undefined> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return undefined
  const which = by === 'manage' ? owned(context, hash) : confirmedBy(hash)
  const row = await context.database.firstFresh(
    sql`select kind, name, coalesce(number, shown_number) as number, country,
        (select json_group_array(text) from endorsement_texts
          where endorsement_id = endorsements.id and withdrawn_at is null) as texts
      from endorsements where ${which} and ${shownStateOf('')} = 'published'`,
  )
  if (!row || row['number'] === null) return undefined
  return {
    kind: row['kind'] as Kind,
    name: String(row['name']),
    number: Number(row['number']),
    country: String(row['country']),
    texts: JSON.parse(String(row['texts'])),
  }
}

const confirmedBy = (hash: string): Statement =>
  sql`id = (select endorsement_id from tokens where hash = ${hash} and purpose = 'confirm')`

/**
 * The owner of the new address follows the link in the mail, sees what it is about, and moves the
 * signature: it keeps its number and everything else, earlier links end, and a new one comes to the
 * new address. Looking changes nothing; accepting twice is a success.
 */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { mayGoOver } from '../../mail/suppression.ts'
import { may } from '../states.ts'
import { hashFromAddress } from '../tokens.ts'
import { moveTo } from './move.ts'

export type MoveOffer =
  | { state: 'waiting' | 'accepted'; name: string; email: string }
  /** the address stands behind another signature already: only its owner gets to see this */
  | { state: 'taken' }
  /** whoever stands behind the address there is now wants no mail: nobody could be told of the move */
  | { state: 'noMail' }
  | { state: 'gone' }

export async function viewMoveOffer(
  context: Context,
  rawToken: string | undefined,
): Promise<MoveOffer> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return { state: 'gone' }
  const row = await context.database.firstFresh(
    sql`select c.state, c.email, e.name, c.expires_at > ${context.now()} as valid, e.${may('change')} as stands,
        ${takenElsewhere} as taken, ${toBeTold} as told
      from address_changes c join endorsements e on e.id = c.endorsement_id where c.hash = ${hash}`,
  )
  const offer = { name: String(row?.['name']), email: String(row?.['email']) }
  if (row?.['state'] === 'accepted') return { state: 'accepted', ...offer }
  if (row?.['state'] !== 'waiting' || !row['valid'] || !row['stands']) return { state: 'gone' }
  if (row['taken']) return { state: 'taken' }
  return row['told'] ? { state: 'waiting', ...offer } : { state: 'noMail' }
}

export async function acceptMove(
  context: Context,
  rawToken: string | undefined,
): Promise<MoveOffer> {
  const hash = hashFromAddress(rawToken)
  if (hash) await context.database.write(unit(context, hash))
  return viewMoveOffer(context, rawToken)
}

/** One endorsement an address, of a person. */
const takenElsewhere = sql`exists (select 1 from endorsements other where other.kind = 'individual'
  and other.email_key = c.email_key and other.id <> c.endorsement_id)`

const toBeTold = mayGoOver(sql`e.email_key`, sql`c.email_key`)

function unit(context: Context, hash: string): Statement[] {
  const now = context.now()
  const change = sql`(select c.* from address_changes c join endorsements e on e.id = c.endorsement_id
    where c.hash = ${hash} and c.state = 'waiting' and c.expires_at > ${now} and e.${may('change')} and not ${takenElsewhere}
      and ${toBeTold})`
  return [
    sql`update address_changes set (old_email, old_email_key) = (select email, email_key from endorsements where id = endorsement_id)
      where id = (select id from ${change})`,
    ...moveTo(context, {
      message: 'addressDone',
      id: sql`(select endorsement_id from ${change})`,
      email: sql`(select email from ${change})`,
      emailKey: sql`(select email_key from ${change})`,
    }),
    sql`update address_changes set state = 'accepted', accepted_at = ${now} where id = (select id from ${change})`,
  ]
}

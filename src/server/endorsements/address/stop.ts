/**
 * "That was not me", about a move to another address. Who owns the new address stops it while it
 * waits; who owns the one before stops it, or takes it back until seven days after it was done,
 * together with whatever moves followed. Looking changes nothing, and a second press is a success.
 */
import type { Context } from '../../context.ts'
import { DAY } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { maskAddress } from '../mask-address.ts'
import { moveTo } from './move.ts'

/** How long the address before may take a move back. */
export const TAKE_BACK = 7 * DAY

export type StopView =
  { state: 'move'; done: boolean; email: string } | { state: 'stopped' | 'tooLate' | 'unknown' }

export async function viewStop(context: Context, hash: string): Promise<StopView> {
  const row = await context.database.firstFresh(
    sql`select c.state, c.email, c.expires_at > ${context.now()} as waits, c.stop_hash = ${hash} as before,
        exists (select 1 from ${revertible(context, hash)}) as revertible
      from address_changes c where c.hash = ${hash} or c.stop_hash = ${hash}`,
  )
  if (!row) return { state: 'unknown' }
  if (row['state'] === 'stopped') return { state: 'stopped' }
  const done = row['state'] === 'accepted'
  // A move that nobody confirmed in time has come to nothing.
  if (!done && !row['waits']) return { state: 'stopped' }
  if (done && !(row['before'] && row['revertible'])) return { state: 'tooLate' }
  return { state: 'move', done, email: maskAddress(String(row['email'])) }
}

/** SQL: the move that may be taken back by this link; its old address must still be free. */
const revertible = (context: Context, hash: string): Statement =>
  sql`(select c.* from address_changes c join endorsements e on e.id = c.endorsement_id
    where c.stop_hash = ${hash} and c.state = 'accepted' and c.accepted_at > ${context.now() - TAKE_BACK}
      and e.email is not null and not exists (select 1 from endorsements other where other.kind = e.kind
        and other.email_key = c.old_email_key and other.id <> e.id))`

export async function stopMove(context: Context, hash: string): Promise<StopView> {
  await context.database.write(stopUnit(context, hash))
  return viewStop(context, hash)
}

/** A statement; what was written to the new address follows by trigger. @param which a condition on address_changes */
export const endMoves = (which: Statement): Statement =>
  sql`update address_changes set state = 'stopped', email = '', email_key = '' where state = 'waiting' and ${which}`

function stopUnit(context: Context, hash: string): Statement[] {
  const change = revertible(context, hash)
  const id = sql`(select endorsement_id from ${change})`
  return [
    endMoves(sql`(hash = ${hash} or stop_hash = ${hash})`),
    ...moveTo(context, {
      message: 'addressBack',
      id,
      email: sql`(select old_email from ${change})`,
      emailKey: sql`(select old_email_key from ${change})`,
    }),
    // The links of those that followed would only move it on again.
    sql`update address_changes set state = 'stopped', email = '', email_key = '', old_email = null, old_email_key = null
      where endorsement_id = ${id} and id >= (select id from ${change})`,
  ]
}

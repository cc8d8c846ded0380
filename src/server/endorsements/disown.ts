/**
 * "That was not me": whoever owns an address has what somebody entered with it deleted, from the
 * mail that told them of it: a submission, a move to their address, an organisation offered to them.
 * Looking changes nothing, so scanners may; a second press is a success.
 */
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import {
  disownOffer,
  viewOfferToDisown,
  type OfferToDisown,
} from '../organisations/handover/end.ts'
import { stopMove, viewStop, type StopView } from './address/stop.ts'
import type { Kind } from './form.ts'
import { hashFromAddress } from './tokens.ts'

export type Disowned =
  | { state: 'submission'; kind: Kind; name: string; submittedAt: number }
  /** it is not there any more, by whomever */
  | { state: 'deleted' }
  /** it was confirmed: the personal link erases it */
  | { state: 'confirmed' }
  | StopView
  | OfferToDisown

export async function viewDisowned(
  context: Context,
  rawToken: string | undefined,
): Promise<Disowned> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return { state: 'unknown' }
  const row = await context.database.firstFresh(
    sql`select t.endorsement_id, s.id, s.kind, s.fields->>'name' as name, s.created_at
      from tokens t left join submissions s on s.id = t.submission_id where t.hash = ${hash} and t.purpose = 'confirm'`,
  )
  if (!row) return viewOffered(context, hash)
  if (row['endorsement_id'] !== null) return { state: 'confirmed' }
  if (row['id'] === null) return { state: 'deleted' }
  return {
    state: 'submission',
    kind: row['kind'] as Kind,
    name: String(row['name']),
    submittedAt: Number(row['created_at']),
  }
}

async function viewOffered(context: Context, hash: string): Promise<Disowned> {
  const move = await viewStop(context, hash)
  return move.state === 'unknown' ? viewOfferToDisown(context, hash) : move
}

export async function disown(context: Context, rawToken: string | undefined): Promise<Disowned> {
  const found = await viewDisowned(context, rawToken)
  const hash = hashFromAddress(rawToken)!
  if (found.state === 'move') return stopMove(context, hash)
  if (found.state === 'handover') return disownOffer(context, hash)
  if (found.state !== 'submission') return found
  await context.database.write(deleteUnit(hash))
  return viewDisowned(context, rawToken)
}

function deleteUnit(hash: string): Statement[] {
  const s = sql`submissions where id = (select submission_id from tokens
    where hash = ${hash} and purpose = 'confirm' and endorsement_id is null)`
  return [
    // The rows of sent mails stay a while, because they are counted against bombing; the name goes.
    sql`update outbox set params = json_object('kind', params->>'kind') where message in ('confirm', 'reminder')
      and state <> 'waiting' and recipient_key = (select email_key from ${s}) and params->>'name' = (select fields->>'name' from ${s})`,
    sql`delete from ${s}`,
  ]
}

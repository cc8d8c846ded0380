/**
 * A handover ends before it is accepted: taken back by the contact, followed by another, or disowned
 * by whoever it was offered to ("that was not me"). Nothing of them is kept then. Looking changes
 * nothing, and a second press is a success.
 */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'

/** A statement; what was written to the new contact follows by trigger. @param which a condition on handovers */
export const endHandovers = (which: Statement): Statement =>
  sql`update handovers set state = 'taken back', email = '', email_key = '', contact_name = '', contact_role = null
    where state = 'waiting' and ${which}`

export type OfferToDisown =
  { state: 'handover'; organisation: string } | { state: 'deleted' | 'confirmed' | 'unknown' }

/** @param hash of the token in the mail to the new contact */
export async function viewOfferToDisown(context: Context, hash: string): Promise<OfferToDisown> {
  const row = await context.database.firstFresh(
    sql`select h.state, e.name from handovers h join endorsements e on e.id = h.endorsement_id where h.hash = ${hash}`,
  )
  if (!row) return { state: 'unknown' }
  if (row['state'] === 'waiting') return { state: 'handover', organisation: String(row['name']) }
  return { state: row['state'] === 'accepted' ? 'confirmed' : 'deleted' }
}

export async function disownOffer(context: Context, hash: string): Promise<OfferToDisown> {
  await context.database.write([endHandovers(sql`hash = ${hash}`)])
  return viewOfferToDisown(context, hash)
}

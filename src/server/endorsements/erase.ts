/**
 * The owner has everything about them deleted: name, address, comment and network data. What
 * stays is an empty row, so that its number is not given again. Mail and submissions of the same
 * address go with it.
 */
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { forgetSuppression } from '../mail/suppression.ts'
import { ownedItself, viewManaged, type Managed } from './manage.ts'
import { may } from './states.ts'
import { hashFromAddress } from './tokens.ts'

/** Erasing twice is a success. @returns undefined when the link is not valid */
export async function erase(
  context: Context,
  rawToken: string | undefined,
): Promise<Managed | undefined> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return undefined
  await context.database.write(eraseUnit(ownedItself(context, hash), context.now()))
  return viewManaged(context, rawToken, ownedItself)
}

/** The statements that erase an endorsement. @param which a condition on its row */
export function eraseUnit(which: Statement, now: number): Statement[] {
  const key = sql`(select email_key from endorsements where ${which} and ${may('erase')})`
  const kind = sql`(select kind from endorsements where ${which})`
  const id = sql`(select id from endorsements where ${which} and ${may('erase')})`
  return [
    sql`delete from tokens where submission_id in (select id from submissions where email_key = ${key} and kind = ${kind})
      and endorsement_id is null`,
    sql`delete from submissions where email_key = ${key} and kind = ${kind}`,
    // Not the mails about an organisation that the same person signed for.
    sql`delete from outbox where recipient_key = ${key} and coalesce(params->>'kind', ${kind}) = ${kind}`,
    forgetSuppression(key),
    sql`delete from organisations where endorsement_id = ${id}`,
    sql`update endorsements set state = 'erased', held_by = null, name = '', search_name = '', email = null,
        email_key = null, affiliation = null, role = null, comment = null, updates_wording = null, changed_at = ${now}
      where ${which} and ${may('erase')}`,
  ]
}

/** The owner takes the signature back: out of the register and the counts, at once. */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { owned, viewManaged, type Managed } from './manage.ts'
import { may } from './states.ts'
import { hashFromAddress } from './tokens.ts'

/** Withdrawing twice is a success. @returns undefined when the link is not valid */
export async function withdraw(
  context: Context,
  rawToken: string | undefined,
): Promise<Managed | undefined> {
  const hash = hashFromAddress(rawToken)
  if (!hash) return undefined
  const now = context.now()
  await context.database.write([
    // What was held stays held: signing again is no way around a review.
    sql`update endorsements set state = 'withdrawn', updates_wording = null, changed_at = ${now}
      where ${owned(context, hash)} and ${may('withdraw')}`,
    sql`update endorsement_texts set withdrawn_at = ${now} where withdrawn_at is null
      and endorsement_id = (select id from endorsements where ${owned(context, hash)} and state = 'withdrawn')`,
  ])
  return viewManaged(context, rawToken)
}

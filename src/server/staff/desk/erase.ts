/** Staff erase an endorsement, as its owner asked them to. It cannot be undone. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { eraseUnit } from '../../endorsements/erase.ts'
import { may } from '../../endorsements/states.ts'
import type { Actor } from '../actor.ts'
import { auditEntry } from '../audit/entry.ts'

/** @param reason kept for good: it must not name the person. @returns false when it was erased already */
export async function eraseByStaff(
  context: Context,
  actor: Actor,
  id: number,
  reason: string,
): Promise<boolean> {
  const now = context.now()
  const there = sql`exists (select 1 from endorsements where id = ${id} and ${may('erase')})`
  const [done] = await context.database.write([
    sql`insert into decisions (endorsement_id, verb, reason, decided_by, decided_at)
      select ${id}, 'erase', ${reason}, ${actor.email}, ${now} where ${there}`,
    auditEntry(
      {
        who: actor.id,
        what: 'endorsement.erase',
        subject: `endorsement:${id}`,
        after: { reason },
        network: actor.network,
      },
      now,
      there,
    ),
    ...eraseUnit(sql`id = ${id}`, now),
  ])
  return done!.rowsAffected > 0
}

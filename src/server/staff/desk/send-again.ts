/** Staff send the owner a new personal link, as the owner could ask for themselves. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { mailManageLink } from '../../endorsements/staff-mails.ts'
import type { Actor } from '../actor.ts'
import { auditEntry } from '../audit/entry.ts'

/** @returns false when there is no address to send it to */
export async function sendAgain(context: Context, actor: Actor, id: number): Promise<boolean> {
  const now = context.now()
  const there = sql`exists (select 1 from endorsements where id = ${id} and email is not null)`
  const params = sql`(select json_object('name', name, 'kind', kind) from endorsements where id = ${id})`
  const [done] = await context.database.write([
    sql`insert into decisions (endorsement_id, verb, reason, decided_by, decided_at)
      select ${id}, 'sendAgain', '', ${actor.email}, ${now} where ${there}`,
    auditEntry(
      {
        who: actor.id,
        what: 'endorsement.sendAgain',
        subject: `endorsement:${id}`,
        network: actor.network,
      },
      now,
      there,
    ),
    ...mailManageLink(context, id, 'manageLink', params, there, now),
  ])
  return done!.rowsAffected > 0
}

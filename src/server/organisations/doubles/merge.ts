/**
 * Two endorsements of one organisation become one. The older number is kept, and where there is
 * none yet, the older endorsement; texts come over, and the other's contact and links lead to the
 * one that is kept (endorsements/manage.ts). Nothing of the other is deleted, so that it can be
 * undone as long as both are there.
 */
import type { Context } from '../../context.ts'
import { raw, sql, type Statement } from '../../database/index.ts'
import { may } from '../../endorsements/states.ts'
import { MANAGE_LIFETIME, newToken, seal } from '../../endorsements/tokens.ts'
import { enqueue } from '../../mail/outbox.ts'
import { auditEntry } from '../../staff/audit/entry.ts'
import type { By } from '../by.ts'

export type Reasoned = By & { reason: string }

/** @returns the id that is kept, or undefined when the two are not two organisations that stand */
export async function merge(
  context: Context,
  one: number,
  other: number,
  { reason, staffId, network }: Reasoned,
): Promise<number | undefined> {
  const now = context.now()
  const both = sql`(select a.id as kept, b.id as gone from endorsements a, endorsements b
    where a.id in (${one}, ${other}) and b.id in (${one}, ${other}) and a.id <> b.id
      and a.kind = 'organisation' and b.kind = 'organisation' and a.${may('merge')} and b.${may('merge')}
      and (coalesce(a.number, 1e15), a.confirmed_at, a.id) < (coalesce(b.number, 1e15), b.confirmed_at, b.id))`
  // Until the last statement but one: of two that merge at once, the second finds nothing here.
  const merged = sql`(select kept_id, gone_id, texts from merges join endorsements gone on gone.id = gone_id
    where undone_at is null and gone.state <> 'merged' and kept_id in (${one}, ${other}) and gone_id in (${one}, ${other}))`
  const results = await context.database.write([
    sql`insert into merges (kept_id, gone_id, gone_state, gone_held_by, texts, reason, merged_by, merged_at)
      select kept, gone, state, held_by, (select json_group_array(text) from endorsement_texts t
          where t.endorsement_id = gone and t.withdrawn_at is null and not exists
            (select 1 from endorsement_texts k where k.endorsement_id = kept and k.text = t.text and k.withdrawn_at is null)),
        ${reason}, ${`staff:${staffId}`}, ${now} from ${both} join endorsements on id = gone`,
    auditEntry(
      {
        ...{ who: staffId, what: 'organisation.merge', network },
        subject: sql`(select 'endorsement:' || kept_id from ${merged})`,
        after: sql`(select json_object('merged', 'endorsement:' || gone_id, 'texts', json(texts), 'reason', ${reason}) from ${merged})`,
      },
      now,
      sql`exists (select 1 from ${merged})`,
    ),
    // With the words and the day of the other.
    sql`insert into endorsement_texts (endorsement_id, text, wording_id, endorsed_at)
      select kept_id, t.text, t.wording_id, t.endorsed_at from ${merged} m join json_each(m.texts) each
        join endorsement_texts t on t.endorsement_id = gone_id and t.text = each.value where true
      on conflict (endorsement_id, text) do update set withdrawn_at = null, wording_id = excluded.wording_id, endorsed_at = excluded.endorsed_at`,
    ...mailMerged(context, merged, now),
    sql`select kept_id from ${merged}`,
    sql`update endorsements set state = 'merged', held_by = null, changed_at = ${now} where id = (select gone_id from ${merged})`,
  ])
  const kept = results.at(-2)!.rows[0]
  return kept && Number(kept['kept_id'])
}

/** The contact of the one that goes is told that their link leads to the one that stays. */
function mailMerged(context: Context, merged: Statement, now: number): Statement[] {
  const manage = newToken()
  const field = (column: string) =>
    sql`(select ${raw(column)} from endorsements where id = (select gone_id from ${merged}))`
  return [
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${manage.hash}, 'manage', gone_id, ${now}, ${now + MANAGE_LIFETIME} from ${merged}`,
    enqueue(
      {
        message: 'merged',
        recipient: field('email'),
        recipientKey: field('email_key'),
        language: field('language'),
        params: sql`(select json_object('name', name, 'kind', kind) from endorsements where id = (select kept_id from ${merged}))`,
        sealedToken: seal(context.config.secretKey, manage.token),
      },
      sql`exists (select 1 from ${merged}) and ${field('email')} is not null`,
      now,
    ),
  ]
}

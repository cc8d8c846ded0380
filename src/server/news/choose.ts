/** Choosing whom a piece of news is for, as long as it is a draft. */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Actor } from '../staff/actor.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'
import { readAudience } from './audience.ts'
import { may } from './states.ts'

export type ChooseOutcome = 'saved' | 'changedMeanwhile' | 'tooLate' | 'invalid'

/** @param posted `text`, `kind`, `countries`, `languages`; `seen`: the choice that was shown, as it is kept */
export async function choose(
  context: Context,
  actor: Actor,
  id: number,
  posted: Posted,
): Promise<ChooseOutcome> {
  const audience = readAudience(posted)
  if (!audience) return 'invalid'
  const wanted = JSON.stringify(audience)
  const now = context.now()
  await context.database.write([
    sql`update news set audience = ${wanted}, revision = revision + 1, changed_by = ${actor.email}, changed_at = ${now}
      where id = ${id} and ${may('change')} and audience = ${String(posted['seen'])} and audience <> ${wanted}`,
    auditEntry(
      {
        who: actor.id,
        what: 'news.audience',
        subject: `news:${id}`,
        after: { audience: wanted },
        network: actor.network,
      },
      now,
      changed,
    ),
  ])
  const row = await context.database.firstFresh(
    sql`select audience, ${may('change')} as draft from news where id = ${id}`,
  )
  if (!row?.['draft']) return 'tooLate'
  return row['audience'] === wanted ? 'saved' : 'changedMeanwhile'
}

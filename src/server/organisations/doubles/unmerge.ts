/** Undoes a merge: the other stands again as it did, and takes its texts along. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { may } from '../../endorsements/states.ts'
import { auditEntry } from '../../staff/audit/entry.ts'
import type { Reasoned } from './merge.ts'

/** @returns false when it was undone already, or one of the two was erased meanwhile */
export async function unmerge(
  context: Context,
  mergeId: number,
  { reason, staffId, network }: Reasoned,
): Promise<boolean> {
  const now = context.now()
  const merged = sql`(select m.* from merges m join endorsements gone on gone.id = m.gone_id join endorsements kept on kept.id = m.kept_id
    where m.id = ${mergeId} and m.undone_at is null and gone.${may('unmerge')} and kept.state <> 'erased')`
  const results = await context.database.write([
    auditEntry(
      {
        ...{ who: staffId, what: 'organisation.unmerge', network },
        subject: sql`(select 'endorsement:' || kept_id from ${merged})`,
        after: sql`(select json_object('restored', 'endorsement:' || gone_id, 'reason', ${reason}) from ${merged})`,
      },
      now,
      sql`exists (select 1 from ${merged})`,
    ),
    sql`update endorsement_texts set withdrawn_at = ${now} where withdrawn_at is null
      and endorsement_id = (select kept_id from ${merged}) and text in (select value from json_each((select texts from ${merged})))
      and endorsed_at = (select t.endorsed_at from endorsement_texts t where t.endorsement_id = (select gone_id from ${merged}) and t.text = endorsement_texts.text)`,
    sql`update endorsements set state = (select gone_state from ${merged}), held_by = (select gone_held_by from ${merged}),
        changed_at = ${now} where id = (select gone_id from ${merged})`,
    sql`update merges set undone_at = ${now}, undone_by = ${`staff:${staffId}`} where id = ${mergeId} and undone_at is null
      and exists (select 1 from endorsements gone where gone.id = gone_id and gone.state = gone_state)`,
  ])
  return results[2]!.rowsAffected > 0
}

export type MergeView = {
  id: number
  otherId: number
  name: string
  number: number | null
  mergedAt: number
  mergedBy: string
  reason: string
}

/** What was merged into an endorsement, and into what it was merged itself. */
export async function viewMerges({ database }: Pick<Context, 'database'>, endorsementId: number) {
  const rows = await database.readFresh(
    sql`select m.*, e.id as other_id, e.name, e.number from merges m
      join endorsements e on e.id = iif(m.kept_id = ${endorsementId}, m.gone_id, m.kept_id)
      where m.undone_at is null and ${endorsementId} in (m.kept_id, m.gone_id) order by m.id`,
  )
  const views = rows.map((row) => ({
    isKept: Number(row['kept_id']) === endorsementId,
    merge: {
      id: Number(row['id']),
      otherId: Number(row['other_id']),
      name: String(row['name']),
      number: row['number'] === null ? null : Number(row['number']),
      mergedAt: Number(row['merged_at']),
      mergedBy: String(row['merged_by']),
      reason: String(row['reason']),
    } satisfies MergeView,
  }))
  return {
    absorbed: views.filter(({ isKept }) => isKept).map(({ merge }) => merge),
    into: views.find(({ isKept }) => !isKept)?.merge,
  }
}

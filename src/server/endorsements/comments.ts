/** A comment is shown once staff have let it be; a changed one is read again (trigger). */
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'

export const COMMENT_VERBS = ['showComment', 'hideComment'] as const
export type CommentVerb = (typeof COMMENT_VERBS)[number]

/** @param record further records, if the condition holds @returns statements; the first changes one row if it takes effect */
export function commentUnit(
  { now }: Pick<Context, 'now'>,
  id: number,
  {
    verb,
    by,
    record,
  }: { verb: CommentVerb; by: string; record?: (condition: Statement) => Statement[] },
): Statement[] {
  const shows = verb === 'showComment'
  const fits = sql`exists (select 1 from endorsements where id = ${id} and comment is not null
    and (comment_approved_at is null) = ${shows})`
  return [
    sql`insert into decisions (endorsement_id, verb, reason, decided_by, decided_at)
      select ${id}, ${verb}, '', ${by}, ${now()} where ${fits}`,
    ...(record?.(fits) ?? []),
    sql`update endorsements set comment_approved_at = ${shows ? now() : null} where id = ${id} and ${fits}`,
  ]
}

/** What staff do to one endorsement: a decision or a comment let through, with its entry in the audit. */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { commentUnit, COMMENT_VERBS, type CommentVerb } from '../../endorsements/comments.ts'
import { decisionUnit, VERBS, type Verb } from '../../endorsements/staff-decisions.ts'
import { optionalText } from '../../endorsements/form.ts'
import { auditEntry } from '../audit/entry.ts'
import type { Actor } from '../actor.ts'

export const ACTIONS = [...VERBS, ...COMMENT_VERBS] as const
export type Action = (typeof ACTIONS)[number]
export const LONGEST_REASON = 1000

/** Those that must say why; a declined organisation reads it. */
const NEED_A_REASON: readonly Action[] = ['hold', 'decline', 'remove']

export type Act = { verb: Action; reason: string }
export type LastDecision = { verb: string; by: string; at: number }
export type ActOutcome =
  | { outcome: 'done' }
  /** somebody, or its owner, was faster */
  | { outcome: 'tooLate'; last: LastDecision | undefined }

/** Reads a posted act. */
export function readAct(posted: Record<string, unknown>): Act | 'verb' | 'reason' {
  const verb = ACTIONS.find((one) => one === posted['verb'])
  if (!verb) return 'verb'
  const reason = optionalText(LONGEST_REASON).safeParse(posted['reason'])
  if (!reason.success || (NEED_A_REASON.includes(verb) && !reason.data)) return 'reason'
  return { verb, reason: reason.data ?? '' }
}

export async function act(
  context: Context,
  actor: Actor,
  id: number,
  what: Act,
): Promise<ActOutcome> {
  const [done] = await context.database.write(actUnit(context, actor, id, what))
  return done!.rowsAffected > 0
    ? { outcome: 'done' }
    : { outcome: 'tooLate', last: await lastDecision(context, id) }
}

/** The statements of an act; the first changes one row if it takes effect. @param run the change of many it is part of */
export function actUnit(
  context: Context,
  actor: Actor,
  id: number,
  { verb, reason }: Act,
  run?: number,
): Statement[] {
  const record = (condition: Statement) => [
    auditEntry(
      {
        who: actor.id,
        what: `endorsement.${verb}`,
        subject: `endorsement:${id}`,
        before: sql`(select json_object('state', state, 'heldBy', held_by) from endorsements where id = ${id})`,
        after: { reason, ...(run !== undefined && { run }) },
        network: actor.network,
      },
      context.now(),
      condition,
    ),
  ]
  return isComment(verb)
    ? commentUnit(context, id, { verb, by: actor.email, record })
    : decisionUnit(context, id, { verb: verb as Verb, reason, by: actor.email, record })
}

const isComment = (verb: Action): verb is CommentVerb =>
  (COMMENT_VERBS as readonly string[]).includes(verb)

export async function lastDecision(
  { database }: Pick<Context, 'database'>,
  id: number,
): Promise<LastDecision | undefined> {
  const row = await database.firstFresh(
    sql`select verb, decided_by, decided_at from decisions where endorsement_id = ${id} order by id desc limit 1`,
  )
  return (
    row && {
      verb: String(row['verb']),
      by: String(row['decided_by']),
      at: Number(row['decided_at']),
    }
  )
}

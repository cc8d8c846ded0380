/** An export is asked for: a row, which the process that writes finds (run.ts). */
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { mayAct, type Staff } from '../staff/accounts.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'
import { isFresh } from '../staff/require-staff.ts'
import type { Session } from '../staff/sessions.ts'
import { spoken } from './choices.ts'
import { readAsked, scopeOf, type Asked, type AskProblem } from './ask.ts'

/** Exports of one session that may wait or be made at once. */
const MOST_WAITING = 5

export type Owner = { staff: Staff; session: Session; network: string }
export type StartOutcome =
  | { outcome: 'started'; id: number }
  | { outcome: 'invalid'; field: AskProblem['field'] }
  /** addresses are for admins that proved a moment ago who they are */
  | { outcome: 'notAllowed' }
  | { outcome: 'tooMany' }

/** @param posted `preset`, `formats`, `columns`, `language`, `order`, `sinceLast`, `query`, `reason` */
export async function startExport(
  context: Context,
  { staff, session, network }: Owner,
  posted: Record<string, unknown>,
): Promise<StartOutcome> {
  const asked = readAsked(posted)
  if ('field' in asked) return { outcome: 'invalid', field: asked.field }
  if (asked.preset === 'full' && !(mayAct(staff.role, 'admin') && isFresh(session, context.now())))
    return { outcome: 'notAllowed' }
  const by = { who: `staff:${staff.id}`, sessionId: session.id, network, state: 'waiting' } as const
  const [row] = await context.database.write(startUnit(asked, by, context.now()))
  const id = row!.rows[0]?.['id']
  return id === undefined ? { outcome: 'tooMany' } : { outcome: 'started', id: Number(id) }
}

export type By = {
  who: string
  sessionId: string
  network: string
  state: 'waiting' | 'making'
}

/** The row and its entry in the audit. */
export function startUnit(asked: Asked, by: By, now: number): Statement[] {
  const { preset, formats, query, reason, columns } = asked
  return [
    sql`insert into exports (preset, asked, scope, state, asked_by, session_id, network, asked_at)
      select ${preset}, ${JSON.stringify(asked)}, ${scopeOf(asked)}, ${by.state}, ${by.who}, ${by.sessionId}, ${by.network}, ${now}
      where ${by.sessionId} = '' or (select count(*) from exports where session_id = ${by.sessionId} and state in ('waiting', 'making')) < ${MOST_WAITING}
      returning id`,
    auditEntry(
      {
        who: sql`${by.who}`,
        what: 'export.start',
        subject: sql`'export:' || (select max(id) from exports)`,
        after: {
          ...{ preset, query: spoken(query), reason },
          formats: formats.join(' '),
          columns: columns.join(' '),
        },
        network: by.network,
      },
      now,
      changed,
    ),
  ]
}

/**
 * A change of many endorsements: its author sees the exact number and a sample first; then it is a
 * row, and the writer does the work (run.ts), so that signing goes on meanwhile.
 */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { ACTIONS, readAct, type Act, type Action } from '../desk/act.ts'
import type { Actor } from '../actor.ts'
import { auditEntry } from '../audit/entry.ts'
import { readWorkFilter, type WorkFilter } from '../work-list/filter.ts'
import { workCount, workPage, type WorkRow } from '../work-list/list.ts'
import { idsOf, rowsOf } from './chosen.ts'

/** By hand, as many as stand on some pages. */
export const MOST_BY_HAND = 500
const SAMPLE = 10

/** Everything that can be taken back: nobody was written to, no number was given. */
export const UNDOABLE: readonly Action[] = ['hold', 'remove', 'showComment', 'hideComment']

export type Preview = {
  count: number
  sample: WorkRow[]
  /** place up to which the filter is meant: who comes later is not part of it */
  upTo: number
}

/** What a change of these would be about. @param query of the work list, or `ids=1,2,3` */
export async function previewBulk(context: Context, query: string): Promise<Preview> {
  const ids = idsOf(query)
  if (ids) {
    const rows = await rowsOf(context, ids)
    return { count: rows.length, sample: rows.slice(0, SAMPLE), upTo: 0 }
  }
  const filter = filterOf(query)
  const [count, page, last] = await Promise.all([
    workCount(context, filter, true),
    workPage(context, filter, true),
    context.database.readFresh(sql`select max(rowid) as place from work_index`),
  ])
  return { count, sample: page.rows.slice(0, SAMPLE), upTo: Number(last[0]?.['place'] ?? 0) }
}

/** The filter of a query, without page and order. */
export function filterOf(query: string): WorkFilter {
  return { ...readWorkFilter(new URLSearchParams(query), true), cursor: undefined, sort: 'newest' }
}

export type StartOutcome =
  { outcome: 'started'; id: number } | { outcome: 'invalid'; field: 'verb' | 'reason' | 'which' }

/** @param posted `verb`, `reason`, `query`, `expected`, `upTo` */
export async function startBulk(
  context: Context,
  actor: Actor,
  posted: Record<string, unknown>,
): Promise<StartOutcome> {
  const what = readAct(posted)
  if (typeof what === 'string') return { outcome: 'invalid', field: what }
  const query = String(posted['query'] ?? '').slice(0, 8000)
  const [expected, upTo] = [Number(posted['expected']), Number(posted['upTo'])]
  if (!Number.isSafeInteger(expected) || expected < 1 || !Number.isSafeInteger(upTo) || upTo < 0)
    return { outcome: 'invalid', field: 'which' }
  const ids = idsOf(query)
  if (ids && (ids.length === 0 || ids.length > MOST_BY_HAND))
    return { outcome: 'invalid', field: 'which' }
  const results = await context.database.write(
    startUnit(context, actor, what, { query, expected, upTo, ids }),
  )
  return { outcome: 'started', id: Number(results[0]!.rows[0]!['id']) }
}

type Which = { query: string; expected: number; upTo: number; ids: number[] | undefined }

function startUnit(
  context: Context,
  actor: Actor,
  { verb, reason }: Act,
  { query, expected, upTo, ids }: Which,
): Statement[] {
  const now = context.now()
  const run = sql`(select max(id) from bulk_runs)`
  return [
    sql`insert into bulk_runs (verb, reason, query, state, expected, collected, cursor, starter_id, started_by, started_at)
      values (${verb}, ${reason}, ${query}, ${ids ? 'running' : 'collecting'}, ${expected}, ${ids?.length ?? 0}, ${upTo + 1},
        ${actor.id}, ${actor.email}, ${now}) returning id`,
    ...(ids
      ? [
          sql`insert into bulk_rows (run_id, endorsement_id) select ${run}, value from json_each(${JSON.stringify(ids)})`,
        ]
      : []),
    auditEntry(
      {
        who: actor.id,
        what: 'bulk.start',
        subject: sql`'bulk:' || ${run}`,
        after: { verb, reason, query: ids ? `${ids.length} by hand` : query, expected },
        network: actor.network,
      },
      now,
    ),
  ]
}

export const isAction = (verb: string): verb is Action =>
  (ACTIONS as readonly string[]).includes(verb)

/**
 * Takes an import back. What it made is erased, as everything else is that leaves for good: name,
 * address and comment are gone, nothing is counted, and the empty row keeps its number from being
 * given again. Whoever has made the endorsement their own since (changed it, proposed a change, asked
 * for its handing over, or had it joined with another) keeps it, and is named.
 */
import { raw, sql, type Statement } from '../database/index.ts'
import { may } from '../endorsements/states.ts'
import { forgetSuppressions } from '../mail/suppression.ts'
import { placeOf } from '../staff/work-list/words.ts'
import { importEntry, SYSTEM } from './audit.ts'
import { forgetRows } from './change.ts'
import { pacer } from './pace.ts'
import type { Needs } from './run.ts'
import { findImport, type Import } from './types.ts'

/** Each takes a millisecond or two: what leaves is wiped from the search tables too. */
const FEWEST = 10

export async function undoRows(context: Needs, one: Import, signal: AbortSignal): Promise<void> {
  const pace = pacer(FEWEST)
  let now: Import | undefined = one
  while (now?.state === 'undoing' && !signal.aborted) {
    const last = await context.database
      .firstFresh(sql`select max(row) as row from (select row from import_rows
      where import_id = ${one.id} and row > ${now.cursor} and outcome = 'made' order by row limit ${pace.rows()})`)
    if (last?.['row'] === null || last?.['row'] === undefined) return end(context, now)
    const undoing = now
    await pace.measured(() => context.database.write(unitOf(context, undoing, Number(last['row']))))
    now = await findImport(context, one.id)
  }
}

/** An endorsement that is not the import's alone any more. */
const OWNED = sql`(touched_at is not null
  or exists (select 1 from endorsements e where e.id = endorsement_id and e.state in ('withdrawn', 'merged'))
  or exists (select 1 from organisation_edits o where o.endorsement_id = import_rows.endorsement_id)
  or exists (select 1 from handovers h where h.endorsement_id = import_rows.endorsement_id)
  or exists (select 1 from merges m where m.kept_id = import_rows.endorsement_id and m.undone_at is null))`

function unitOf(context: Needs, one: Import, last: number): Statement[] {
  const now = context.now()
  const here = sql`exists (select 1 from imports where id = ${one.id} and state = 'undoing' and cursor = ${one.cursor})`
  const among = sql`import_id = ${one.id} and row > ${one.cursor} and row <= ${last} and ${here}`
  const undone = sql`select endorsement_id from import_rows where ${among} and outcome = 'undone' and endorsement_id is not null`
  const counted = (outcome: string) =>
    sql`(select count(*) from import_rows where ${among} and outcome = ${outcome})`
  return [
    sql`update import_rows set outcome = iif(${OWNED}, 'left', 'undone'), problems = null where ${among} and outcome = 'made'`,
    ...(one.list === 'commission'
      ? [
          sql`delete from commission_signatories where import_id = ${one.id} and row > ${one.cursor} and row <= ${last} and ${here}`,
        ]
      : eraseAll(undone, one, now)),
    sql`update imports set undone = undone + ${counted('undone')}, kept = kept + ${counted('left')}, cursor = ${last}, changed_at = ${now}
      where id = ${one.id} and ${here}`,
  ]
}

/** As endorsements/erase.ts does for one; a form that somebody has sent meanwhile is theirs and stays. */
function eraseAll(undone: Statement, one: Import, now: number): Statement[] {
  const theirs = sql`id in (${undone}) and ${may('erase')}`
  const keys = sql`select email_key from endorsements where ${theirs}`
  return [
    sql`insert into decisions (endorsement_id, verb, reason, decided_by, decided_at)
      select id, 'erase', ${`import ${one.id}: ${one.reason ?? ''}`}, ${one.startedBy}, ${now} from endorsements where ${theirs}`,
    sql`delete from outbox where message <> 'confirm' and recipient_key in (${keys}) and coalesce(params->>'kind', ${one.kind}) = ${one.kind}`,
    forgetSuppressions(sql`(select * from endorsements where ${theirs})`),
    // In the order of their places: one by one, as the trigger would, each costs as much as a thousand.
    sql`delete from work_index where rowid in (select ${raw(placeOf('endorsements'))} from endorsements where ${theirs})`,
    sql`delete from organisations where endorsement_id in (select id from endorsements where ${theirs})`,
    sql`update endorsements set state = 'erased', held_by = null, name = '', search_name = '', email = null, email_key = null,
      affiliation = null, role = null, comment = null, updates_wording = null, changed_at = ${now} where ${theirs}`,
  ]
}

async function end({ database, now }: Needs, one: Import): Promise<void> {
  await database.write([
    sql`update imports set state = 'undone', ended_at = ${now()}, changed_at = ${now()} where id = ${one.id} and state = 'undoing' and cursor = ${one.cursor}`,
    importEntry(
      SYSTEM,
      'undone',
      one.id,
      now(),
      sql`(select json_object('undone', undone, 'kept', kept) from imports where id = ${one.id})`,
    ),
    ...forgetRows(sql`= ${one.id}`),
  ])
}

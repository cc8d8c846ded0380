/**
 * What staff look at is gathered afterwards, a little at a time, so that signing pays nothing for
 * it: the work list takes in what is new or has changed, and the figures of the staff's home grow by
 * what was confirmed and mailed since. Each step is one unit together with how far it has come: a
 * process that is killed counts nothing twice.
 */
import type { Context } from '../../context.ts'
import { raw, sql, type Statement } from '../../database/index.ts'
import { takeIn, takeOut } from '../work-list/words.ts'

/** Rows a step: some milliseconds of the writer's time. */
const STEP = 250
/** Milliseconds of a second that it may take, and how long a step takes when the writer is busy. */
const SHARE = 300
const BUSY = 80

const NEW = `select id from endorsements where id > (select up_to from digests where name = 'endorsements') order by id limit ${STEP}`
const CHANGED = `select id from work_changed order by id limit ${STEP}`
const NEW_MAIL = `select rowid from outbox where rowid > (select up_to from digests where name = 'outbox') order by rowid limit ${STEP}`

const add = (rows: string) =>
  raw(`insert into staff_figures (name, period, label, count) ${rows}
    on conflict (name, period, label) do update set count = count + excluded.count`)
/** SQL: the UTC day, or hour, of a time. */
const day = (column: string) => `strftime('%Y-%m-%d', ${column} / 1000, 'unixepoch')`
const hour = (column: string) => `strftime('%Y-%m-%dT%H', ${column} / 1000, 'unixepoch')`
/** SQL: the domain of an e-mail key. */
const domain = (key: string) => `coalesce(substr(${key}, instr(${key}, '@') + 1), '')`

const takeInNew: readonly Statement[] = [
  add(
    `select 'confirmed', ${hour('confirmed_at')}, kind, count(*) from endorsements where id in (${NEW}) group by 2, 3`,
  ),
  add(
    `select 'funnel confirmed', ${day('submitted_at')}, ${domain('email_key')}, count(*) from endorsements where id in (${NEW}) and source = 'site' group by 2, 3`,
  ),
  takeIn(NEW),
  raw(
    `update digests set up_to = coalesce((select max(id) from (${NEW})), up_to) where name = 'endorsements'`,
  ),
]

const takeInChanged: readonly Statement[] = [
  takeOut(CHANGED),
  takeIn(CHANGED),
  raw(`delete from work_changed where id in (${CHANGED})`),
]

/** The rowids of the outbox may be given anew once its last rows are gone. */
const takeInMail: readonly Statement[] = [
  raw(
    `update digests set up_to = min(up_to, (select coalesce(max(rowid), 0) from outbox)) where name = 'outbox'`,
  ),
  add(`select 'funnel submitted', ${day('created_at')}, ${domain('recipient_key')}, count(*) from outbox
    where rowid in (${NEW_MAIL}) and message = 'confirm' group by 2, 3`),
  raw(
    `update digests set up_to = coalesce((select max(rowid) from (${NEW_MAIL})), up_to) where name = 'outbox'`,
  ),
]

const BEHIND = raw(`select
  exists (select 1 from endorsements where id > (select up_to from digests where name = 'endorsements')) as new,
  exists (select 1 from work_changed) as changed,
  exists (select 1 from outbox where rowid > (select up_to from digests where name = 'outbox')) as mail`)

/** Gathers what came since; gives way to visitors, and comes back in a second. @returns whether there is more */
export async function digest({ database }: Pick<Context, 'database'>): Promise<boolean> {
  const until = performance.now() + SHARE
  while (performance.now() < until) {
    const behind = await database.firstFresh(BEHIND)
    const steps = [
      ...(behind?.['changed'] ? takeInChanged : []),
      ...(behind?.['new'] ? takeInNew : []),
      ...(behind?.['mail'] ? takeInMail : []),
    ]
    if (steps.length === 0) return false
    const started = performance.now()
    await database.write(steps)
    if (performance.now() - started > BUSY) return true
  }
  return true
}

/** How many endorsements the work list has not taken in yet, about; a few are usual. */
export async function behind({ database }: Pick<Context, 'database'>): Promise<number> {
  const row = await database.firstFresh(
    raw(
      `select coalesce((select max(id) from endorsements), 0) - up_to as behind from digests where name = 'endorsements'`,
    ),
  )
  return Math.max(0, Number(row?.['behind'] ?? 0))
}

/** Figures are kept for as long as they are looked at. */
export function deleteOldFigures(now: number): Statement {
  const before = (days: number) => new Date(now - days * 86_400_000).toISOString().slice(0, 10)
  return sql`delete from staff_figures where (name like 'funnel %' and period < ${before(60)}) or (name = 'mail' and period < ${before(60)})
    or (name = 'mail by minute' and period < ${before(1)})`
}

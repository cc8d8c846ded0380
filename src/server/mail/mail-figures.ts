/** Counts what became of mails, for the figures of staff; in the unit that marks the mails. */
import { raw, sql, type Statement } from '../database/index.ts'
import { changed } from '../staff/audit/entry.ts'

const ADDED = raw('on conflict (name, period, label) do update set count = count + excluded.count')
const minuteOf = (time: number) => new Date(time).toISOString().slice(0, 16)
const hourOf = (time: number) => new Date(time).toISOString().slice(0, 13)

/** Counts mails before they are marked as sent: by hour, and confirmations by domain and day. @param ids JSON array */
export function countSent(
  ids: string,
  now: number,
  condition: Statement = sql`state = 'waiting'`,
): Statement[] {
  const which = sql`${condition} and id in (select value from json_each(${ids}))`
  return [
    sql`insert into staff_figures (name, period, label, count)
      select 'funnel mailed', strftime('%Y-%m-%d', created_at / 1000, 'unixepoch'),
        substr(recipient_key, instr(recipient_key, '@') + 1), count(*) from outbox
      where message = 'confirm' and ${which} group by 2, 3 ${ADDED}`,
    sql`insert into staff_figures (name, period, label, count)
      select by.name, by.period, 'sent', n.count from (select count(*) as count from outbox where ${which}) n,
        (select 'mail' as name, ${hourOf(now)} as period union all select 'mail by minute', ${minuteOf(now)}) by
      where n.count > 0 ${ADDED}`,
  ]
}

/** Counts what the mail service told of a mail, if the condition holds. */
export const countDelivery = (what: string, condition: Statement, now: number): Statement =>
  sql`insert into staff_figures (name, period, label, count) select 'mail', ${hourOf(now)}, ${what}, 1 where ${condition} ${ADDED}`

/** Counts a mail that the statement just before marked: it could not be handed over, or was given up. */
export function countFailure(label: 'failed' | 'dead', now: number): Statement {
  return sql`insert into staff_figures (name, period, label, count) select 'mail', ${hourOf(now)}, ${label}, 1 where ${changed} ${ADDED}`
}

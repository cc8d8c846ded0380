/**
 * Complaints: when more than 0.3 % of those who were written to in a week press "spam", large
 * providers begin to refuse all mail of a sender. So news pause by themselves, and staff go on with
 * them once they know why. The week begins anew when they do.
 */
import { DAY } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { auditEntry, changed } from '../staff/audit/entry.ts'

/** Complaints for each mail sent, above which news pause. */
export const MOST_COMPLAINTS = 0.003
const WINDOW = 7 * DAY

/** SQL of the hour from which complaints and mails are counted. */
export const countedSince = (now: number): Statement =>
  sql`(select strftime('%Y-%m-%dT%H', max(${now - WINDOW},
    coalesce((select changed_at from settings where key = 'pause_news' and value = 'off'), 0)) / 1000, 'unixepoch'))`

/** SQL of how many mails had that outcome since then. */
export const mailsSince = (label: 'sent' | 'complained', now: number): Statement =>
  sql`(select coalesce(sum(count), 0) from staff_figures where name = 'mail' and label = ${label}
    and period >= ${countedSince(now)})`

/** Statements that pause news if there are too many complaints; they say so in the audit. */
export function pauseNewsOnComplaints(condition: Statement, now: number): Statement[] {
  const complained = mailsSince('complained', now)
  const sent = mailsSince('sent', now)
  return [
    sql`insert into settings (key, value, changed_at) select 'pause_news', 'on', ${now}
      where ${condition} and ${complained} > ${MOST_COMPLAINTS} * ${sent}
      on conflict (key) do update set value = 'on', changed_at = ${now} where value <> 'on'`,
    auditEntry(
      {
        who: 'system',
        what: 'news.pause',
        subject: 'setting:pause_news',
        after: sql`json_object('complaints', ${complained}, 'sent', ${sent})`,
      },
      now,
      changed,
    ),
  ]
}

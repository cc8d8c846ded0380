/** How mail is doing: what waits, how fast it leaves, what the mail service says. */
import type { Context } from '../../context.ts'
import { HOUR, MINUTE } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { mailsSince, MOST_COMPLAINTS } from '../../mail/complaints.ts'
import { maskAddresses } from '../audit/mask.ts'
import { mailIsPaused, newsArePaused } from '../../settings.ts'

/** A count stops here. */
const MOST_WAITING = 100_000

export type Queue = {
  priority: 0 | 1 | 2
  waiting: number
  /** counting stopped there */
  orMore: boolean
  /** milliseconds that the first has been due; 0 when none is */
  overdue: number
}
export type MailState = {
  transport: 'mailbox' | 'resend'
  queues: Queue[]
  sentLastMinute: number
  sentLastHour: number
  paused: 'all but confirmations' | 'news' | 'nothing'
  complaints: { complained: number; sent: number; tooMany: boolean }
  /** of the service's quotas, as many mails as are used up; null where it says nothing */
  daily: number | null
  monthly: number | null
  /** requests a second that the service takes */
  limit: number | null
  /** what the service complains of; '' when it takes mail */
  problem: string
}

export async function mailState(context: Context): Promise<MailState> {
  const [queues, figures, service] = await Promise.all([
    Promise.all(([0, 1, 2] as const).map((priority) => queueOf(context, priority))),
    figuresOf(context),
    serviceOf(context),
  ])
  return {
    transport: context.config.mailTransport,
    queues,
    ...figures,
    ...service,
    paused: mailIsPaused(context)
      ? 'all but confirmations'
      : newsArePaused(context)
        ? 'news'
        : 'nothing',
  }
}

async function queueOf({ database, now }: Context, priority: Queue['priority']): Promise<Queue> {
  const waits = sql`from outbox where state = 'waiting' and priority = ${priority}`
  const row = await database.firstFresh(
    sql`select (select count(*) from (select 1 ${waits} limit ${MOST_WAITING})) as waiting,
      (select min(next_attempt_at) ${waits}) as first`,
  )
  const first = row?.['first']
  const overdue = first === null || first === undefined ? 0 : Math.max(0, now() - Number(first))
  const waiting = Number(row?.['waiting'])
  return { priority, waiting, orMore: waiting === MOST_WAITING, overdue }
}

async function figuresOf({ database, now }: Context) {
  const time = now()
  const period = (at: number, length: number) => new Date(at).toISOString().slice(0, length)
  const row = await database.firstFresh(
    sql`select ${mailsSince('complained', time)} as complained, ${mailsSince('sent', time)} as sent,
      (select coalesce(sum(count), 0) from staff_figures where name = 'mail' and label = 'sent' and period >= ${period(time - HOUR, 13)}) as hour,
      (select count from staff_figures where name = 'mail by minute' and label = 'sent' and period = ${period(time - MINUTE, 16)}) as minute`,
  )
  const [complained, sent] = [Number(row?.['complained']), Number(row?.['sent'])]
  return {
    sentLastMinute: Number(row?.['minute'] ?? 0),
    sentLastHour: Number(row?.['hour']),
    complaints: { complained, sent, tooMany: complained > MOST_COMPLAINTS * sent },
  }
}

async function serviceOf({ database }: Context) {
  const rows = await database.readFresh(sql`select name, value from mail_service`)
  const said = new Map(rows.map((row) => [row['name'], String(row['value'])]))
  const number = (name: string) => (said.has(name) ? Number(said.get(name)) : null)
  return {
    daily: number('daily'),
    monthly: number('monthly'),
    limit: number('limit'),
    problem: maskAddresses(said.get('problem') ?? '').slice(0, 300),
  }
}

/**
 * What the mail service tells of a mail after it took it: kept with the mail, each event once, in
 * whichever order they come. A mail's delivery moves forward only:
 *
 *     (sent) → delayed → delivered → failed → softBounced → bounced → complained
 *
 * A hard bounce and a complaint suppress the address.
 */
import { randomUUID } from 'node:crypto'
import { DELIVERIES } from '../../../db/words.ts'
import type { Context } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { pauseNewsOnComplaints } from './complaints.ts'
import { countDelivery, countSent } from './mail-figures.ts'
import { suppress } from './suppression.ts'

export type Delivery = (typeof DELIVERIES)[number]

export type DeliveryEvent = {
  /** the service's id of the event */
  id: string
  mailId: string
  /** the service's id of the mail */
  providerId: string
  what: Delivery
  detail: string
  /** milliseconds since 1970 */
  at: number
}

/** Keeps an event and does what follows from it, once. An unknown mail is nothing to us. */
export async function keepEvent(context: Context, event: DeliveryEvent): Promise<void> {
  const now = context.now()
  const receipt = randomUUID()
  const { id, mailId, what, detail } = event
  const isNew = sql`exists (select 1 from mail_events where id = ${id} and receipt = ${receipt})`
  await context.database.write([
    sql`insert into mail_events (id, receipt, mail_id, what, detail, at, received_at)
      select ${id}, ${receipt}, id, ${what}, ${detail}, ${event.at}, ${now} from outbox where id = ${mailId}
      on conflict (id) do nothing`,
    countDelivery(what, isNew, now),
    ...takenAfterAll(event, isNew, now),
    sql`update outbox set delivery = ${what} where id = ${mailId} and ${isNew}
      and ${rankOf(sql`${what}`)} > coalesce(${rankOf(sql`delivery`)}, -1)`,
    ...consequences(event, isNew, now),
  ])
}

/** A mail whose answer never came back, because a process was killed, was taken: it is not repeated. */
const takenAfterAll = ({ mailId, providerId }: DeliveryEvent, isNew: Statement, now: number) => [
  ...countSent(
    JSON.stringify([mailId]),
    now,
    sql`state in ('waiting', 'dead') and handed_with is not null and ${isNew}`,
  ),
  sql`update outbox set state = 'sent', sent_at = ${now}, sealed_token = null, last_error = null, provider_id = ${providerId}
    where id = ${mailId} and state in ('waiting', 'dead') and handed_with is not null and ${isNew}`,
]

/** Its place in the list of deliveries. */
const rankOf = (delivery: Statement): Statement =>
  sql`(select key from json_each(${JSON.stringify(DELIVERIES)}) where value = ${delivery})`

function consequences(event: DeliveryEvent, isNew: Statement, now: number): Statement[] {
  const { what, detail, mailId } = event
  if (what !== 'bounced' && what !== 'complained') return []
  const recipientKey = sql`(select recipient_key from outbox where id = ${mailId})`
  return [
    ...suppress({ recipientKey, reason: what, detail, mailId }, isNew, now),
    ...(what === 'complained' ? pauseNewsOnComplaints(isNew, now) : []),
  ]
}

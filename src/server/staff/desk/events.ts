/** Everything that happened to an endorsement, oldest first. */
import type { Context } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'

export type Event = {
  at: number
  /** what happened; the page has the words */
  what:
    | 'submitted'
    | 'confirmed'
    | 'published'
    | 'text'
    | 'textWithdrawn'
    | 'state'
    | 'decision'
    | 'mail'
    | 'delivery'
  /** the verb, state, text or message that it is about */
  detail: string
  by: string | null
  reason: string | null
  /** of a mail: waiting, sent or dead, and the last error */
  state: string | null
}

const event = (
  at: unknown,
  what: Event['what'],
  detail: unknown,
  more: Partial<Event> = {},
): Event => ({
  ...{ at: Number(at), what, detail: String(detail) },
  ...{ by: null, reason: null, state: null },
  ...more,
})

/** @param row the endorsement @param addresses whether what was sent to its address may be seen */
export async function eventsOf(
  { database }: Pick<Context, 'database'>,
  row: Row,
  addresses: boolean,
): Promise<Event[]> {
  const id = Number(row['id'])
  const key = row['email_key'] === null || !addresses ? '' : String(row['email_key'])
  const mails = sql`from outbox where recipient_key = ${key}
    and coalesce(params->>'kind', ${String(row['kind'])}) = ${String(row['kind'])}`
  const [texts, changes, decisions, sent, deliveries] = await Promise.all([
    database.readFresh(
      sql`select text, endorsed_at, withdrawn_at from endorsement_texts where endorsement_id = ${id}`,
    ),
    database.readFresh(sql`select after, at from state_changes where endorsement_id = ${id}`),
    database.readFresh(
      sql`select verb, reason, decided_by, decided_at from decisions where endorsement_id = ${id}`,
    ),
    database.readFresh(sql`select message, state, last_error, created_at, sent_at ${mails}`),
    database.readFresh(
      sql`select what, detail, at from mail_events where mail_id in (select id ${mails})`,
    ),
  ])
  const decided = new Set(decisions.map((one) => Number(one['decided_at'])))
  return [
    event(row['submitted_at'], 'submitted', row['source']),
    event(row['confirmed_at'], 'confirmed', row['kind']),
    ...(row['published_at'] === null
      ? []
      : [event(row['published_at'], 'published', row['number'] ?? '')]),
    ...texts.flatMap((text) => [
      event(text['endorsed_at'], 'text', text['text']),
      ...(text['withdrawn_at'] === null
        ? []
        : [event(text['withdrawn_at'], 'textWithdrawn', text['text'])]),
    ]),
    // What a decision did is said by the decision.
    ...changes
      .filter(({ at }) => !decided.has(Number(at)))
      .map(({ at, after }) => event(at, 'state', after)),
    ...decisions.map((one) =>
      event(one['decided_at'], 'decision', one['verb'], {
        by: String(one['decided_by']),
        reason: String(one['reason']) || null,
      }),
    ),
    ...sent.map((mail) =>
      event(mail['sent_at'] ?? mail['created_at'], 'mail', mail['message'], {
        state: String(mail['state']),
        reason: mail['last_error'] === null ? null : String(mail['last_error']),
      }),
    ),
    ...deliveries.map(({ at, what, detail }) =>
      event(at, 'delivery', what, { reason: String(detail) || null }),
    ),
  ].sort((one, other) => one.at - other.at || ORDER.indexOf(one.what) - ORDER.indexOf(other.what))
}

/** Of what happened in the same millisecond. */
const ORDER = [
  'submitted',
  'confirmed',
  'text',
  'textWithdrawn',
  'decision',
  'state',
  'published',
  'mail',
  'delivery',
]

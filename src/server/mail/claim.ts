/**
 * Claiming: which mails leave with the next request. A row is taken by one conditional update that
 * puts its next attempt beyond the lease, so that of several workers one gets it, and one that was
 * killed loses none: after the lease it is due again. What was perhaps handed over before is repeated
 * with the same key in the same company, because that is what the mail service knows a repeat by.
 */
import { randomUUID } from 'node:crypto'
import type { Context } from '../context.ts'
import { MINUTE } from '../context.ts'
import { join, raw, sql, type Row, type Statement } from '../database/index.ts'
import { mayLeave } from '../news/stop.ts'
import { mailIsPaused, newsArePaused } from '../settings.ts'
import { isDoubtful, notDoubtful } from './doubtful.ts'
import type { Pace } from './pace.ts'
import { notSuppressed } from './suppression.ts'

/** Milliseconds for which a claimed mail is left to its worker; longer than any request takes. */
export const LEASE = MINUTE
const NEWS = 2
/** Rows that are looked at for one request while domains have a pace. */
const LOOKED_AT = 500

export type Claim = {
  /** rows of the outbox, in the order in which they leave */
  rows: Row[]
  /** `handed_with` of the rows: the row's own id for a mail by itself, else that of the batch */
  key: string
  /** true for what was perhaps handed over before */
  again: boolean
  /** they are not to be repeated before they were looked for */
  doubtful: boolean
}
/** `claimed` may hold no rows: others were quicker, or all are put off. */
export type Claimed = Claim | 'nothing is due'

const COLUMNS = raw(
  'id, state, message, priority, recipient, recipient_key, language, params, sealed_token, attempts, handed_at, created_at',
)

/**
 * Claims what leaves next: by priority, then by how long it is due. @param most rows of one request
 * @param looking what is doubtful is left, because some of it is being looked for
 */
export async function claimDue(
  context: Context,
  pace: Pace,
  { most, looking }: { most: number; looking: boolean },
): Promise<Claimed> {
  const room = pace.room(most)
  if (room === 0) return 'nothing is due'
  const time = context.now()
  const which = looking ? notDoubtful(time) : sql`true`
  const due = await readDue(context, time, which, pace.byDomain() ? LOOKED_AT : most)
  const first = due[0]
  if (!first) return 'nothing is due'
  if (first['handed_with'] !== null) return claimAgain(context, first, time)
  const fresh = due.flatMap((row) =>
    row['handed_with'] === null
      ? [{ id: String(row['id']), domain: domainOf(String(row['recipient_key'])) }]
      : [],
  )
  const { now, later, next } = pace.take(fresh, room)
  return claimFresh(context, idsOf(now), putOff(idsOf(later), next))
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
const domainOf = (key: string) => key.slice(key.lastIndexOf('@') + 1)

/** While mail is paused, only what people need to confirm is due; while news are, all else. */
function readDue(context: Context, now: number, which: Statement, most: number): Promise<Row[]> {
  const last = mailIsPaused(context) ? 0 : newsArePaused(context) ? 1 : 2
  // A priority at a time, each in the order of its index.
  const due = Array.from(
    { length: last + 1 },
    (
      _,
      priority,
    ) => sql`select * from (select id, recipient_key, priority, handed_with, handed_at, next_attempt_at from outbox
      where state = 'waiting' and priority = ${priority} and next_attempt_at <= ${now} and ${which}
        and ${priority === NEWS ? mayLeave : sql`true`} order by next_attempt_at limit ${most})`,
  )
  return context.database.readFresh(sql`${join(due, ' union all ')} limit ${most}`)
}

async function claimFresh(context: Context, ids: string[], more: Statement[]): Promise<Claim> {
  const key = ids.length === 1 ? ids[0]! : randomUUID()
  const now = context.now()
  const [claimed] = await context.database.write([
    sql`update outbox set handed_with = ${key}, handed_at = ${now}, ${leased(now)}
      where id in (select value from json_each(${JSON.stringify(ids)}))
        and state = 'waiting' and handed_with is null and next_attempt_at <= ${now} and ${mayLeave} returning ${COLUMNS}`,
    ...more,
  ])
  return { rows: inTurn(claimed!.rows), key, again: false, doubtful: false }
}

/** All that were handed over together have the same time of their next attempt. */
async function claimAgain(context: Context, first: Row, now: number): Promise<Claim> {
  const key = String(first['handed_with'])
  const [claimed] = await context.database.write([
    sql`update outbox set ${leased(now)} where state = 'waiting' and priority in (0, 1, 2)
      and next_attempt_at = ${Number(first['next_attempt_at'])} and handed_with = ${key} returning ${COLUMNS}`,
  ])
  return { rows: inTurn(claimed!.rows), key, again: true, doubtful: isDoubtful(first, now) }
}

/** An address that was suppressed meanwhile ends its mail here. */
const leased = (now: number) => sql`next_attempt_at = ${now + LEASE},
  state = iif(${writable}, state, 'suppressed'), sealed_token = iif(${writable}, sealed_token, null)`
const writable = notSuppressed(sql`outbox.recipient_key`)

/** The same however the rows come back: a repeated batch has to be the same to the byte. */
const inTurn = (rows: readonly Row[]): Row[] =>
  rows
    .filter((row) => row['state'] === 'waiting')
    .toSorted(
      (one, other) =>
        Number(one['priority']) - Number(other['priority']) ||
        (String(one['id']) < String(other['id']) ? -1 : 1),
    )

const putOff = (ids: string[], until: number): Statement[] =>
  ids.length === 0
    ? []
    : [
        sql`update outbox set next_attempt_at = ${until} where id in (select value from json_each(${JSON.stringify(ids)}))
          and state = 'waiting' and handed_with is null`,
      ]

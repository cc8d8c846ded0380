/** What became of the mails of one request, written down. */
import { randomUUID } from 'node:crypto'
import type { Context } from '../context.ts'
import { DAY, MINUTE } from '../context.ts'
import { sql, type Row, type Statement } from '../database/index.ts'
import { doubt } from './doubtful.ts'
import { countFailure, countSent } from './mail-figures.ts'
import type { ServiceNews, Verdict } from './transport.ts'

/** Of one that is itself at fault; and the least, before any is given up. */
const MOST_ATTEMPTS = 12
/** Milliseconds that a fault of the service lasts at most; the link of a confirmation is good for 7 days. */
const LONGEST_OUTAGE = 3 * DAY
const FIRST_WAIT = 5000
const LONGEST_WAIT = 60 * MINUTE
/** Why a mail was given up that perhaps left: nobody can tell. The page has the words. */
export const UNCLEAR = 'unclear'

/**
 * `anew`: it was certainly not taken, and its key may be used up: it goes with one of its own.
 * `unclear`: nobody can tell whether it was taken.
 */
export type Settled = { row: Row; verdict: Verdict | { outcome: 'anew' | 'unclear' } }
type NotSent = Exclude<Settled['verdict'], { outcome: 'sent' }>

/**
 * Marks the mails of one request, all in one unit.
 * @param key that the rows were claimed with @param again they were perhaps handed over before
 * @param news what the service said of itself
 */
export async function settle(
  context: Context,
  settled: readonly Settled[],
  { key, again = false, news = {} }: { key: string; again?: boolean; news?: ServiceNews },
): Promise<void> {
  const now = context.now()
  // One time for all: those that were handed over together come back together.
  const attempts = Math.max(0, ...settled.map(({ row }) => Number(row['attempts']))) + 1
  const retry: Retry = { key, again, attempts, now, at: now + waitAfter(attempts) }
  const sent = new Map<string, string | null>()
  const rest: Statement[] = []
  for (const { row, verdict } of settled) {
    if (verdict.outcome === 'sent') sent.set(String(row['id']), verdict.providerId)
    else rest.push(...notSent(row, verdict, retry))
  }
  const statements = [...markSent(sent, now), ...rest, ...keepNews(news, now)]
  if (statements.length > 0) await context.database.write(statements)
}

type Retry = { key: string; again: boolean; attempts: number; now: number; at: number }

/** 5 s, 10 s, 20 s … at most an hour, with jitter. */
const waitAfter = (attempts: number) =>
  Math.round(Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT) * (0.75 + Math.random() / 2))

function markSent(sent: ReadonlyMap<string, string | null>, now: number): Statement[] {
  if (sent.size === 0) return []
  const ids = JSON.stringify([...sent.keys()])
  return [
    ...countSent(ids, now),
    sql`update outbox set state = 'sent', sent_at = ${now}, attempts = attempts + 1, sealed_token = null, last_error = null,
      provider_id = each.value from json_each(${JSON.stringify(Object.fromEntries(sent))}) each
      where outbox.id = each.key and outbox.state = 'waiting'`,
  ]
}

function notSent(row: Row, verdict: NotSent, retry: Retry): Statement[] {
  // One that outlived its lease may be on its way with another key by now: that is left alone.
  const waits = sql`id = ${String(row['id'])} and state = 'waiting' and handed_with = ${retry.key}`
  switch (verdict.outcome) {
    case 'held':
      return [sql`update outbox set ${heldBack(retry)} where ${waits}`]
    case 'anew':
      return [
        sql`update outbox set handed_with = ${randomUUID()}, handed_at = ${retry.now}, next_attempt_at = ${retry.now} where ${waits}`,
      ]
    case 'conflict':
      return [sql`update outbox set ${doubt}, next_attempt_at = ${retry.now} where ${waits}`]
    case 'unclear':
      return giveUp(waits, UNCLEAR, retry.now)
    case 'refused':
      // Certainly not taken: should staff send it again, nothing ties it to those it went with.
      return giveUp(waits, verdict.problem, retry.now, sql`handed_with = null, handed_at = null,`)
    default:
      return tryLater(waits, verdict, { ...retry, handedAt: Number(row['handed_at']) })
  }
}

/** As if it had not been tried: it keeps its place, and its key if that was used before. */
const heldBack = ({ again, now }: Retry) =>
  again
    ? sql`next_attempt_at = ${now}`
    : sql`handed_with = null, handed_at = null, next_attempt_at = created_at`

/** Given up after the twelfth failure; where the service is at fault, not before three days are over. */
function tryLater(
  waits: Statement,
  { outcome, problem }: Extract<Verdict, { outcome: 'failed' | 'unknown' }>,
  { again, attempts, now, at, handedAt }: Retry & { handedAt: number },
): Statement[] {
  const longEnough = outcome === 'failed' || handedAt <= now - LONGEST_OUTAGE
  if (attempts >= MOST_ATTEMPTS && longEnough) return giveUp(waits, problem, now)
  const anew = outcome === 'failed' && !again ? sql`handed_with = null, handed_at = null,` : sql``
  return [
    sql`update outbox set ${anew} attempts = ${attempts}, last_error = ${short(problem)}, next_attempt_at = ${at} where ${waits}`,
    countFailure('failed', now),
  ]
}

const giveUp = (
  waits: Statement,
  problem: string,
  now: number,
  more: Statement = sql``,
): Statement[] => [
  sql`update outbox set ${more} state = 'dead', attempts = attempts + 1, last_error = ${short(problem)} where ${waits}`,
  countFailure('dead', now),
]

const short = (problem: string) => problem.slice(0, 300)

const keepNews = (news: ServiceNews, now: number): Statement[] =>
  Object.entries(news).map(
    ([
      name,
      value,
    ]) => sql`insert into mail_service (name, value, changed_at) values (${name}, ${value}, ${now})
      on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at where value <> excluded.value`,
  )

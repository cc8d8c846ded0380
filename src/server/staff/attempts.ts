/**
 * Guesses are slowed, never locked out: after some failures each further attempt waits longer,
 * counted by account, by network, and for a browser that its owner has used before by that browser
 * alone, so that whoever guesses from elsewhere does not keep the owner waiting. An address that
 * has no account is counted like one that has. An attempt counts as a failure from the moment that
 * it begins, in one statement, so that guesses at the same time cannot pass together.
 */
import type { Context } from '../context.ts'
import { DAY, MINUTE } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { keyedHash } from '../endorsements/tokens.ts'

export type Kind = 'account' | 'network' | 'device' | 'factor' | 'reset' | 'challenge'
/** Failures without a wait, and the longest wait in milliseconds; it doubles from one second. */
const LIMITS: Record<Kind, { free: number; longest: number }> = {
  account: { free: 5, longest: MINUTE },
  factor: { free: 5, longest: 5 * MINUTE },
  reset: { free: 3, longest: 15 * MINUTE },
  device: { free: 5, longest: 15 * MINUTE },
  network: { free: 20, longest: 15 * MINUTE },
  challenge: { free: 60, longest: MINUTE },
}
/** A failure is forgotten after that long without another. */
const FORGOTTEN = DAY

export type Bucket = { kind: Kind; key: string }

export const bucket = (context: Context, kind: Kind, of: string): Bucket => ({
  kind,
  key: `${kind} ${keyedHash(context.config.secretKey, `attempts ${kind}`, of)}`,
})

/** @returns seconds to wait, or 0 when the attempt may be looked at; it is counted as failed until `forgive` */
export async function beginAttempt(context: Context, buckets: Bucket[]): Promise<number> {
  const now = context.now()
  const given = buckets.map(({ kind, key }) => ({ key, ...LIMITS[kind] }))
  const waits = sql`select max(next_at) from staff_attempts where next_at > ${now}
    and bucket in (select value ->> 'key' from json_each(${JSON.stringify(given)}))`
  const failures = sql`(case when last_at < ${now - FORGOTTEN} then 1 else failures + 1 end)`
  const [wait] = await context.database.write([
    sql`${waits}`,
    sql`insert into staff_attempts (bucket, failures, last_at, next_at)
      select value ->> 'key', 1, ${now}, ${now} from json_each(${JSON.stringify(given)})
      where (${waits}) is null
      on conflict (bucket) do update set failures = ${failures}, last_at = ${now},
        next_at = ${now} + (select case when ${failures} < value ->> 'free' then 0
          else min(value ->> 'longest', 1000 << min(${failures} - (value ->> 'free'), 20)) end
          from json_each(${JSON.stringify(given)}) where value ->> 'key' = bucket)`,
  ])
  const until = Number(Object.values(wait!.rows[0] ?? {})[0] ?? 0)
  return until > now ? Math.ceil((until - now) / 1000) : 0
}

/** The attempt was right: what it counted is taken back, and its account's failures are forgotten. */
export function forgive(buckets: Bucket[], now: number, condition = sql`true`): Statement[] {
  return buckets.map(({ kind, key }) =>
    kind === 'network' || kind === 'challenge'
      ? sql`update staff_attempts set failures = max(0, failures - 1), next_at = ${now}
          where bucket = ${key} and ${condition}`
      : sql`delete from staff_attempts where bucket = ${key} and ${condition}`,
  )
}

/** Deletes what is long ago. */
export const deleteOldAttempts = (now: number): Statement =>
  sql`delete from staff_attempts where last_at < ${now - FORGOTTEN}`

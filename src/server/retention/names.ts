/**
 * After a campaign's end, as content/campaign.ts has it, signatures are made anonymous: what counted
 * goes on to count, without anybody's name; what did not count is erased.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { campaign } from '../../../content/campaign.ts'
import { DAY } from '../context.ts'
import { sql } from '../database/index.ts'
import { anonymiseUnit, eraseUnit } from '../endorsements/erase.ts'
import { campaignDates } from '../settings.ts'
import type { Keeping } from './batches.ts'

/** Ids of one unit: a row takes the search, the counts and the work list along. */
const IDS = 20

/**
 * When names go, or null for never. An end that was set by hand counts from the day it was set, so
 * that a slip does not cost the register.
 */
export async function namesGoAt({ database }: Pick<Keeping, 'database'>): Promise<number | null> {
  if (campaign.namesKeptAfterTheEnd === null) return null
  const row = await database.firstFresh(
    sql`select value, changed_at from settings where key = 'closes_at'`,
  )
  const { closesAt } = campaignDates({
    settings: {
      get: (key: string) => (key === 'closes_at' && row ? String(row['value']) : undefined),
    },
  })
  if (closesAt === null) return null
  return Math.max(closesAt, Number(row?.['changed_at'] ?? 0)) + campaign.namesKeptAfterTheEnd * DAY
}

const named = sql`state not in ('erased', 'anonymised')`

export async function namesDue(keeping: Keeping): Promise<number> {
  const at = await namesGoAt(keeping)
  if (at === null || keeping.now() < at) return 0
  const row = await keeping.database.first(
    sql`select count(*) as n from endorsements where ${named}`,
  )
  return Number(row?.['n'])
}

/** Goes through all endorsements once. Killed in between, the next run goes through them again. */
export async function anonymiseAll(keeping: Keeping, signal: AbortSignal): Promise<number> {
  const { database, now } = keeping
  const at = await namesGoAt(keeping)
  if (at === null || now() < at) return 0
  let all = 0
  for (let last = 0; !signal.aborted;) {
    const rows = await database.readFresh(
      sql`select id from endorsements where id > ${last} and ${named} order by id limit ${IDS}`,
    )
    if (rows.length === 0) break
    const [from, to] = [Number(rows[0]!['id']), Number(rows.at(-1)!['id'])]
    const began = performance.now()
    const here = sql`id between ${from} and ${to}`
    await database.write([
      ...anonymiseUnit(here, now()),
      ...eraseUnit(sql`${here} and ${named}`, now()),
    ])
    all += rows.length
    last = to
    await pause(performance.now() - began)
  }
  return all
}

/**
 * Asks the mail service for the mails of a claim that it perhaps has, where repeating them would not
 * tell. Its list can be long, and requests are few a second: so this goes on beside what leaves, and
 * the lease is renewed meanwhile.
 */
import type { Context } from '../context.ts'
import { sql, type Row } from '../database/index.ts'
import { LEASE, type Claim } from './claim.ts'
import { logProblems } from './hand-over.ts'
import { settle, type Settled } from './settle.ts'
import type { Transport } from './transport.ts'

type Claimed = Pick<Claim, 'rows' | 'key'>

/** @param goesOn asked before each request; false ends it, and it begins anew later */
export async function lookFor(
  context: Context,
  transport: Transport,
  claim: Claimed,
  goesOn: () => boolean,
): Promise<void> {
  const renew = leaseOf(context, claim)
  const step = async () => {
    if (!goesOn()) throw new Error('ended before it was found')
    await renew()
  }
  const settled = await ask(transport, claim.rows, step)
  await settle(context, settled, { key: claim.key, again: true, news: transport.news() })
  logProblems(context, settled)
}

async function ask(
  transport: Transport,
  rows: readonly Row[],
  step: () => Promise<void>,
): Promise<Settled[]> {
  const since = Math.min(...rows.map((row) => Number(row['handed_at'])))
  const mails = rows.map((row) => ({ id: String(row['id']), to: String(row['recipient']) }))
  try {
    const found = await transport.find(mails, since, step)
    return rows.map((row) => ({ row, verdict: verdictOn(row, found) }))
  } catch (error) {
    const problem = String((error as Error).message)
    return rows.map((row) => ({ row, verdict: { outcome: 'unknown', problem } }))
  }
}

function verdictOn(row: Row, found: Map<string, string> | undefined): Settled['verdict'] {
  if (!found) return { outcome: 'unclear' }
  const providerId = found.get(String(row['id']))
  return providerId ? { outcome: 'sent', providerId } : { outcome: 'anew' }
}

/** @returns what renews the lease of these rows once a third of it is over */
function leaseOf(context: Context, { rows, key }: Claimed): () => Promise<void> {
  const ids = JSON.stringify(rows.map((row) => row['id']))
  let renewAt = context.now() + LEASE / 3
  return async () => {
    const now = context.now()
    if (now < renewAt) return
    // What was put off meanwhile, because its piece of news is paused, stays so.
    await context.database.write([
      sql`update outbox set next_attempt_at = ${now + LEASE} where id in (select value from json_each(${ids}))
        and state = 'waiting' and handed_with = ${key} and next_attempt_at <= ${now + LEASE}`,
    ])
    renewAt = now + LEASE / 3
  }
}

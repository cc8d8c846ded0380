/** The mails of one claim on their way: composed, handed over, and what came of it written down. */
import type { Context } from '../context.ts'
import type { Row } from '../database/index.ts'
import type { Claim } from './claim.ts'
import { compose } from './compose.ts'
import { settle, type Settled } from './settle.ts'
import type { Outgoing, Transport } from './transport.ts'

/** Mails that are rendered in one turn of the event loop. */
const TOGETHER = 5

type Composed = { row: Row; mail: Outgoing }

/** @param rest told, before anything is due again, for how many milliseconds the service takes no mail */
export async function handOver(
  context: Context,
  transport: Transport,
  claim: Claim,
  rest: (milliseconds: number) => void,
): Promise<void> {
  const { composed, broken } = await composeAll(context, claim.rows)
  const told = await send(transport, composed, claim)
  const unclear = composed.filter((_, i) => told[i]!.verdict.outcome === 'conflict')
  const settled = [
    ...broken,
    ...told.filter(({ verdict }) => verdict.outcome !== 'conflict'),
    ...(unclear.length > 0 ? await lookFor(transport, unclear) : []),
  ]
  for (const { verdict } of settled) if (verdict.outcome === 'held') rest(verdict.wait)
  await settle(context, settled, { again: claim.again, news: transport.news() })
  logProblems(context, settled)
}

/** Where one process does everything, visitors come between. */
async function composeAll(
  context: Context,
  rows: readonly Row[],
): Promise<{ composed: Composed[]; broken: Settled[] }> {
  const composed: Composed[] = []
  const broken: Settled[] = []
  for (const [i, row] of rows.entries()) {
    if (i > 0 && i % TOGETHER === 0) await new Promise(setImmediate)
    try {
      composed.push({ row, mail: await compose(context, row) })
    } catch (error) {
      const problem = String((error as Error).message)
      broken.push({ row, verdict: { outcome: 'failed', problem } })
    }
  }
  return { composed, broken }
}

/** What was handed over so long ago that its key is forgotten is not sent before it was looked for. */
async function send(
  transport: Transport,
  composed: readonly Composed[],
  { key, askSince }: Claim,
): Promise<Settled[]> {
  if (composed.length === 0) return []
  if (askSince !== undefined)
    return composed.map(({ row }) => ({ row, verdict: { outcome: 'conflict' } }))
  const verdicts = await transport.send(
    composed.map(({ mail }) => mail),
    key,
  )
  return composed.map(({ row }, i) => ({ row, verdict: verdicts[i]! }))
}

/** Asks the service for mails that it perhaps has, where repeating them would not tell. */
async function lookFor(transport: Transport, unclear: readonly Composed[]): Promise<Settled[]> {
  const since = Math.min(...unclear.map(({ row }) => Number(row['handed_at'])))
  const mails = unclear.map(({ mail }) => mail)
  try {
    const found = await transport.find(mails, since)
    return unclear.map(({ row, mail }) => {
      if (!found) return { row, verdict: { outcome: 'conflict' } }
      const providerId = found.get(mail.id)
      return { row, verdict: providerId ? { outcome: 'sent', providerId } : { outcome: 'anew' } }
    })
  } catch (error) {
    const problem = String((error as Error).message)
    return unclear.map(({ row }) => ({ row, verdict: { outcome: 'unknown', problem } }))
  }
}

/** The service's words may hold an address: they are kept with the mail, not in the log. */
function logProblems(context: Context, settled: readonly Settled[]): void {
  const problems = settled.filter(({ verdict }) => verdict.outcome !== 'sent')
  if (problems.length === 0) return
  const outcomes = [...new Set(problems.map(({ verdict }) => verdict.outcome))].join(', ')
  context.log.warn(
    { mail: String(problems[0]!.row['id']), mails: problems.length, outcomes },
    'mail not sent',
  )
}

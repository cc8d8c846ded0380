/** The mails of one claim on their way: composed, handed over, and what came of it written down. */
import type { Context } from '../context.ts'
import type { Row } from '../database/index.ts'
import type { Claim } from './claim.ts'
import { compose } from './compose.ts'
import { settle, type Settled } from './settle.ts'
import type { Outgoing, Transport, Verdict } from './transport.ts'

/** Mails that are rendered in one turn of the event loop. */
const TOGETHER = 5

type Composed = { row: Row; mail: Outgoing }

/** @param heard told, before anything is due again, what the service said of each mail */
export async function handOver(
  context: Context,
  transport: Transport,
  { rows, key, again }: Claim,
  heard: (verdict: Verdict) => void,
): Promise<void> {
  const { composed, broken } = await composeAll(context, rows)
  const mails = composed.map(({ mail }) => mail)
  const verdicts = mails.length > 0 ? await transport.send(mails, key) : []
  verdicts.forEach(heard)
  const told = composed.map(({ row }, i) => ({ row, verdict: verdicts[i]! }))
  await settle(context, [...broken, ...told], { key, again, news: transport.news() })
  logProblems(context, [...broken, ...told])
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

/** The service's words may hold an address: they are kept with the mail, not in the log. */
export function logProblems(context: Context, settled: readonly Settled[]): void {
  const problems = settled.filter(({ verdict }) => verdict.outcome !== 'sent')
  if (problems.length === 0) return
  const outcomes = [...new Set(problems.map(({ verdict }) => verdict.outcome))].join(', ')
  context.log.warn(
    { mail: String(problems[0]!.row['id']), mails: problems.length, outcomes },
    'mail not sent',
  )
}

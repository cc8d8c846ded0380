/**
 * Gathers evidence, in the one process that writes and never in a request: everything about one
 * organisation, a few organisations at a time. What could not be looked at does not wipe out what
 * was seen before, and what was seen of a website or a contact that changed meanwhile is dropped.
 */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { lookAtAddress } from './address.ts'
import type { Finding, Subject } from './finding.ts'
import { lookAtMail } from './mail-exchange.ts'
import { lookAtDns, lookAtFile, proofOf } from './proof.ts'
import { dueRequests, finish, type Due } from './requests.ts'
import { lookAtWebsite } from './website.ts'

const AT_ONCE = 4
const A_RUN = 40

/** The job: everything that is due, a bounded number. @param signal ends looks that are under way */
export async function gatherDue(context: Context, signal: AbortSignal): Promise<void> {
  const due = await dueRequests(context, A_RUN)
  const lane = async () => {
    for (let next = due.shift(); next && !signal.aborted; next = due.shift())
      await gather(context, next, signal)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

async function gather(context: Context, due: Due, signal: AbortSignal): Promise<void> {
  const findings = await look(context, due, signal)
  if (signal.aborted) return
  const now = context.now()
  const incomplete = findings.some(({ result }) => result === 'unknown')
  await context.database.write([
    ...findings.map((finding) => keep(due.subject, finding, now)),
    finish(due, incomplete, now),
  ])
}

async function look(
  context: Context,
  { subject, proofs }: Due,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { outside } = context
  const address = lookAtAddress(context, subject)
  // Without the world outside, what can be known without it is known.
  if (!outside) return [await address]
  const proof = proofOf(context.config.secretKey, subject)
  return Promise.all([
    address,
    lookAtMail(outside, subject),
    lookAtWebsite(outside, subject, signal),
    ...(proofs ? [lookAtDns(outside, proof), lookAtFile(outside, proof, signal)] : []),
  ])
}

function keep(subject: Subject, finding: Finding, now: number): Statement {
  const { kind, result, seen, trouble = null } = finding
  const same = sql`exists (select 1 from endorsements e join organisations o on o.endorsement_id = e.id
    where e.id = ${subject.id} and e.email = ${subject.email} and o.website = ${subject.website})`
  const seenNow =
    result === 'unknown'
      ? sql``
      : sql`, result = excluded.result, seen = excluded.seen, seen_at = excluded.seen_at`
  return sql`insert into evidence (endorsement_id, kind, result, seen, seen_at, tried_at, trouble)
    select ${subject.id}, ${kind}, ${result}, ${JSON.stringify(seen)}, ${now}, ${now}, ${trouble} where ${same}
    on conflict (endorsement_id, kind) do update set tried_at = excluded.tried_at, trouble = excluded.trouble ${seenNow}`
}

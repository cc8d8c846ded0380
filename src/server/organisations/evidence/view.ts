/** The evidence about an organisation, as staff and its contact are shown it. Reads only. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import type { EvidenceKind, Result, Seen } from './finding.ts'

export type Evidence = {
  kind: EvidenceKind
  result: Result
  seen: Seen
  /** milliseconds since 1970 */
  seenAt: number
  triedAt: number
  trouble: string | null
}
export type EvidenceView = {
  evidence: Evidence[]
  /** when the next look is due; null when none is asked for */
  dueAt: number | null
}

const ORDER: EvidenceKind[] = ['address', 'dns', 'file', 'website', 'mail', 'ror']

export async function viewEvidence(
  { database }: Pick<Context, 'database'>,
  endorsementId: number,
): Promise<EvidenceView> {
  const rows = await database.readFresh(
    sql`select kind, result, seen, seen_at, tried_at, trouble from evidence where endorsement_id = ${endorsementId}`,
  )
  const waiting = await database.firstFresh(
    sql`select due_at from evidence_requests where endorsement_id = ${endorsementId} and done_at is null`,
  )
  const evidence = rows.map((row) => ({
    kind: row['kind'] as EvidenceKind,
    result: row['result'] as Result,
    seen: JSON.parse(String(row['seen'])) as Seen,
    seenAt: Number(row['seen_at']),
    triedAt: Number(row['tried_at']),
    trouble: row['trouble'] === null ? null : String(row['trouble']),
  }))
  return {
    evidence: evidence.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)),
    dueAt: waiting ? Number(waiting['due_at']) : null,
  }
}

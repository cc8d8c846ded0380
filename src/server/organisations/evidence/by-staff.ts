/** Staff have an organisation looked at again, or say what a mail domain is. */
import type { Context } from '../../context.ts'
import { auditEntry, changed } from '../../staff/audit/entry.ts'
import type { By } from '../by.ts'
import { judgeMailDomain, type Provider } from './providers.ts'
import { requestByStaff } from './requests.ts'

export async function gatherAgain(context: Context, id: number, by: By): Promise<void> {
  const now = context.now()
  const { staffId: who, network } = by
  await context.database.write([
    requestByStaff(id, now),
    auditEntry(
      { who, what: 'evidence.request', subject: `endorsement:${id}`, network },
      now,
      changed,
    ),
  ])
}

export type Judgement = { domain: string; provider: Provider }

/** @returns false when it is no domain */
export async function judge(
  context: Context,
  { domain, provider }: Judgement,
  { staffId: who, network }: By,
): Promise<boolean> {
  const now = context.now()
  const judged = judgeMailDomain(domain, provider, `staff:${who}`, now)
  if (!judged) return false
  await context.database.write([
    ...judged,
    auditEntry({ who, what: 'mail-domain.judge', after: { domain, provider }, network }, now),
  ])
  return true
}

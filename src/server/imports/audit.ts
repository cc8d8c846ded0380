/** What is done with imports, in the audit. */
import type { Statement } from '../database/index.ts'
import type { Actor } from '../staff/actor.ts'
import { auditEntry, changed, type Values } from '../staff/audit/entry.ts'

/** Staff, or the operator at a terminal: id 0. */
export type Who = Actor
export const OPERATOR: Who = { id: 0, email: 'operator', network: '' }
/** What runs by itself. */
export const SYSTEM: Who = { id: -1, email: 'system', network: '' }

/** An entry, if the statement just before it changed something. */
export const importEntry = (
  who: Who,
  what: string,
  id: number,
  now: number,
  after?: Values | Statement,
): Statement =>
  auditEntry(
    {
      who: who.id > 0 ? who.id : who.id === 0 ? 'operator' : 'system',
      what: `import.${what}`,
      subject: `import:${id}`,
      ...(after && { after }),
      network: who.network,
    },
    now,
    changed,
  )

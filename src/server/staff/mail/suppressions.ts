/** Addresses that must not be written to: why, since when, and lifting it. */
import type { Context } from '../../context.ts'
import { sql, type Row } from '../../database/index.ts'
import { parseEmail } from '../../endorsements/email-address.ts'
import { openValue, sealValue } from '../../endorsements/tokens.ts'
import type { SuppressionReason } from '../../mail/suppression.ts'
import type { Actor } from '../actor.ts'
import { maskAddress } from '../audit/mask.ts'
import { auditEntry, changed } from '../audit/entry.ts'

const PAGE = 50
/** The address itself stands on no page: a form names it sealed. */
const PURPOSE = 'suppression'

export type Suppressed = {
  /** names the address in a form */
  handle: string
  /** masked */
  address: string
  reason: SuppressionReason
  detail: string
  since: number
}

/** The newest; or, for a whole address, whether it is one of them. @param before time to go on from */
export async function listSuppressed(
  context: Context,
  { q = '', before }: { q?: string; before?: number | undefined },
): Promise<{ suppressed: Suppressed[]; next: number | undefined }> {
  const rows = await context.database.readFresh(
    sql`select address_key, reason, detail, created_at from suppressions where created_at < ${before ?? Number.MAX_SAFE_INTEGER}
      and ${matches(q)} order by created_at desc limit ${PAGE + 1}`,
  )
  const suppressed = rows.slice(0, PAGE).map((row) => suppressedOf(context, row))
  return { suppressed, next: rows.length > PAGE ? suppressed.at(-1)?.since : undefined }
}

/** An address is found however it was typed; anything else is looked for in the domain. */
function matches(q: string) {
  if (q === '') return sql`true`
  const email = parseEmail(q)
  if (typeof email !== 'string') return sql`address_key = ${email.key}`
  const domain = q.replace(/^.*@/, '').toLowerCase()
  return sql`instr(substr(address_key, instr(address_key, '@')), ${domain}) > 0`
}

const suppressedOf = ({ config }: Context, row: Row): Suppressed => ({
  handle: sealValue(config.secretKey, PURPOSE, String(row['address_key'])),
  address: maskAddress(String(row['address_key'])),
  reason: row['reason'] as SuppressionReason,
  detail: String(row['detail']),
  since: Number(row['created_at']),
})

export type LiftOutcome = 'lifted' | 'gone' | 'noReason'

/** Lets an address be written to again; why is in the audit. */
export async function liftSuppression(
  context: Context,
  actor: Actor,
  handle: string,
  reason: string,
): Promise<LiftOutcome> {
  const key = openValue(context.config.secretKey, PURPOSE, handle)
  if (key === undefined) return 'gone'
  if (reason === '') return 'noReason'
  const now = context.now()
  const was = await context.database.firstFresh(
    sql`select reason from suppressions where address_key = ${key}`,
  )
  const [done] = await context.database.write([
    sql`delete from suppressions where address_key = ${key}`,
    auditEntry(
      {
        who: actor.id,
        what: 'suppression.lift',
        before: { address: key, suppressed: String(was?.['reason'] ?? '') },
        after: { reason },
        network: actor.network,
      },
      now,
      changed,
    ),
  ])
  return done!.rowsAffected > 0 ? 'lifted' : 'gone'
}

/**
 * Addresses that must not be written to: what bounced for good, whose owner complained, or who
 * asked. Nothing is queued for them, and what waits is ended in the unit that suppresses.
 */
import type { SUPPRESSION_REASONS } from '../../../db/words.ts'
import { raw, sql, type Statement } from '../database/index.ts'

export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number]

/** SQL after `from`: their e-mail keys, as `key`. */
export const SUPPRESSED: Statement = raw('(select address_key as key from suppressions)')

/** A condition: the address may be written to. @param recipientKey an e-mail key, or SQL that gives one */
export const notSuppressed = (recipientKey: string | Statement): Statement =>
  sql`not exists (select 1 from ${SUPPRESSED} where key = ${recipientKey})`

/**
 * A condition: whoever stands behind the address wants no mail. Nothing that they would have to be
 * told of may happen then, or whoever got hold of their links could ask for silence first and act in
 * it. A bounce is nobody's wish, and nobody else can cause one: it hinders nothing.
 * @param key SQL that gives an e-mail key
 */
export const refusesMail = (key: Statement): Statement =>
  sql`exists (select 1 from suppressions where address_key = ${key} and reason <> 'bounced')`

/** A condition: an endorsement may go from one key to another; within one mailbox it always may. */
export const mayGoOver = (from: Statement, to: Statement): Statement =>
  sql`(${from} = ${to} or not ${refusesMail(from)})`

export type Suppressing = {
  /** an e-mail key, or SQL that gives one; null suppresses nothing */
  recipientKey: string | Statement
  reason: SuppressionReason
  detail?: string
  mailId?: string
}

/** Statements that suppress an address and end what waits for it; what its owner says goes before a bounce. */
export function suppress(
  { recipientKey, reason, detail = '', mailId }: Suppressing,
  condition: Statement,
  now: number,
): Statement[] {
  return [
    sql`insert into suppressions (address_key, reason, detail, mail_id, created_at)
      select one.key, ${reason}, ${detail}, ${mailId ?? null}, ${now} from (select ${recipientKey} as key) one
      where one.key is not null and ${condition}
      on conflict (address_key) do update set reason = excluded.reason, detail = excluded.detail
      where excluded.reason = 'asked' or suppressions.reason = 'bounced'`,
    sql`update outbox set state = 'suppressed', sealed_token = null
      where recipient_key = ${recipientKey} and state = 'waiting' and not ${notSuppressed(sql`outbox.recipient_key`)}`,
  ]
}

/**
 * For the erasure of endorsements: what their mails brought goes with them. Who asked not to be
 * written to stays on the list, because that was asked for by itself, and so does what another
 * endorsement of the address needs.
 * @param these SQL that gives the endorsements
 */
export const forgetSuppressions = (these: Statement): Statement =>
  sql`delete from suppressions where reason <> 'asked' and address_key in (select email_key from ${these})
    and not exists (select 1 from endorsements other where other.kind in ('individual', 'organisation')
      and other.email_key = address_key and other.id not in (select id from ${these}))`

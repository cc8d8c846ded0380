/** Mails that were given up, and sending them again. */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { UNCLEAR } from '../../mail/settle.ts'
import { notSuppressed } from '../../mail/suppression.ts'
import type { Actor } from '../actor.ts'
import { maskAddress, maskAddresses } from '../audit/mask.ts'
import { auditEntry, changed } from '../audit/entry.ts'

const PAGE = 50
/** Mails that one press sends again: a bounded unit. */
const MOST = 1000

export type DeadMail = {
  id: string
  message: string
  /** masked */
  recipient: string
  reason: string
  /** perhaps it has left */
  unclear: boolean
  attempts: number
  createdAt: number
  /** the endorsement of the same address, for those who look there */
  endorsement: number | null
}

/** The newest that were given up. @param before id to go on from */
export async function listDead(
  { database }: Pick<Context, 'database'>,
  before: string | undefined,
): Promise<{ mails: DeadMail[]; next: string | undefined; all: number }> {
  const [rows, count] = await Promise.all([
    database.readFresh(
      sql`select id, message, recipient, last_error, attempts, created_at,
        (select min(id) from endorsements where email_key = recipient_key and kind in ('individual', 'organisation')) as endorsement
        from outbox where state = 'dead' and id < ${before ?? '~'} order by id desc limit ${PAGE + 1}`,
    ),
    database.firstFresh(sql`select count(*) as n from outbox where state = 'dead'`),
  ])
  const mails = rows.slice(0, PAGE).map((row) => ({
    id: String(row['id']),
    message: String(row['message']),
    recipient: maskAddress(String(row['recipient'])),
    reason: maskAddresses(String(row['last_error'] ?? '')),
    unclear: row['last_error'] === UNCLEAR,
    attempts: Number(row['attempts']),
    createdAt: Number(row['created_at']),
    endorsement: row['endorsement'] === null ? null : Number(row['endorsement']),
  }))
  return {
    mails,
    next: rows.length > PAGE ? mails.at(-1)?.id : undefined,
    all: Number(count?.['n']),
  }
}

/**
 * Lets a dead mail, or the newest thousand of them, leave again. Of those that perhaps left, staff
 * decide here: they go with a key of their own.
 * @returns how many; 0 for one that is gone, sent already, or whose address must not be written to
 */
export async function sendDeadAgain(
  context: Context,
  actor: Actor,
  which: { id: string } | 'all',
): Promise<number> {
  const now = context.now()
  const chosen: Statement =
    which === 'all'
      ? sql`id in (select id from outbox where state = 'dead' order by id desc limit ${MOST})`
      : sql`id = ${which.id}`
  const unclear = sql`last_error = ${UNCLEAR}`
  const [done] = await context.database.write([
    sql`update outbox set state = 'waiting', attempts = 0, next_attempt_at = ${now}, last_error = null,
      handed_with = iif(${unclear}, 'again ' || id || ' ' || ${now}, handed_with),
      handed_at = iif(${unclear}, ${now}, handed_at)
      where ${chosen} and state = 'dead' and ${notSuppressed(sql`outbox.recipient_key`)}`,
    auditEntry(
      {
        who: actor.id,
        what: 'mail.sendAgain',
        subject: which === 'all' ? '' : `mail:${which.id}`,
        after: sql`json_object('mails', changes())`,
        network: actor.network,
      },
      now,
      changed,
    ),
  ])
  return done!.rowsAffected
}

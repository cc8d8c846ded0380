/**
 * The outbox: mail to be sent, written in the same batch as the change that causes it. Nothing
 * here sends; the worker does (worker.ts).
 */
import type { Context } from '../context.ts'
import { DAY } from '../context.ts'
import { sql, type Statement } from '../database/index.ts'
import { newId } from '../ids.ts'
import { notSuppressed } from './suppression.ts'

/** The messages that there are; their words stand in content/messages under `mail`. */
export type MailMessage = keyof typeof LINKS

/** Where the link of each message leads; the token, if it has one, follows. */
export const LINKS = {
  confirm: 'confirm',
  reminder: 'confirm',
  alreadySigned: 'manage',
  signed: 'manage',
  underReview: 'manage',
  manageLink: 'manage',
  declined: 'manage',
  addressOffer: 'address',
  addressAsked: 'not-me',
  addressDone: 'manage',
  addressBack: 'manage',
  alreadyEndorsed: 'manage',
  handoverOffer: 'handover',
  handoverAsked: 'manage',
  handoverDone: 'signatories',
  handoverTaken: 'manage',
  editAccepted: 'manage',
  editRefused: 'manage',
  merged: 'manage',
  staffInvitation: 'staff/invitation',
  staffReset: 'staff/reset',
  staffAlert: 'staff/account',
  staffAuditHead: 'staff/audit',
} as const

/** Values, or SQL that gives them. */
export type Mail = {
  /** a row that the SQL of the others takes columns from: `(select …) name` */
  from?: Statement
  message: MailMessage | Statement
  /** an address, or SQL that gives one */
  recipient: string | Statement
  recipientKey: string | Statement
  language: string | Statement
  /** SQL that gives a JSON object: what the message says, nothing secret */
  params: Statement
  /** token of the mail's link, already sealed; left out where the link has none */
  sealedToken?: string
}

/** Asked-for mails that one address gets in 24 hours at most, whatever the forms ask. */
const MAILS_A_DAY = 5

/** What somebody waits for to confirm; it leaves before all else, and while other mail is paused. */
const FIRST: MailMessage = 'confirm'

/** A statement that queues a mail if the condition holds and its address may be written to. */
export function enqueue(mail: Mail, condition: Statement, now: number): Statement {
  return sql`insert into outbox (id, message, priority, recipient, recipient_key, language, params, sealed_token, next_attempt_at, created_at)
    select ${newId(now)}, ${mail.message}, ${mail.message} <> ${FIRST}, ${mail.recipient}, ${mail.recipientKey}, ${mail.language},
      ${mail.params}, ${mail.sealedToken ?? null}, ${now}, ${now}
    ${mail.from ? sql`from ${mail.from}` : sql``} where (${condition}) and ${notSuppressed(mail.recipientKey)}`
}

/**
 * A condition: the address may still get a mail that anybody can cause by a form. Keeps a
 * mailbox from being bombed, whichever networks and aliases the requests come from.
 */
export function maySend(
  context: Context,
  recipientKey: string | Statement,
  now: number,
): Statement {
  if (context.config.signLimits === 'off') return sql`true`
  return sql`(select count(*) from outbox where recipient_key = ${recipientKey}
    and created_at > ${now - DAY}) < ${MAILS_A_DAY}`
}

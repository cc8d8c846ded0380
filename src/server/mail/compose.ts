/** A row of the outbox as the mail that leaves; the same row gives the same mail, to the byte. */
import type { Context } from '../context.ts'
import type { Row } from '../database/index.ts'
import { unseal } from '../endorsements/tokens.ts'
import { isNews, newsMail } from '../news/mail.ts'
import { linksOf } from './links.ts'
import { neverToken } from './never.ts'
import type { MailMessage } from './outbox.ts'
import { renderMail } from './render.ts'
import type { Outgoing } from './transport.ts'

/** Mails that anybody can cause by entering an address in a form: they say how to stop them. */
const ANYBODY_CAUSES: readonly MailMessage[] = [
  'confirm',
  'reminder',
  'addressOffer',
  'alreadySigned',
  'manageLink',
  'handoverOffer',
]

/** @throws when the token was sealed with another SECRET_KEY, or a piece of news is not there */
export function compose(context: Context, row: Row): Outgoing | Promise<Outgoing> {
  return isNews(row) ? newsMail(context, row) : composeMessage(context, row)
}

function composeMessage({ config }: Context, row: Row): Outgoing {
  const message = row['message'] as MailMessage
  const token =
    row['sealed_token'] === null ? '' : unseal(config.secretKey, String(row['sealed_token']))
  const never = neverToken(config.secretKey, String(row['recipient_key']))
  const rendered = renderMail({
    message,
    language: String(row['language']),
    params: JSON.parse(String(row['params'])),
    siteUrl: config.siteUrl,
    ...linksOf(message, config.siteUrl, token),
    ...(ANYBODY_CAUSES.includes(message) && { neverLink: `${config.siteUrl}/never/${never}` }),
  })
  return {
    id: String(row['id']),
    from: config.mailFrom,
    ...(config.mailReplyTo && { replyTo: config.mailReplyTo }),
    to: String(row['recipient']),
    ...rendered,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

/**
 * A row of the outbox becomes a mail: words from content/messages, one layout, escaped by
 * construction. A hostile name can add neither a header (the composer encodes them) nor markup, and
 * no line or link either (values.ts).
 */
import { translator, type MessageKey } from '../messages/index.ts'
import { mailHtml, mailText, type MailParts } from './layout.ts'
import type { MailMessage } from './outbox.ts'
import { spokenValues } from './values.ts'

export type Rendered = { subject: string; text: string; html: string }
export type Mailing = {
  message: MailMessage
  language: string
  params: Record<string, unknown>
  /** link of the mail's button */
  link: string
  /** link for who has not caused it */
  notMe?: string
  /** link that ends all mail to the address */
  neverLink?: string
  siteUrl: string
} & Pick<MailParts, 'mark' | 'screen'>

/** @returns subject and both parts; the text part stands for itself */
export function renderMail(mailing: Mailing): Rendered {
  const { message, language, params } = mailing
  const t = translator(language)
  const values = {
    ...{ name: '', number: 0, kind: 'individual', organisation: '', reason: '' },
    ...spokenValues(params, language),
  }
  const say = (part: string) => t(`mail.${message}.${part}` as MessageKey, values)
  const parts: MailParts = {
    language,
    site: t('site.name'),
    siteUrl: mailing.siteUrl,
    heading: say('heading'),
    body: [say('body'), ...textsOf(params, language)],
    action: { label: say('button'), href: mailing.link },
    after: say('after'),
    why: say('why'),
    foot: [
      ...(mailing.notMe ? [{ label: say('notMe'), href: mailing.notMe }] : []),
      ...(mailing.neverLink ? [{ label: t('mail.never'), href: mailing.neverLink }] : []),
    ],
    ...(mailing.mark && { mark: mailing.mark }),
    screen: mailing.screen,
  }
  // A line of its own, whatever a name holds.
  const subject = say('subject').replace(/\s+/g, ' ')
  return { subject, text: mailText(parts), html: mailHtml(parts) }
}

/** What is endorsed, in a sentence. */
function textsOf({ texts }: Record<string, unknown>, language: string): string[] {
  if (!Array.isArray(texts) || texts.length === 0) return []
  const t = translator(language)
  const names = texts.map((text) => t(`texts.${text}.name` as MessageKey))
  return [t('mail.texts', { texts: new Intl.ListFormat(language).format(names) })]
}

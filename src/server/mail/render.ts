/**
 * A row of the outbox becomes a mail: words from content/messages, one layout, escaped by
 * construction. A hostile name can add neither a header (the composer encodes them) nor markup.
 */
import { translator, type MessageKey, type MessageValues } from '../messages/index.ts'
import { mailHtml } from './layout.ts'
import type { MailMessage } from './outbox.ts'

export type Rendered = { subject: string; text: string; html: string }
export type Mailing = {
  message: MailMessage
  language: string
  params: Record<string, unknown>
  /** link of the mail's button */
  link: string
  /** where all mail to this address is stopped, for mails that anybody can cause */
  neverLink?: string
  siteUrl: string
}

/** @returns subject and both parts; the text part stands for itself */
export function renderMail({
  message,
  language,
  params,
  link,
  neverLink,
  siteUrl,
}: Mailing): Rendered {
  const t = translator(language)
  const values: MessageValues = {
    ...{ name: '', number: 0, kind: 'individual', organisation: '', reason: '' },
    ...scalars(params),
  }
  const say = (part: string) => t(`mail.${message}.${part}` as MessageKey, values)
  const texts = Array.isArray(params['texts'])
    ? params['texts'].map((text) => t(`texts.${text}.name` as MessageKey))
    : []
  const parts = {
    language,
    site: t('site.name'),
    heading: say('heading'),
    paragraphs: [
      say('body'),
      ...(texts.length > 0 ? [t('mail.texts', { texts: listOf(texts, language) })] : []),
    ],
    button: say('button'),
    link,
    after: say('after'),
    why: say('why'),
    ...(neverLink && { never: { say: t('mail.never'), link: neverLink } }),
    siteUrl,
  }
  // A line of its own, whatever a name holds.
  const subject = say('subject').replace(/\s+/g, ' ')
  return { subject, text: mailText(parts), html: mailHtml(parts) }
}

function mailText(parts: Parameters<typeof mailHtml>[0]): string {
  return (
    [
      parts.heading,
      ...parts.paragraphs,
      `${parts.button}:\n${parts.link}`,
      parts.after,
      `-- \n${parts.why}`,
      ...(parts.never ? [`${parts.never.say}\n${parts.never.link}`] : []),
      `${parts.site}\n${parts.siteUrl}`,
    ].join('\n\n') + '\n'
  )
}

function scalars(params: Record<string, unknown>): MessageValues {
  return Object.fromEntries(
    Object.entries(params).filter(
      ([, value]) => typeof value === 'string' || typeof value === 'number',
    ),
  ) as MessageValues
}

const listOf = (items: string[], language: string) => new Intl.ListFormat(language).format(items)

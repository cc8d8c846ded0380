/** The mail around a piece of news: what it says, and at its end why it came and how to end it. */
import { mailHtml, mailText, type MailParts } from '../mail/layout.ts'
import { Markup } from '../mail/markup.ts'
import { translator } from '../messages/index.ts'

export type Piece = {
  language: string
  subject: string
  /** made from Markdown: only what a mail may hold, already escaped */
  html: string
  plain: string
}
export type Around = { siteUrl: string; unsubscribe: string }

export const newsHtml = (piece: Piece, around: Around): string => mailHtml(partsOf(piece, around))
export const newsText = (piece: Piece, around: Around): string => mailText(partsOf(piece, around))

function partsOf({ language, subject, html, plain }: Piece, around: Around): MailParts {
  const t = translator(language)
  const site = t('site.name')
  return {
    ...{ language, site, siteUrl: around.siteUrl, heading: subject },
    body: [{ html: new Markup(html), text: plain }],
    why: t('news.mail.why', { site }),
    foot: [{ label: t('news.mail.end'), href: around.unsubscribe }],
  }
}

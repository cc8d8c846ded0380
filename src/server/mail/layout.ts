/**
 * The one layout of the mails: one column, no picture, nothing loaded, readable in the dark and
 * without its styles. What must hold stands in the elements themselves, because many mail programs
 * drop the head; there stands only what the dark needs.
 */
import { directionOf } from '../texts/words.ts'
import { html, Markup } from './markup.ts'

/** Text, or what a renderer that escapes has made of it, with what it says as text. */
export type Block = string | { html: Markup; text: string }
export type MailLink = { label: string; href: string }

export type MailParts = {
  /** of the words */
  language: string
  site: string
  siteUrl: string
  heading: string
  body: readonly Block[]
  action?: MailLink
  /** what follows the action */
  after?: string
  /** why it came, and what to do if it should not have */
  why: string
  /** further links of the foot: not me, unsubscribe */
  foot?: readonly MailLink[]
  /** marks what is no real mail */
  mark?: string
  /** as if read on such a screen, for a preview; a mail leaves that to whoever reads it */
  screen?: 'light' | 'dark' | undefined
}

const WHEN = { light: 'not all', dark: 'all' }

/** What the dark changes. */
const dark = (screen: MailParts['screen']) =>
  new Markup(`
      @media ${screen ? WHEN[screen] : '(prefers-color-scheme: dark)'} {
        .paper { background: #10181f !important; color: #ece7db !important }
        .quiet { color: #a9b3ba !important }
        .rule { border-color: #2c3943 !important }
        .button { background: #f08a6c !important }
        .button a { color: #1b0f0a !important }
        .link { color: #7cc4d1 !important }
        .mark { background: #3a2e12 !important; color: #e0b75a !important }
      }
    `)
const SANS = "'Source Sans 3',system-ui,-apple-system,'Segoe UI',Arial,sans-serif"
const SERIF = "'Source Serif 4',Georgia,'Times New Roman',serif"
const BLOCK = 'margin:0 0 16px'

export function mailHtml(parts: MailParts): string {
  const direction = directionOf(parts.language)
  return html`<!doctype html>
    <html lang="${parts.language}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="${parts.screen ?? 'light dark'}" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${parts.heading}</title>
        <style>
          ${dark(parts.screen)}
        </style>
      </head>
      <body class="paper" style="margin:0;padding:0;background:#fbf9f4;color:#15202b">
        <div
          class="paper"
          lang="${parts.language}"
          dir="${direction}"
          style="padding:24px 16px 40px;background:#fbf9f4;color:#15202b;font:17px/1.6 ${SANS}"
        >
          <div style="max-width:560px;margin:0 auto;overflow-wrap:anywhere">
            ${parts.mark ? html`<p class="mark" style="margin:0 0 24px;padding:8px 12px;background:#f6ecd2;color:#5f4408;font-weight:600">${parts.mark}</p>` : ''}
            <p
              class="rule"
              style="margin:0 0 28px;padding:0 0 12px;border-bottom:2px solid #ddd5c5;font:600 15px/1.3 ${SERIF}"
            >
              ${parts.site}
            </p>
            <h1 style="margin:0 0 20px;font:600 26px/1.2 ${SERIF}">${parts.heading}</h1>
            ${parts.body.map(block)} ${parts.action ? action(parts.action) : ''}
            ${parts.after ? html`<p style="${BLOCK}">${parts.after}</p>` : ''} ${foot(parts)}
          </div>
        </div>
      </body>
    </html> `.text
}

const block = (content: Block): Markup =>
  typeof content === 'string' ? html`<p style="${BLOCK}">${content}</p> ` : content.html

/** The button, and its address for where buttons do not work. */
function action({ label, href }: MailLink): Markup {
  return html`<table role="none" style="margin:28px 0;border-collapse:collapse">
      <tbody>
        <tr>
          <td class="button" style="padding:13px 22px;border-radius:5px;background:#a8371f">
            <a href="${href}" style="color:#ffffff;font:600 17px/1.2 ${SANS};text-decoration:none"
              >${label}</a
            >
          </td>
        </tr>
      </tbody>
    </table>
    <p class="quiet" dir="ltr" style="${BLOCK};color:#53606b;font-size:14px;word-break:break-all">
      ${href}
    </p>`
}

function foot({ why, foot = [], site, siteUrl }: MailParts): Markup {
  const links = [...foot, { label: site, href: siteUrl }].map(
    ({ label, href }) =>
      html`<p style="margin:8px 0 0">
        <a class="link" href="${href}" style="color:#0e4f5c">${label}</a>
      </p> `,
  )
  return html`<div
    class="quiet rule"
    style="margin:32px 0 0;padding:16px 0 0;border-top:1px solid #ddd5c5;color:#53606b;font-size:14px;line-height:1.5"
  >
    <p style="margin:0">${why}</p>
    ${links}
  </div>`
}

/** The same for whoever reads text: it stands for itself. */
export function mailText(parts: MailParts): string {
  const links = [...(parts.foot ?? []), { label: parts.site, href: parts.siteUrl }]
  return `${[
    ...(parts.mark ? [parts.mark] : []),
    parts.heading,
    ...parts.body.map((content) => (typeof content === 'string' ? content : content.text)),
    ...(parts.action ? [`${parts.action.label}:\n${parts.action.href}`] : []),
    ...(parts.after ? [parts.after] : []),
    `-- \n${parts.why}`,
    ...links.map(({ label, href }) => `${label}:\n${href}`),
  ].join('\n\n')}\n`
}

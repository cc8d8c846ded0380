/** The one layout of the mails: one column, no picture, readable in dark mode. */
type Parts = {
  language: string
  site: string
  heading: string
  paragraphs: string[]
  button: string
  link: string
  after: string
  why: string
  /** how to stop all mail */
  never?: { say: string; link: string }
  siteUrl: string
}

/** Markup whose inserted values are escaped, so that no caller can forget it. */
function html(strings: TemplateStringsArray, ...values: (string | Markup)[]): Markup {
  const escaped = values.map((value) => (value instanceof Markup ? value.text : escape(value)))
  return new Markup(strings.reduce((all, string, i) => all + (escaped[i - 1] ?? '') + string))
}

class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

function escape(value: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return value.replace(/[&<>"']/g, (character) => entities[character]!)
}

const never = ({ say, link }: NonNullable<Parts['never']>) =>
  html`<p style="margin:8px 0 0;font-size:14px"><a href="${link}">${say}</a></p>`

export function mailHtml(parts: Parts): string {
  const paragraphs = parts.paragraphs
    .map((text) => html`<p style="margin:0 0 16px">${text}</p>`.text)
    .join('')
  return html`<!doctype html>
    <html lang="${parts.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${parts.heading}</title>
      </head>
      <body style="margin:0;padding:24px 16px;font:16px/1.6 Georgia,serif">
        <div style="max-width:560px;margin:0 auto">
          <p style="margin:0 0 24px;font:600 15px/1.3 Georgia,serif">${parts.site}</p>
          <h1 style="margin:0 0 16px;font:600 24px/1.25 Georgia,serif">${parts.heading}</h1>
          ${new Markup(paragraphs)}
          <p style="margin:24px 0">
            <a
              href="${parts.link}"
              style="display:inline-block;padding:12px 20px;border-radius:4px;background:#a8371f;color:#ffffff;font:600 16px/1.2 Arial,sans-serif;text-decoration:none"
              >${parts.button}</a
            >
          </p>
          <p style="margin:0 0 16px;font-size:14px;word-break:break-all">${parts.link}</p>
          <p style="margin:0 0 16px">${parts.after}</p>
          <hr style="border:0;border-top:1px solid #b8b0a0;margin:24px 0" />
          <p style="margin:0;font-size:14px">${parts.why}</p>
          ${parts.never ? never(parts.never) : new Markup('')}
          <p style="margin:8px 0 0;font-size:14px"><a href="${parts.siteUrl}">${parts.site}</a></p>
        </div>
      </body>
    </html> `.text
}

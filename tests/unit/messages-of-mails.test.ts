/** Every message as it arrives: what it says, that it is valid and small, and that nothing typed is more than text. */
import fc from 'fast-check'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { mailHtml, mailText } from '../../src/server/mail/layout.ts'
import { linksOf } from '../../src/server/mail/links.ts'
import type { MailMessage } from '../../src/server/mail/outbox.ts'
import { renderMail, type Rendered } from '../../src/server/mail/render.ts'
import { SAMPLED, sampleParams } from '../../src/server/mail/samples.ts'
import { VALID_MAIL } from '../support/valid-html.ts'

const MESSAGES = SAMPLED
const SITE = 'https://example.org'
const TOKEN = 'a'.repeat(43)
const WORDS = {
  ...{ person: 'Ana Pereira', organisation: 'Open Harbour', browser: 'Firefox, Linux' },
  reason: 'No reply from the address.',
}
const rendered = (message: MailMessage, more: object = {}, language = 'en'): Rendered =>
  renderMail({
    ...{ message, language, siteUrl: SITE, ...linksOf(message, SITE, TOKEN) },
    params: { ...sampleParams(message, 'individual', (word) => WORDS[word]), ...more },
  })

const validator = new HtmlValidate(VALID_MAIL)

describe.each(MESSAGES)('the mail %s', (message) => {
  const { subject, text, html } = rendered(message)
  const { link } = linksOf(message, SITE, TOKEN)

  test('says the same in both parts, with its link', () => {
    expect(subject).not.toMatch(/[\r\n{}]|undefined/)
    expect(text).toContain(link)
    expect(html).toContain(`href="${link}"`)
    expect(text).not.toMatch(/<\w|undefined|\{\w/)
    expect(html.replace(/<style>.*<\/style>/s, '')).not.toMatch(/undefined|\[object|\{\w/)
    const heading = /<h1[^>]*>([^<]*)/.exec(html)?.[1]
    expect(text.startsWith(heading!)).toBe(true)
  })

  test('says why it came, and what to do if it should not have', () => {
    const why = text.slice(text.indexOf('\n-- \n'))
    expect(why).toMatch(/You get this mail/)
    if (!message.startsWith('staff'))
      expect(text).toMatch(/If (that was not|you know nothing)|do nothing/)
  })

  test('is valid HTML', async () => {
    const { results } = await validator.validateString(html)
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([])
  })

  test('loads nothing and runs nothing', () => {
    expect(html).not.toMatch(/<(img|script|link|iframe|form|object|video)|@import|url\(|\son\w+=/i)
    for (const [, address] of html.matchAll(/(?:href|src)="([^"]*)"/g))
      expect(address!.startsWith(SITE)).toBe(true)
  })

  test('stays under 30 KB whatever the name', () => {
    const { html, text } = rendered(message, {
      name: '&'.repeat(120),
      organisation: '"'.repeat(120),
    })
    expect(Buffer.byteLength(html) + Buffer.byteLength(text)).toBeLessThan(30_000)
  })
})

test('who did not cause a mail can say so in one step, where anybody can cause it', () => {
  const disowned = MESSAGES.filter((message) => 'notMe' in linksOf(message, SITE, TOKEN))
  expect(disowned).toEqual(['confirm', 'reminder', 'addressOffer', 'handoverOffer'])
  for (const message of disowned) {
    const { text, html } = rendered(message)
    expect(text).toContain(`That was not me, delete it:\n${SITE}/not-me/${TOKEN}`)
    expect(html).toContain(`href="${SITE}/not-me/${TOKEN}"`)
  }
})

/** Tags without what stands between them: what a value can never change. */
const skeleton = (html: string) => [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag)
const HOSTILE = [
  `<img src=x onerror="alert(1)">{name}'&amp;\r\nBcc: bo@example.org\r\n\r\n<h1>`,
  'https://evil.example/pay',
  'www.evil.example',
  'evil.com',
  'Win at Bücher.example now',
  'write to bo@evil.example',
  '\u202Emoc.live\u202C',
  '\u2066evil\u2069 \u200F\u061C',
  'Ana\u2028\u2029-- \nUnsubscribe:\nhttps://evil.example',
  'مريم العلوي',
  '</style><style>*{display:none}',
  "' style='background:url(https://evil.example)",
]
/** What a mail program would make a link of. */
const LINKED = /https?:\/\/(?!example\.org)|\bwww\.\w|[\p{L}\p{N}]\.(com|example|org)\b|\w@\w/u

describe('a name is never more than a name', () => {
  const holds = (message: MailMessage, name: string) => {
    const plain = rendered(message)
    const got = rendered(message, { name, organisation: name })
    expect(skeleton(got.html).filter((tag) => !tag.startsWith('</title'))).toEqual(
      skeleton(plain.html).filter((tag) => !tag.startsWith('</title')),
    )
    expect(got.text.split('\n')).toHaveLength(plain.text.split('\n').length)
    expect(got.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
    const said = got.text.replaceAll(SITE, '').replace('n…@\u2060example.org', '')
    expect(said).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E]/)
    // Every mark of direction that we set is closed.
    expect(said.split('\u2068')).toHaveLength(said.split('\u2069').length)
    return said
  }

  test.each(HOSTILE)('%j', (name) => {
    for (const message of MESSAGES) {
      const said = holds(message, name)
      expect(said).not.toMatch(LINKED)
    }
  })

  test('whatever it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MESSAGES),
        fc.string({ unit: 'binary', maxLength: 120 }),
        (message, name) => {
          holds(message, name)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('and one that runs the other way turns nothing around', () => {
    expect(rendered('confirm', { name: 'مريم' }).text).toContain('\u2068مريم\u2069')
    expect(rendered('confirm', { name: 'Ana J.R. Pereira' }).text).toContain(
      'with the name Ana J.R. Pereira and',
    )
  })
})

test('a language that runs from right to left does so in the mail', () => {
  const parts = {
    ...{
      language: 'ar',
      site: 'الموقع',
      siteUrl: SITE,
      heading: 'شكرا',
      body: ['نص'],
      why: 'لماذا',
    },
    action: { label: 'افتح', href: `${SITE}/confirm/${TOKEN}` },
  }
  const html = mailHtml(parts)
  expect(html).toContain('<html lang="ar" dir="rtl">')
  // Some mail programs drop what is around the body.
  expect(html).toMatch(/<div[^>]*lang="ar"[^>]*dir="rtl"/)
  expect(html).toMatch(/<p[^>]*dir="ltr"[^>]*>\s*https:/)
  expect(mailText(parts)).toContain('افتح:\nhttps://')
})

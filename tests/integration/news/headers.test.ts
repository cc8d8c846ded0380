/** What a mail service is given of a piece of news: the list's headers, one press to leave, the same again after a failure. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { startResend, type LocalResend } from '../../support/resend.ts'
import { sql } from '../../../src/server/database/index.ts'
import { unsubscribeToken } from '../../../src/server/news/unsubscribe.ts'
import { draft, send, untilSent } from '../../support/news.ts'

let resend: LocalResend
let app: TestApp
beforeEach(async () => {
  resend = await startResend()
  app = await startApp({ ...resend.env, SITE_URL: 'https://campaign.example' })
  const { wordings } = app.context
  await app.context.database.write([
    sql`insert into endorsements (kind, state, number, name, search_name, email, email_key, country, visibility, updates_wording,
        consent_wording, language, text_mask, submitted_at, confirmed_at, published_at, changed_at)
      select 'individual', 'published', value, 'Reader', 'reader', 'r' || value || '@example.org', 'r' || value || '@example.org',
        'PT', 'public', ${wordings.updates('en')}, ${wordings.consent('en')}, 'en', 1, 1, 1, 1, 1 from json_each('[1, 2, 3]')`,
  ])
})
afterEach(async () => {
  await app.remove()
  await resend.close()
})

test('each reader gets a link of their own, in the header and at the end of both parts', async () => {
  const id = await draft(app)
  await send(app, id)
  await untilSent(app, id)
  expect(resend.taken.map(({ to }) => to[0]).sort()).toEqual(
    [1, 2, 3].map((n) => `r${n}@example.org`),
  )
  for (const { to, headers, text, html, subject } of resend.taken) {
    const link = `https://campaign.example/unsubscribe/${unsubscribeToken(app.config.secretKey, to[0]!)}`
    expect(headers).toEqual({
      'List-Unsubscribe': `<${link}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': '<news.campaign.example>',
      Precedence: 'bulk',
    })
    expect(subject).toBe('The Convention in Lisbon')
    expect(text).toContain(link)
    expect(html).toContain(`href="${link}"`)
    // Nothing watches the reader, nothing is loaded.
    expect(html).not.toMatch(/<img|track|pixel/i)
  }
})

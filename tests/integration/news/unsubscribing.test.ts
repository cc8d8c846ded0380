/** Leaving the news by a link: one press, no sign-in, from any mail; and what else posts to it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../../src/server/config.ts'
import { unsubscribeToken } from '../../../src/server/news/unsubscribe.ts'
import { query } from '../../support/database.ts'
import { sign, signAgain } from '../../support/people.ts'
import { startSite, type Site } from '../../support/site.ts'
import { fillIn, get, post } from '../../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
  for (const name of ['ana', 'bo', 'chi', 'dee', 'eve', 'fay', 'gil'])
    await sign(site, { email: `${name}@example.org`, updates: 'on' })
})
afterAll(() => site.remove())

/** As it stands in a mail to that address. */
const linkOf = (name: string, dataDir = site.dataDir) =>
  `/unsubscribe/${unsubscribeToken(loadConfig({ DATA_DIR: dataDir }).secretKey, `${name}@example.org`)}`

async function wants(name: string): Promise<boolean> {
  const [row] = await query(site, 'select updates_wording from endorsements where email = ?', [
    `${name}@example.org`,
  ])
  return row!['updates_wording'] !== null
}

/** What a mail service sends for its user (RFC 8058): no cookie, no Origin, no page before it. */
const oneClick = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, site.url), {
    method: 'POST',
    redirect: 'manual',
    body: 'List-Unsubscribe=One-Click',
    ...init,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(init.headers as Record<string, string>),
    },
  })

describe('the link in a mail', () => {
  test('shows a page and changes nothing when it is opened, by whomever and however often', async () => {
    const link = linkOf('ana')
    for (let i = 0; i < 3; i++) {
      const page = await get(site, link)
      expect(page.status).toBe(200)
      expect(page.body).toContain('No more news?')
      expect(page.headers.get('cache-control')).toBe('no-store')
      expect(page.body).toContain('<meta name="robots" content="noindex"')
      // Whoever is sent the mail on learns nothing of whom it was for.
      expect(page.body).not.toContain('ana@')
    }
    expect((await get(site, link, { method: 'HEAD' })).status).toBe(200)
    expect(await wants('ana')).toBe(true)
  })

  test('one press ends news and nothing else; a second is a success; the time is kept', async () => {
    const link = linkOf('ana')
    for (let i = 0; i < 2; i++) {
      const done = await post(site, link, { 'List-Unsubscribe': 'One-Click' })
      expect(done.status).toBe(200)
      expect(done.body).toContain('No news goes to that address any more')
    }
    expect(await wants('ana')).toBe(false)
    const [kept] = await query(
      site,
      `select e.state, e.updates_at, p.given_at, p.ended_at, w.kind from endorsements e
        join past_consents p on p.endorsement_id = e.id join wordings w on w.id = p.wording_id where e.email = 'ana@example.org'`,
    )
    expect(kept).toMatchObject({ state: 'published', updates_at: null, kind: 'updates' })
    expect(Number(kept!['ended_at'])).toBeGreaterThanOrEqual(Number(kept!['given_at']))
    expect((await get(site, link)).body).toContain('No more news')
  })

  test('the form on its page does it, without script', async () => {
    const done = await fillIn(site, linkOf('bo'), {})
    expect(done.status).toBe(200)
    expect(await wants('bo')).toBe(false)
  })

  test('works with what mail programs append, and is not found when it is broken', async () => {
    const whole = linkOf('chi')
    expect((await get(site, `${whole}.`)).status).toBe(200)
    expect((await get(site, `${whole}%3E`)).status).toBe(200)
    const broken = [
      'x',
      whole.slice(13, -9),
      // In the middle: of the last letter not every bit counts.
      whole.slice(13, 40) + (whole[40] === 'A' ? 'B' : 'A') + whole.slice(41),
      'a'.repeat(5000),
      '%00',
      '..%2f..',
      '🙂',
    ]
    for (const token of broken) {
      const path = `/unsubscribe/${token}`
      for (const answer of [await get(site, path), await post(site, path, {})])
        expect([400, 404, 414, 431], path.slice(0, 40)).toContain(answer.status)
    }
    expect(await wants('chi')).toBe(true)
  })

  test('of another site, with another key, opens nothing', async () => {
    const other = await startSite()
    try {
      const answer = await post(site, linkOf('chi', other.dataDir), {})
      expect(answer.status).toBe(404)
      expect(await wants('chi')).toBe(true)
    } finally {
      await other.remove()
    }
  })

  test('is in no log', () => {
    expect(site.output()).toContain('/unsubscribe/…')
    expect(site.output()).not.toMatch(/\/unsubscribe\/[\w-]{39}/)
  })
})

describe('one click in the mail program (RFC 8058)', () => {
  test('needs neither page nor cookie nor Origin, and is answered without a redirect or a cookie', async () => {
    const answer = await oneClick(linkOf('dee'))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await wants('dee')).toBe(false)
  })

  test('may come as multipart, and twenty times at once', async () => {
    const form = () => {
      const body = new FormData()
      body.set('List-Unsubscribe', 'One-Click')
      return body
    }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fetch(new URL(linkOf('eve'), site.url), {
          method: 'POST',
          redirect: 'manual',
          body: form(),
        }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(await wants('eve')).toBe(false)
    expect(
      await query(
        site,
        `select count(*) as n from past_consents p join endorsements e on e.id = p.endorsement_id where e.email = 'eve@example.org'`,
      ),
    ).toEqual([{ n: 1 }])
  })

  test('a page of another site cannot do it, nor can a program elsewhere than here', async () => {
    const far = { headers: { Origin: 'https://elsewhere.example' } }
    expect((await oneClick(linkOf('fay'), far)).status).toBe(403)
    expect((await oneClick(linkOf('fay'), { headers: { Origin: 'null' } })).status).toBe(403)
    expect((await oneClick('/sign')).status).toBe(403)
    expect((await oneClick(`/manage/${'a'.repeat(43)}/withdrawal`)).status).toBe(403)
    expect((await oneClick(`${linkOf('fay')}/more`)).status).toBe(405)
    expect((await oneClick(linkOf('fay'), { method: 'DELETE' })).status).toBe(405)
    expect(await wants('fay')).toBe(true)
  })

  test('with a body that is no form, or a huge one, is refused', async () => {
    const json = { headers: { 'Content-Type': 'application/json' }, body: '{}' }
    expect((await oneClick(linkOf('fay'), json)).status).toBe(415)
    expect((await oneClick(linkOf('fay'), { body: 'x'.repeat(70_000) })).status).toBe(413)
    expect(await wants('fay')).toBe(true)
  })
})

test('ends news to an address for good, also where it has signed anew since', async () => {
  const link = linkOf('gil')
  const database = site.database()
  await database.execute(
    `update endorsements set state = 'erased', name = '', search_name = '', email = null, email_key = null, updates_wording = null where email = 'gil@example.org'`,
  )
  database.close()
  expect((await get(site, link)).body).toContain('No news goes to that address any more')
  await signAgain(site, { email: 'gil@example.org', updates: 'on', name: 'Gil Again' })
  expect((await get(site, link)).body).toContain('No more news?')
  await oneClick(link)
  expect(await wants('gil')).toBe(false)
})

/** Staff read every message that people get, with made-up values and marked as such. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SAMPLED } from '../../../src/server/mail/samples.ts'
import { query } from '../../support/database.ts'
import { startSite, type Site } from '../../support/site.ts'
import { signInStaff, type Member } from '../../support/staff.ts'
import { decode, get } from '../../support/visitor.ts'

let site: Site
let vera: Member
beforeAll(async () => {
  site = await startSite()
  vera = await signInStaff(site, 'viewer')
})
afterAll(() => site.remove())

const PAGE = '/staff/mail/messages'
const MARK = 'Sample: names, numbers and links are made up.'

test('each message is there, for whom it is, light and dark and as text, and marked', async () => {
  const { body } = await vera.get(PAGE)
  const links = [...body.matchAll(/href="(\/staff\/mail\/messages\?[^"#]*)#sample"/g)].map(
    ([, to]) => decode(to)!,
  )
  const asked = links.map((to) => new URL(to, site.url).searchParams.get('message'))
  expect(new Set(asked)).toEqual(new Set(SAMPLED))
  const before = await query(site, 'select count(*) as n from outbox')
  for (const link of links) {
    const page = await vera.get(link)
    expect([link, page.status, page.body.includes(MARK)]).toEqual([link, 200, true])
    for (const screen of ['light', 'dark']) {
      const { status, body, headers } = await vera.get(
        `${link.replace('?', '/html?')}&screen=${screen}`,
      )
      expect([link, status]).toEqual([link, 200])
      expect(body).toContain(MARK)
      expect(body).toContain(`@media ${screen === 'dark' ? 'all' : 'not all'}`)
      expect(body).not.toMatch(/undefined|\{\w/)
      // Nothing in it can run or load, and only this site can frame it.
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*sandbox.*frame-ancestors 'self'/,
      )
    }
  }
  expect(await query(site, 'select count(*) as n from outbox')).toEqual(before)
})

describe('what there is not', () => {
  test.each([
    'message=nothing',
    'message=confirm&kind=state',
    'message=merged&kind=individual',
    'message=toString&kind=individual',
    '',
  ])('is no mail: %s', async (asked) => {
    expect((await vera.get(`${PAGE}/html?${asked}&language=en`)).status).toBe(404)
    expect((await vera.get(`${PAGE}?${asked}`)).status).toBe(200)
  })

  test('is no language either', async () => {
    expect((await vera.get(`${PAGE}?language=xx`)).status).toBe(404)
    expect(
      (await vera.get(`${PAGE}/html?message=confirm&kind=individual&language=__proto__`)).status,
    ).toBe(404)
  })
})

test('nobody else reads them here', async () => {
  for (const path of [PAGE, `${PAGE}/html?message=confirm&kind=individual&language=en`])
    expect(await get(site, path)).toMatchObject({
      status: 303,
      location: expect.stringContaining('/staff/login'),
    })
})

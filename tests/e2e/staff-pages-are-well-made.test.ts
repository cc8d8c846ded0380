/** Every page of staff, as an admin and a stranger see it: valid, without obstacles, on every screen. */
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { problems } from '../support/axe.ts'
import { signInStaff, type Member } from '../support/staff.ts'
import { staffPages } from '../support/staff-pages.ts'
import { VALID } from '../support/valid-html.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()
const paths = staffPages.filter(({ shows }) => shows).map(({ path }) => path)
const validator = new HtmlValidate(VALID)

let ada: Member
beforeAll(async () => {
  ada = await signInStaff(at.site, 'admin')
  await ada.post('/staff/people/invitation', { email: 'bo@staff.example', role: 'editor' })
  await ada.post('/staff/account/second-factor', { act: 'begin' })
  await ada.fillIn('/staff/news/new', {
    ...{ language: 'en', subject: 'A piece', body: '# One\n\n- two\n\n<b>' },
  })
})

async function asAdmin(): Promise<Page> {
  const page = await at.open('/icon.svg')
  const cookies = ada
    .cookies()
    .split('; ')
    .map((cookie) => cookie.split('='))
  await page
    .context()
    .addCookies(cookies.map(([name, value]) => ({ name: name!, value: value!, url: at.site.url })))
  return page
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe('Ada, who works here all day,', () => {
  test('finds pages that are valid, closed to others, and kept by nobody', async () => {
    const wrong: string[] = []
    for (const path of paths) {
      const { body, headers } = await ada.get(path)
      if (!body) continue
      const { results } = await validator.validateString(body)
      wrong.push(
        ...results.flatMap(({ messages }) =>
          messages.map(({ ruleId, message, line }) => `${path} ${line}: ${ruleId} ${message}`),
        ),
      )
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-store'])
      expect(body).toContain('<meta name="robots" content="noindex"')
    }
    expect(wrong).toEqual([])
  })

  test('meets no obstacle on any of them', { timeout: 170_000 }, async () => {
    const found: string[] = []
    const page = await asAdmin()
    for (const path of paths) {
      await page.goto(path)
      found.push(...(await problems(page, path)))
    }
    expect(found).toEqual([])
  })

  test('never scrolls a page sideways, whichever way it runs', async () => {
    const wide: string[] = []
    const page = await asAdmin()
    for (const path of paths) {
      await page.goto(path)
      for (const direction of ['ltr', 'rtl'])
        for (const width of [320, 360, 768, 1280]) {
          await page.evaluate((dir) => (document.documentElement.dir = dir), direction)
          await page.setViewportSize({ width, height: 600 })
          const beyond = await overflow(page)
          if (beyond > 0) wide.push(`${path}, ${direction}, ${width}: ${beyond}`)
        }
    }
    expect(wide).toEqual([])
  })
})

test('A stranger meets none on the way in', { timeout: 120_000 }, async () => {
  const found: string[] = []
  const page = await at.open('/staff/login')
  for (const path of ['/staff/login', '/staff/reset', '/staff/reset/x', '/staff/invitation/x']) {
    await page.goto(path)
    found.push(...(await problems(page, path)))
  }
  expect(found).toEqual([])
})

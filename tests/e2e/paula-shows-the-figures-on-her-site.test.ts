/** Paula's association has a site of its own, on another host; it shows who signed, and how many. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Frame, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problems } from '../support/axe.ts'
import { startBrowser } from '../support/browser.ts'
import { linkTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { specimenTexts } from '../support/specimen-site.ts'
import { until } from '../support/until.ts'
import { post } from '../support/visitor.ts'

let site: Site
let browser: Browser
let hers: Server
let content = ''
/** A strict policy of hers, which the code must get along with. */
let policy = ''
beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite(specimenTexts()), startBrowser()])
  await sign(site, { email: 'first@example.org', texts: ['convention'] })
  hers = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (policy) res.setHeader('Content-Security-Policy', policy)
    res.end(`<!doctype html><html lang="en"><title>Hers</title><main>${content}</main></html>`)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => hers.once('listening', resolve))
})
afterAll(async () => {
  await browser.close()
  hers.close()
  await site.remove()
})

const address = () => `http://localhost:${(hers.address() as AddressInfo).port}/`

/** Her page with this in it, and everything that a browser has against it. */
async function show(html: string): Promise<{ page: Page; complaints: string[] }> {
  content = html
  const page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (/^(error|warning)$/.test(message.type()) && !message.text().includes('favicon'))
      complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(address())
  return { page, complaints: complaints }
}
const frameOf = (page: Page): Promise<Frame> =>
  until(async () => page.frames().find((frame) => frame.url().includes('/embed/')), 'the frame')
/** The code as the page for partners gives it. */
async function codeFor(query: string, name: string): Promise<string> {
  const page = await browser.newPage()
  await page.goto(`${site.url}/about/embed${query}`)
  const code = await page.locator(`#code-${name}`).inputValue()
  await page.close()
  return code
}
const own = (complaints: string[]) =>
  complaints.filter((one) => !one.includes(`${address()}favicon`))

describe('Paula', () => {
  test('pastes one line of script, and the number is there and follows who signs and who leaves', async () => {
    const { page, complaints } = await show(await codeFor('?show=counter&size=l', 'element'))
    const frame = await frameOf(page)
    await frame.locator('[data-count]').waitFor()
    const before = Number(await frame.locator('[data-count]').getAttribute('data-count'))
    expect(await page.locator('accede-embed').boundingBox()).toMatchObject({ height: 220 })
    await sign(site, { email: 'while-it-is-open@example.org' })
    await frame.locator(`[data-count="${before + 1}"]`).waitFor({ timeout: 20_000 })
    expect(await frame.locator('.num').innerText()).toBe(String(before + 1))
    const leaves = await linkTo(site, 'while-it-is-open@example.org', 'manage')
    await post(site, `${leaves}/withdrawal`, {})
    await frame.locator(`[data-count="${before}"]`).waitFor({ timeout: 30_000 })
    expect(await page.context().cookies()).toEqual([])
    expect(own(complaints)).toEqual([])
  })

  test('pastes a frame, in which letters, colours and script work though it has no origin', async () => {
    const { page, complaints } = await show(await codeFor('?show=map&theme=dark', 'iframe'))
    const frame = await frameOf(page)
    await frame.locator('.world-map circle').first().waitFor()
    const look = await frame.evaluate(async () => {
      await document.fonts.ready
      return {
        origin: self.origin,
        paper: getComputedStyle(document.querySelector('h1')!).backgroundColor,
        fonts: [...document.fonts].filter(({ status }) => status === 'loaded').length,
      }
    })
    expect(look).toMatchObject({ origin: 'null', paper: 'rgb(16, 24, 31)' })
    expect(look.fonts).toBeGreaterThan(0)
    expect(own(complaints)).toEqual([])
  })

  test('may forbid much on her site, and it still works', async () => {
    policy = `default-src 'none'; script-src ${site.url}; frame-src ${site.url}; img-src ${site.url}`
    const { page, complaints } = await show(await codeFor('?size=xs', 'element'))
    policy = ''
    const frame = await frameOf(page)
    await frame.locator('[data-count]').waitFor()
    expect((await page.locator('accede-embed').boundingBox())!.height).toBe(120)
    expect(own(complaints)).toEqual([])
  })

  test('changes it by its attributes, and shows a link to those who run no script', async () => {
    const { page } = await show(await codeFor('', 'element'))
    const frame = await frameOf(page)
    await frame.locator('[data-count]').waitFor()
    await page.locator('accede-embed').evaluate((element) => {
      element.setAttribute('show', 'map')
      element.setAttribute('size', 's')
      element.setAttribute('text', 'declaration')
    })
    expect(await page.locator('accede-embed').boundingBox()).toMatchObject({ height: 200 })
    await page.setViewportSize({ width: 216, height: 600 })
    expect(await page.locator('accede-embed').boundingBox()).toMatchObject({
      width: 200,
      height: 125,
    })
    await page.setViewportSize({ width: 1280, height: 720 })
    await until(
      async () => (await frameOf(page)).url().endsWith('/embed/map?text=declaration'),
      'the map',
    )
    const still = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
    await still.goto(address())
    expect(await still.getByRole('link').getAttribute('href')).toBe(`${site.url}/`)
  })

  test('sees it in the preview of her editor too, which has no origin', async () => {
    const page = await browser.newPage()
    await page.setContent(await codeFor('', 'iframe'))
    await (await frameOf(page)).locator('[data-count]').waitFor()
  })

  test('puts the badge into her newsletter', async () => {
    const { page, complaints } = await show(await codeFor('?text=convention&theme=light', 'badge'))
    const size = await page.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)
    expect(size).toBeGreaterThan(100)
    expect(own(complaints)).toEqual([])
  })

  test('cannot put anything else of the site into a frame', async () => {
    const { page } = await show(`<iframe src="${site.url}/sign" title="x"></iframe>`)
    await until(async () => page.frames().length > 1, 'the frame')
    await page.waitForLoadState('networkidle')
    expect(await page.frameLocator('iframe').locator('form').count()).toBe(0)
  })

  test('chooses on the page for partners, sees it at once, and copies the code', async () => {
    const context = await browser.newContext({ baseURL: site.url })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.url })
    const page = await context.newPage()
    await page.goto('/about/embed')
    await page.getByLabel('What to show').selectOption('map')
    await page.locator('iframe[src="/embed/map"]').waitFor()
    await page.getByLabel('Size').selectOption('full')
    await page.locator('iframe.full').waitFor()
    expect(page.url()).toContain('size=full')
    await page.getByRole('button', { name: 'Copy' }).first().click()
    await page.getByText('Copied.').first().waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      '<accede-embed show="map" size="full">',
    )
  })

  test('who has no script chooses with a button', async () => {
    const page = await (
      await browser.newContext({ baseURL: site.url, javaScriptEnabled: false })
    ).newPage()
    await page.goto('/about/embed')
    await page.getByLabel('Colours').selectOption('dark')
    await page.getByRole('button', { name: 'Show it' }).click()
    expect(await page.locator('#code-iframe').inputValue()).toContain('/embed/counter?theme=dark')
    expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0)
  })

  test.each(['/embed/counter', '/embed/map', '/embed/counter?theme=dark&text=convention'])(
    'can rely on %s being usable by everybody',
    async (path) => {
      const page = await browser.newPage()
      await page.goto(site.url + path)
      expect(await problems(page, path)).toEqual([])
    },
  )

  test.each([
    ['counter', 200, 120],
    ['counter', 240, 160],
    ['counter', 320, 200],
    ['counter', 480, 220],
    ['counter', 640, 220],
    ['map', 256, 160],
    ['map', 320, 200],
    ['map', 480, 300],
    ['map', 640, 400],
    ['map', 960, 600],
  ])('sees the whole %s at %i × %i, from right to left too', async (shown, width, height) => {
    const page = await browser.newPage({ viewport: { width, height } })
    await page.goto(`${site.url}/embed/${shown}?text=convention`)
    await page.evaluate(() => {
      const figure = document.querySelector('.num')
      if (figure) figure.textContent = '123,456,789'
    })
    for (const direction of ['ltr', 'rtl']) {
      const cut = await page.evaluate((dir) => {
        document.documentElement.dir = dir
        return [...document.querySelectorAll('h1, .count, .num, .what, .rest, .act, svg')]
          .filter((one) => one.checkVisibility())
          .filter((one) => {
            const { top, bottom, left, right } = one.getBoundingClientRect()
            return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth
          })
          .map((one) => one.outerHTML.slice(0, 80))
      }, direction)
      expect([direction, cut]).toEqual([direction, []])
    }
  })
})

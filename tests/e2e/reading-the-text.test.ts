/** People read the text: on a phone, with keys alone, in two languages and editions, on paper. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { specimenTexts } from '../support/specimen-site.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser(async () => specimenTexts())
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const LOOK = '#look'

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 80))

describe('Noor, on her phone,', () => {
  test('reads a long article, and sees what it refers to without leaving it', async () => {
    const page = await at.open('/convention/articles/18', PHONE)
    await page.getByRole('link', { name: 'Article 122', exact: true }).tap()
    const look = page.locator(LOOK)
    await look.waitFor({ state: 'visible' })
    expect(await look.innerText()).toContain('Article 122')
    const box = (await look.boundingBox())!
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(360)
    expect(new URL(page.url()).pathname).toBe('/convention/articles/18')
    await look.getByRole('link', { name: 'Go there' }).tap()
    await page.waitForURL('**/convention/articles/122')
  })

  test('opens the definition of a term', async () => {
    const page = await at.open('/convention/articles/18', PHONE)
    await page.locator('.law a.term').first().tap()
    await page.locator(LOOK).waitFor({ state: 'visible' })
    expect(await page.locator(LOOK).innerText()).toContain('“specimen” means')
    await page.getByRole('button', { name: 'Close' }).tap()
    await page.locator(LOOK).waitFor({ state: 'hidden' })
  })

  test('goes on from article to article', async () => {
    const page = await at.open('/convention/articles/20', PHONE)
    await page.getByRole('link', { name: /^Article 21: / }).tap()
    await page.waitForURL('**/convention/articles/21')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Article 21')
  })
})

describe('Elif, who uses no mouse,', () => {
  test('follows a reference by keys, and comes back to where she was', async () => {
    const page = await at.open('/convention/articles/12')
    const link = page.getByRole('link', { name: 'paragraph 1(b)' })
    await link.focus()
    await page.keyboard.press('Enter')
    const look = page.locator(LOOK)
    await look.waitFor({ state: 'visible' })
    expect(await focused(page)).toContain('this point is the last of its list')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Go there')
    await page.keyboard.press('Escape')
    await look.waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('paragraph 1(b)')
  })

  test('is at the paragraph when she goes there, and hears which lists and notes there are', async () => {
    const page = await at.open('/convention/articles/8#p2-a-ii')
    const marked = page.locator('#p2-a-ii')
    expect(await marked.evaluate((it) => it.matches(':target'))).toBe(true)
    expect(await page.locator('.law').getByRole('list').count()).toBeGreaterThan(2)
    await page.goto('/convention/articles/7')
    await page.locator('[role="doc-noteref"]').first().click()
    const back = page.locator('[role="doc-backlink"]').first()
    await back.click()
    expect(new URL(page.url()).hash).toMatch(/^#note-1-mark$/)
  })
})

describe('Marta, who writes about it,', () => {
  test('copies the permanent address of a paragraph', async () => {
    const page = await at.open('/convention/articles/12', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.locator('#p2').hover()
    await page.locator('#p2 [data-copy]').click()
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(`${at.site.url}/convention/1.0/en/articles/12#p2`)
    expect(await page.getByRole('status').innerText()).toBe('Address copied')
    expect(new URL(page.url()).hash).toBe('#p2')
  })

  test('cites a paragraph', async () => {
    const page = await at.open('/convention/articles/12')
    await page.locator('#p2').hover()
    await page.locator('#p2').getByRole('link', { name: 'Cite' }).click()
    await page.waitForURL('**/convention/1.0/en/articles/12/cite?at=p2')
    expect(await page.getByRole('main').innerText()).toContain('12(2)')
  })

  test('prints an article like a page of a treaty series', async () => {
    const page = await at.open('/convention/articles/12')
    await page.emulateMedia({ media: 'print' })
    for (const gone of ['.toc', '.places', '.tools', '.beside', '.foot', '.paging'])
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false)
    expect(await page.locator('.printed').innerText()).toBe(`${at.site.url}/convention/articles/12`)
    expect(await page.locator('h1').evaluate((it) => getComputedStyle(it).textAlign)).toBe('center')
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.length).toBeGreaterThan(5000)
  })
})

test('Tomás compares two editions, from the contents to the changed words', async () => {
  const page = await at.open('/convention/1.1/en')
  await page.getByRole('link', { name: 'compared with edition 1.0' }).click()
  await page.getByRole('link', { name: 'Article 18: A long article' }).last().click()
  const { removed, added } = await page.evaluate(() => ({
    removed: [...document.querySelectorAll('.compared del')].map((it) => it.textContent),
    added: [...document.querySelectorAll('.compared ins')].map((it) => it.textContent),
  }))
  expect(removed.length).toBeGreaterThan(0)
  expect(added.length).toBeGreaterThan(0)
  expect(await page.locator('.law').innerText()).toContain('paragraphs or points differ')
})

describe('Layla', () => {
  test('reads Arabic beside English, each in its own direction, paragraph beside paragraph', async () => {
    const page = await at.open('/convention/1.0/en/articles/12')
    await page.getByRole('link', { name: 'Arabic beside it' }).click()
    const rows = page.locator('.side-by-side tbody tr')
    expect(await rows.count()).toBe(5)
    for (const row of await rows.all()) {
      const [left, right] = await row.locator('td').all()
      expect(await left!.evaluate((it) => getComputedStyle(it).direction)).toBe('ltr')
      expect(await right!.evaluate((it) => getComputedStyle(it).direction)).toBe('rtl')
      expect((await left!.boundingBox())!.y).toBe((await right!.boundingBox())!.y)
    }
  })

  test('reads the Arabic by itself, and the language is told to her screen reader', async () => {
    const page = await at.open('/convention/1.0/ar/articles/8')
    const law = page.locator('.law')
    expect(await law.getAttribute('lang')).toBe('ar')
    expect(await law.evaluate((it) => getComputedStyle(it).direction)).toBe('rtl')
    await page.getByRole('link', { name: 'Read it in English' }).click()
    await page.waitForURL('**/convention/1.0/en/articles/8')
  })
})

describe('Whoever reads all of it', () => {
  test('sees in the contents where they are', async () => {
    const page = await at.open('/convention/text')
    const current = page.locator('.toc [aria-current="location"]')
    await page.locator('#article-60').scrollIntoViewIfNeeded()
    await expect.poll(() => current.innerText()).toContain('Workers, investors')
    await page.goto('/convention/text#chapter-7')
    await expect.poll(() => current.innerText()).toContain('Migrants in countries')
  })

  test('needs no script: references lead on, and nothing is missing', async () => {
    const page = await at.open('/convention/articles/12', { javaScriptEnabled: false })
    await page.getByRole('link', { name: 'paragraph 1(b)' }).click()
    expect(page.url()).toBe(`${at.site.url}/convention/articles/12#p1-b`)
    expect(await page.locator(LOOK).isVisible()).toBe(false)
  })

  test('fetches less than 40 KB besides fonts, whichever page it is', async () => {
    const sizes: Record<string, number> = {}
    for (const path of [
      '/convention',
      '/convention/text',
      '/convention/chapters/1',
      '/convention/articles/18',
      '/convention/1.0/ar/text',
      '/convention/1.0/en/articles/18/beside/ar',
      '/convention/rights',
      '/declaration',
    ]) {
      const page = await at.open('about:blank')
      const devtools = await page.context().newCDPSession(page)
      await devtools.send('Network.enable')
      const fonts = new Set<string>()
      let bytes = 0
      devtools.on('Network.responseReceived', ({ requestId, type }) => {
        if (type === 'Font') fonts.add(requestId)
      })
      devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (!fonts.has(requestId)) bytes += encodedDataLength
      })
      await page.goto(path, { waitUntil: 'networkidle' })
      sizes[path] = bytes
    }
    console.info('bytes besides fonts', sizes)
    expect(Object.entries(sizes).filter(([, bytes]) => bytes >= 40_000)).toEqual([])
  })
})

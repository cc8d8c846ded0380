/** Ioana, who writes for a newspaper, looks at how the register grew and takes its data along. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { prepareSample } from '../../scripts/sample/prepare.ts'
import { loadConfig } from '../../src/server/config.ts'
import { openAsWriter } from '../../src/server/database/index.ts'
import { writeSetting } from '../../src/server/settings.ts'
import { problems } from '../support/axe.ts'
import { until } from '../support/until.ts'
import { get } from '../support/visitor.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-growth-'))
  const config = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  await prepareSample(config, { count: 3000, end: Date.now() - 60_000 })
  const database = await openAsWriter(config)
  await database.write([writeSetting('milestones', '100,1000,100000', Date.now())])
  await database.close()
  return { DATA_DIR: dataDir }
})

const reached = () =>
  until(
    async () => (await get(at.site, '/signatories')).body.includes('class="mark"'),
    'milestones',
  )

describe('Ioana', () => {
  test('sees the growth as charts, and the same figures as a table that ends with all', async () => {
    await reached()
    const page = await at.open('/signatories')
    const growth = page.getByRole('region', { name: 'How it grew' })
    expect(await growth.getByRole('img').count()).toBe(2)
    expect(await growth.locator('.mark-label').allTextContents()).toEqual([' 100 ', ' 1,000 '])
    expect(await growth.getByText('1,000 signatories').count()).toBe(1)
    await growth.getByText('Figures').first().click()
    const last = await growth.getByRole('table').first().getByRole('row').last().innerText()
    const [individuals, organisations] = last.match(/[\d,]+(?=\s|$)/g)!.slice(-2)
    const figures = await page.locator('.figures-line').innerText()
    expect(figures).toContain(`${individuals} individuals`)
    expect(figures).toContain(`${organisations} organisation`)
  })

  test('reads it in light and dark, wide and small, from either side, and nothing is wrong with it', async () => {
    const page = await at.open('/signatories')
    expect(await problems(page, 'growth')).toEqual([])
    for (const dir of ['ltr', 'rtl'])
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        const over = await page.evaluate((to) => {
          document.documentElement.dir = to
          return document.documentElement.scrollWidth - innerWidth
        }, dir)
        expect(over).toBe(0)
      }
  })

  test('does not meet it in a search, where it would not belong', async () => {
    const page = await at.open('/signatories?country=PT')
    expect(await page.getByRole('heading', { name: 'How it grew' }).count()).toBe(0)
  })

  test('finds the data from any page, explained, and takes the list along', async () => {
    const page = await at.open('/')
    await page.getByRole('link', { name: 'Open data' }).click()
    await page.getByRole('heading', { name: 'Open data', level: 1 }).waitFor()
    expect(await page.getByRole('main').innerText()).toContain('has not stated a licence')
    for (const link of await page.getByRole('main').getByRole('table').getByRole('link').all()) {
      const href = (await link.getAttribute('href'))!
      expect((await get(at.site, href, { method: 'HEAD' })).status, href).toBe(200)
    }
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: '/api/v1/signatories.csv' }).click()
    expect((await coming).suggestedFilename()).toBe('signatories.csv')
  })

  test('has a feed reader that finds the feeds', async () => {
    for (const [path, feed] of [
      ['/', '/feed.xml'],
      ['/signatories', '/feed.xml'],
      ['/signatories/PT', '/signatories/PT/feed.xml'],
    ]) {
      const page = await at.open(path!)
      const link = page.locator('link[type="application/atom+xml"]')
      expect(await link.getAttribute('href')).toBe(feed)
      expect((await get(at.site, feed!)).headers.get('content-type')).toMatch(/^application\/atom/)
    }
    expect((await get(at.site, '/signatories/ZZ/feed.xml')).status).toBe(404)
  })
})

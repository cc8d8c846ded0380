/** Amara has signed and wants others to see it, with or without her name. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { problems } from '../support/axe.ts'
import { linkTo, sign } from '../support/people.ts'
import { withBrowser } from '../support/with-browser.ts'

const browser = withBrowser()

async function downloaded(page: Page, words: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: words }).click(),
  ])
  const { width, height, format } = await sharp(await readFile(await download.path())).metadata()
  return { name: download.suggestedFilename(), width, height, format }
}

describe('Amara', () => {
  test('takes a card from the page that thanks her, and another with her name', async () => {
    const link = await sign(browser.site, { email: 'amara@example.org', name: 'Amara Okafor' })
    const page = await browser.open(link)
    const card = page.getByRole('group', { name: 'What is on the card' })
    expect(await card.innerText()).toMatch(/I signed\.\s+No\. 1\s+Portugal/)
    expect(await card.innerText()).not.toContain('Amara')
    const png = { width: 1080, height: 1080, format: 'png' }
    for (const words of ['Download it without your name', 'Download it with your name'])
      expect(await downloaded(page, words)).toEqual({ name: 'signed-1.png', ...png })
    expect(await problems(page, 'the page that thanks')).toEqual([])
  })

  test('finds it again on her own page, and ways to ask others that load nothing', async () => {
    const page = await browser.open(await linkTo(browser.site, 'amara@example.org', 'manage'))
    await downloaded(page, 'Download it with your name')
    const ways = await page
      .locator('.share a:not([download])')
      .evaluateAll((links) =>
        links.map((link) => new URL((link as HTMLAnchorElement).href).protocol),
      )
    expect(ways).toEqual(['mailto:', 'https:', 'https:', 'https:', 'https:'])
    expect(await problems(page, 'her own page')).toEqual([])
  })

  test('is told so when her name is in letters that the picture has not', async () => {
    const link = await sign(browser.site, { email: 'neha@example.org', name: 'ᏣᎳᎩ ᎠᏯ' })
    const page = await browser.open(link)
    expect(await page.getByRole('link', { name: 'with your name' }).count()).toBe(0)
    await page.getByText('the card goes without it').waitFor()
  })
})

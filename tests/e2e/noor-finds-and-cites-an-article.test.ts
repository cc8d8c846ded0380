/** Noor, a researcher without script, finds a paragraph, cites it, and takes the text home. */
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { writeSpecimenContent } from '../../scripts/specimen/content.ts'
import { problems } from '../support/axe.ts'
import { withBrowser } from '../support/with-browser.ts'

const content = mkdtempSync(join(tmpdir(), 'accede-content-'))
const at = withBrowser(async () => {
  writeSpecimenContent(content)
  return { CONTENT_DIR: content }
})
afterAll(() => rmSync(content, { recursive: true, force: true }))
const CITE = '/convention/1.0/en/articles/8/cite?at=p2-a'

describe('Noor', () => {
  test('finds a paragraph by a word of it, with the word marked', async () => {
    const page = await at.open('/search', { javaScriptEnabled: false })
    await page.getByRole('searchbox').fill('lightho')
    await page.getByRole('button', { name: 'Search' }).click()
    const hit = page
      .getByRole('listitem')
      .filter({ hasText: 'Article 1. How a chapter opens' })
      .first()
    expect(await hit.locator('mark').allTextContents()).toEqual(['lighthouse'])
    expect(await hit.getByRole('link').getAttribute('href')).toBe('/convention/articles/1#p2')
  })

  test('cites a point of an article, and saves it for her program', async () => {
    const page = await at.open(CITE, { javaScriptEnabled: false })
    await page.getByRole('heading', { name: 'Cite article 8(2)(a)' }).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'BibTeX' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('convention-1.0-en-art-8-p2-a.bib')
    expect(await readFile(await download.path(), 'utf8')).toContain(
      'specimen, not the official text',
    )
  })

  test('meets no obstacle there, on a phone and in the dark', async () => {
    for (const path of [
      CITE,
      '/convention/1.0/ar/cite',
      '/search?q=%D9%82%D8%A7%D8%A6%D9%85%D8%A9',
    ])
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await at.open(path, { colorScheme, viewport: { width: 360, height: 740 } })
        expect(await problems(page, `${path}, ${colorScheme}`)).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect([path, wide]).toEqual([path, 0])
      }
  })
})

/** Vera has to hand the signatures to a ministry; the clerk there checks what she got. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { BrowserContextOptions, Page } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { accede } from '../support/command.ts'
import { unzip } from '../support/exports.ts'
import { sign } from '../support/people.ts'
import { createStaff, PASSWORD } from '../support/staff.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()
beforeAll(async () => {
  await sign(at.site, { name: 'Ana Pereira', country: 'PT' })
  await sign(at.site, { name: 'Bo Okoth', country: 'KE', email: 'bo@example.org' })
  await createStaff(at.site, 'editor', 'vera@staff.example')
})

async function vera(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await at.open('/staff/login', options)
  await page.getByLabel('E-mail').fill('vera@staff.example')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  return page
}

describe.each([true, false])('Vera, with script: %s,', (javaScriptEnabled) => {
  test('exports a view for delivery, and the clerk finds it whole', async () => {
    const page = await vera({ javaScriptEnabled })
    await page.goto('/staff/endorsements?country=PT')
    await page.getByRole('link', { name: 'Export these …' }).click()
    await page.getByRole('link', { name: 'Delivery' }).click()
    await page.getByLabel('Signature book (PDF)').check()
    await page.getByRole('button', { name: 'Make it' }).click()
    const link = page.getByRole('link', { name: 'Download' })
    await link.waitFor()
    expect(await page.getByText('country: PT').isVisible()).toBe(true)
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const path = await download.path()
    const files = await unzip(path)
    const csv = [...files].find(([name]) => name.endsWith('.csv'))![1]
    const rows = parse(csv, { columns: true }) as Record<string, string>[]
    expect(rows.map(({ Name }) => Name)).toEqual(['Ana Pereira'])
    const hash = /[0-9a-f]{64}/.exec((await page.textContent('.export-hash'))!)![0]
    const { stdout } = await accede({ DATA_DIR: at.site.dataDir }, 'verify', path)
    expect(stdout).toContain(hash)
    expect(readFileSync(path).length).toBeGreaterThan(1000)
  })
})

test('Vera stops one, and is told', async () => {
  const page = await vera()
  await page.goto('/staff/exports/new')
  await page.getByRole('button', { name: 'Make it' }).click()
  const button = page.getByRole('button', { name: /^(Stop|Delete the file now)$/ })
  await button.click()
  await page
    .getByText(/Stopped|Deleted/)
    .first()
    .waitFor()
})

/** What the home page costs to fetch the first time, with signatories from all over the world. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareSample } from '../../scripts/sample/prepare.ts'
import { loadConfig } from '../../src/server/config.ts'
import { withBrowser } from '../support/with-browser.ts'

const BUDGET = 60_000

const at = withBrowser(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-light-'))
  const config = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  await prepareSample(config, { count: 5000, end: Date.parse('2026-11-21T12:00:00Z') })
  return { DATA_DIR: dataDir }
})

test('Gus, on a slow line, has the whole home page for less than 60 KB, head and body', async () => {
  const page = await at.open('about:blank')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  const kinds = new Map<string, string>()
  const bytes: Record<string, number> = {}
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    kinds.set(requestId, type)
    if (type === 'Document') expect(response.headers['Content-Encoding']).toBe('br')
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other'
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength
  })
  await page.goto('/', { waitUntil: 'networkidle' })
  const total = Object.values(bytes).reduce((sum, one) => sum + one, 0)
  console.info(`home page: ${total} bytes`, bytes)
  expect(Object.keys(bytes).sort()).toEqual(['Document', 'Font', 'Other', 'Script', 'Stylesheet'])
  expect(bytes['Script']).toBeLessThan(2000)
  expect(total).toBeLessThan(BUDGET)
  expect(await page.locator('script').count()).toBe(1)
})

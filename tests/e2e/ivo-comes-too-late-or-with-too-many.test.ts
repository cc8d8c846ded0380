import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/server/config.ts'
import { openAsWriter } from '../../src/server/database/index.ts'
import { writeSetting } from '../../src/server/settings.ts'
import { fillInSign } from '../support/people.ts'
import { withBrowser } from '../support/with-browser.ts'

describe('Ivo, after the campaign has closed,', () => {
  const at = withBrowser(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'accede-closed-'))
    const database = await openAsWriter(loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }))
    await database.write([writeSetting('closes_at', '2020-01-31', Date.now())])
    await database.close()
    return { DATA_DIR: dataDir }
  })

  test.each(['/sign', '/sign/organisation'])(
    'is told so at %s, and where to go on',
    async (path) => {
      const page = await at.open('/')
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(403)
      await page.getByRole('heading', { name: 'The campaign has closed' }).waitFor()
      expect(await page.locator('form').count()).toBe(0)
      await page.getByRole('main').getByRole('link', { name: 'Signatories' }).click()
      await page.getByRole('heading', { level: 1, name: 'Signatories' }).waitFor()
    },
  )
})

describe('Ivo, from a network that sent very many,', () => {
  const at = withBrowser({ SIGN_LIMITS: 'strict' })

  test('is asked to wait and finds everything he typed still there', async () => {
    for (let i = 0; i < 60; i++) await fillInSign(at.site, { email: `many${i}@example.org` })
    const page = await at.open('/sign')
    await page.getByLabel('Full name').fill('Ivo Horvat')
    await page.getByLabel('E-mail address').fill('ivo@example.org')
    await page.getByLabel('Country or territory').selectOption('HR')
    await page.getByLabel('I agree').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    const notice = page.getByRole('alert')
    await notice.waitFor()
    expect(await notice.innerText()).toMatch(
      /Too many signatures from your network[\s\S]*60 minutes/,
    )
    expect(await page.getByLabel('Full name').inputValue()).toBe('Ivo Horvat')
    expect(await page.getByLabel('I agree').isChecked()).toBe(true)
  })
})

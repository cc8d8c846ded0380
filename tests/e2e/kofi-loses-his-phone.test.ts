import type { Page } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { createStaff, PASSWORD, appWith, type AuthenticatorApp } from '../support/staff.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()
const email = 'kofi@staff.example'
let app: AuthenticatorApp
let codes: string[]

beforeAll(() => createStaff(at.site, 'admin', email))

async function giveAddressAndPassword(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name }).waitFor()

describe('Kofi, an admin,', () => {
  test('is asked for a second factor before anything else, and sets up the app on his phone', async () => {
    const page = await at.open('/staff/people')
    await heading(page, 'Sign in')
    await giveAddressAndPassword(page)
    await page.getByText('Admins need a second factor').waitFor()
    await page.getByRole('button', { name: 'Set up an app' }).click()
    await page.getByRole('img', { name: 'QR code' }).waitFor()
    app = appWith(await page.locator('code.secret').innerText())
    await page.getByLabel('The code that the app shows now').fill('000000')
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('This code does not fit').waitFor()
    await page.getByLabel('The code that the app shows now').fill(app.code())
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('The second factor is set up').waitFor()
    codes = await page.locator('.codes code').allInnerTexts()
    expect(codes).toHaveLength(10)
    await page.getByRole('link', { name: 'Continue' }).click()
    await heading(page, 'Overview')
  })

  test('signs in with password and code, without script, and comes to where he wanted to go', async () => {
    const page = await at.open('/staff/people', { javaScriptEnabled: false })
    await giveAddressAndPassword(page)
    await heading(page, 'Second step')
    await page.getByLabel('Code').fill(app.code(1))
    await page.getByRole('button', { name: 'Continue' }).click()
    await heading(page, 'People')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await heading(page, 'Sign in')
    await page.goBack()
    await page.goto('/staff/people')
    await heading(page, 'Sign in')
  })

  test('loses the phone, comes in with a recovery code, and sets up a new one', async () => {
    const page = await at.open('/staff')
    await giveAddressAndPassword(page)
    await page.getByLabel('Code').fill(codes[3]!)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('link', { name: email }).click()
    await page.getByText('9 left').waitFor()
    await page.getByRole('link', { name: 'Replace' }).click()
    await page.getByRole('button', { name: 'Set up an app' }).click()
    const lost = app
    app = appWith(await page.locator('code.secret').innerText())
    await page.getByLabel('The code that the app shows now').fill(app.code())
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('The second factor is set up').waitFor()

    const finder = await at.open('/staff')
    await giveAddressAndPassword(finder)
    for (const code of [lost.code(), lost.code(1), codes[3]!]) {
      await finder.getByLabel('Code').fill(code)
      await finder.getByRole('button', { name: 'Continue' }).click()
      await finder.getByText('This code is not right').waitFor()
    }
    await finder.getByLabel('Code').fill(app.code(1))
    await finder.getByRole('button', { name: 'Continue' }).click()
    await heading(finder, 'Overview')
  })

  test('reads in the audit what happened to his account', async () => {
    const page = await at.open('/staff/audit')
    await giveAddressAndPassword(page)
    await page.getByLabel('Code').fill(codes[4]!)
    await page.getByRole('button', { name: 'Continue' }).click()
    await heading(page, 'Audit')
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'Recovery code used' })
    await page.getByRole('button', { name: 'Show' }).click()
    expect(await page.locator('.list tbody tr').count()).toBe(2)
    expect(await page.locator('.list').innerText()).not.toContain('Signed in')
  })
})

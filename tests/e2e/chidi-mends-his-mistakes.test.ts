import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { linkTo, mailsTo } from '../support/people.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()
const summary = (page: Page) => page.locator('#error-summary')
const send = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()

async function fill(page: Page, email: string): Promise<void> {
  await page.getByLabel('Full name').fill('Chidi Okafor')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Country or territory').selectOption('NG')
  await page.getByLabel('I agree').check()
}

describe.each([true, false])('Chidi, with script: %s,', (javaScriptEnabled) => {
  test('sends an empty form: each missing thing is a link to its field', async () => {
    const page = await at.open('/sign', { javaScriptEnabled })
    await page.getByLabel('Role or profession').fill('Teacher')
    await send(page)
    await summary(page).waitFor()
    const links = summary(page).getByRole('link')
    expect(await links.allInnerTexts()).toEqual([
      'Enter your full name',
      'Enter your e-mail address',
      'Choose the country or territory',
      'Tick the box if you agree; without that we may not record your signature',
    ])
    for (const [i, field] of ['name', 'email', 'country', 'consent'].entries()) {
      await links.nth(i).click()
      expect(await page.locator(`#${field}`).evaluate((it) => it.matches(':focus'))).toBe(true)
    }
    expect(await page.getByLabel('Full name').getAttribute('aria-describedby')).toBe(
      'name-hint name-error',
    )
    expect(await page.getByLabel('Role or profession').inputValue()).toBe('Teacher')
  })

  test('gives a name that cannot stand: told so, with everything he typed still there', async () => {
    const page = await at.open('/sign', { javaScriptEnabled })
    await fill(page, 'chidi@example')
    await page.getByLabel('Full name').fill('Chidi <b>Okafor</b>')
    await page.getByLabel('Why you sign').fill('Because “rules” & reasons <matter>')
    await page.getByLabel('Count me').check()
    await send(page)
    await summary(page).waitFor()
    expect(await page.title()).toMatch(/^Error: /)
    expect(await summary(page).getByRole('link').count()).toBe(2)
    expect(await page.getByLabel('Full name').inputValue()).toBe('Chidi <b>Okafor</b>')
    expect(await page.getByLabel('Why you sign').inputValue()).toContain('& reasons <matter>')
    expect(await page.getByLabel('Country or territory').inputValue()).toBe('NG')
    expect(await page.getByLabel('Count me').isChecked()).toBe(true)
  })

  test('sees that his address was wrong, goes back, and signs with the right one', async () => {
    const [wrong, right] = [
      `wrong.${javaScriptEnabled}@example.org`,
      `c.${javaScriptEnabled}@example.org`,
    ]
    const page = await at.open('/sign', { javaScriptEnabled })
    await fill(page, wrong)
    await send(page)
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    await page.goBack()
    await expect.poll(() => page.getByLabel('Full name').inputValue()).toBe('Chidi Okafor')
    await page.getByLabel('E-mail address').fill(right)
    await send(page)
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    await linkTo(at.site, right, 'confirm')
  })

  test('clicks twice and gets one mail', async () => {
    const email = `twice.${javaScriptEnabled}@example.org`
    const page = await at.open('/sign', { javaScriptEnabled })
    await fill(page, email)
    await page.getByRole('button', { name: 'Continue' }).dblclick()
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    await linkTo(at.site, email, 'confirm')
    // A later mail has overtaken none: the worker sends in order.
    await page.goto('/sign')
    await fill(page, `later.${email}`)
    await send(page)
    await linkTo(at.site, `later.${email}`, 'confirm')
    expect(await mailsTo(at.site, email)).toHaveLength(1)
  })
})

describe('Chidi, whose browser has script,', () => {
  test('has the summary under his cursor, whoever found the mistake', async () => {
    const page = await at.open('/sign')
    await send(page)
    const focused = () => summary(page).evaluate((it) => it === document.activeElement)
    expect(await focused()).toBe(true)
    await fill(page, 'not an address')
    await expect.poll(() => summary(page).count()).toBe(0)
    await send(page)
    await summary(page).waitFor()
    expect(await focused()).toBe(true)
    expect(await page.title()).toMatch(/^Error: /)
  })

  test('is not nagged while he looks around', async () => {
    const page = await at.open('/sign')
    await page.getByLabel('Full name').focus()
    await page.getByLabel('E-mail address').focus()
    await page.getByLabel('E-mail address').fill('chidi@gmail.com')
    await page.getByLabel('Full name').focus()
    expect(await page.locator('.why, .wrong, [data-suggest] button').count()).toBe(0)
  })

  test('is asked whether he meant another domain, and takes it or not', async () => {
    const page = await at.open('/sign')
    const email = page.getByLabel('E-mail address')
    for (const [typed, meant] of [
      ['chidi@gmial.com', 'chidi@gmail.com'],
      ['chidi@hotmail.con', 'chidi@hotmail.com'],
      ['Chidi@outlok.com', 'Chidi@outlook.com'],
    ] as const) {
      await email.fill(typed)
      await email.blur()
      await page.getByText(`Did you mean ${meant}?`).waitFor()
    }
    await page.getByRole('button', { name: 'Chidi@outlook.com' }).click()
    expect(await email.inputValue()).toBe('Chidi@outlook.com')
    for (const real of ['a@ymail.com', 'a@mail.com', 'a@example.org', 'gmial.com']) {
      await email.fill(real)
      await email.blur()
      expect(await page.locator('[data-suggest]').innerText()).toBe('')
    }
  })
})

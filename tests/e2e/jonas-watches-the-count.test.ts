/** Jonas keeps the page open on the night that everybody signs. */
import { describe, expect, test } from 'vitest'
import { fillInSign, linkTo, sign } from '../support/people.ts'
import { until } from '../support/until.ts'
import { post } from '../support/visitor.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser(async () => ({ WORKERS: '2' }))

const shows = (text: string) => ({ hasText: text })

describe('Jonas', () => {
  test('sees the count move without a reload, words and all, and hears nothing of it unasked', async () => {
    await sign(at.site, { email: 'one@example.org', country: 'PT' })
    const page = await at.open('/')
    const first = page.locator('.standing p').first()
    expect(await first.innerText()).toMatch(/^1\s+person has signed from 1 country/)
    await sign(at.site, { email: 'two@example.org', country: 'KE' })
    await first.filter(shows('people have signed from 2 countries')).waitFor()
    expect(await first.innerText()).toMatch(/^2\s/)
    expect(await page.locator('[aria-live], [role=status], [role=alert]').count()).toBe(0)
  })

  test('sees it on the register too, and a withdrawn signature leaves the figure', async () => {
    const page = await at.open('/signatories')
    const figures = page.locator('.figures-line')
    await figures.filter(shows('2 signatories')).waitFor()
    await sign(at.site, { email: 'three@example.org' })
    await figures.filter(shows('3 signatories')).waitFor()
    const manage = await linkTo(at.site, 'three@example.org', 'manage')
    await post(at.site, `${manage}/withdrawal`, {})
    await figures.filter(shows('2 signatories')).waitFor()
  })

  test('has a figure that never goes back, whatever order the news come in', async () => {
    const page = await at.open('/')
    const figure = page.locator('[data-live=individuals]').first()
    await until(async () => (await figure.innerText()) === '2', 'the figure')
    const version = Number(await figure.getAttribute('data-version'))
    const event = (of: number, individuals: number) =>
      `event: counts\ndata: ${JSON.stringify({ version: of, total: individuals, individuals, organisations: 0, countries: 1 })}\n\n`
    await page.route('**/api/v1/live', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        body: `${event(version + 9, 40)}${event(version + 3, 30)}${event(version + 8, 39)}`,
      }),
    )
    await page.reload()
    await until(async () => (await figure.innerText()) === '40', 'the newest')
    expect(await figure.getAttribute('data-version')).toBe(String(version + 9))
  })

  test('is left with the page as it came while live figures are paused', async () => {
    const page = await at.open('/')
    await page.route('**/api/v1/live', (route) => route.fulfill({ status: 204 }))
    await page.reload()
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/v1/live'))
    expect((await asked).status()).toBe(204)
    expect(await page.locator('[data-live=individuals]').first().innerText()).toBe('2')
  })
})

test('Amina sees a figure with herself in it on the page that thanks her', async () => {
  await fillInSign(at.site, { email: 'amina@example.org' })
  const link = await linkTo(at.site, 'amina@example.org', 'confirm')
  const page = await at.open(link)
  await page.getByRole('button', { name: 'Confirm my signature' }).click()
  await page.getByText('3 signatories now stand in the register.').waitFor()
})

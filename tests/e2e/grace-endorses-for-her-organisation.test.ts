import type { Page } from 'playwright'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { startSiteInCluster } from '../support/cluster.ts'
import { counts, linkTo } from '../support/people.ts'
import { withBrowser } from '../support/with-browser.ts'

const alone = withBrowser()
const among = withBrowser({}, startSiteInCluster)
const logo = async () => ({
  name: 'logo.png',
  mimeType: 'image/png',
  buffer: await sharp({ create: { width: 40, height: 20, channels: 3, background: '#a8371f' } })
    .png()
    .toBuffer(),
})

async function fill(page: Page, name: string, host: string): Promise<void> {
  await page.getByLabel('Name of the organisation').fill(name)
  await page.getByLabel('Type').selectOption('city')
  await page.getByLabel('Website').fill(`https://${host}/`)
  await page.getByLabel('Country or territory').selectOption('GH')
  await page.getByLabel('Full name of the contact').fill('Grace Mensah')
  await page.getByLabel('E-mail address of the contact').fill(`grace@${host}`)
  await page.getByLabel('I may speak').check()
  await page.getByLabel('I agree').check()
}

describe.each([
  { script: true, where: 'a single machine', at: alone },
  { script: false, where: 'a single machine', at: alone },
  { script: true, where: 'one of several machines', at: among },
])('Grace, with script: $script, on $where,', ({ script: javaScriptEnabled, at }) => {
  const host = `tema-${javaScriptEnabled}.example.org`

  test('is told which picture and what else is missing', async () => {
    const page = await at.open('/sign/organisation', { javaScriptEnabled })
    await fill(page, 'City of Tema', host)
    await page.getByLabel('Logo').setInputFiles({
      name: 'logo.png',
      mimeType: 'image/png',
      buffer: Buffer.from('no picture'),
    })
    await page.getByRole('button', { name: 'Continue' }).click()
    const problem = page.locator('#error-summary').getByRole('link', { name: /^Logo must be/ })
    await problem.click()
    expect(await page.getByLabel('Logo').evaluate((it) => it.matches(':focus'))).toBe(true)
    expect(await page.getByLabel('Name of the organisation').inputValue()).toBe('City of Tema')
  })

  test('endorses, confirms, and knows that it is checked before it is shown', async () => {
    const page = await at.open('/sign/organisation', { javaScriptEnabled })
    await fill(page, 'City of Tema', host)
    await page.getByLabel('Logo').setInputFiles(await logo())
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    await page.goto(await linkTo(at.site, `grace@${host}`, 'confirm'))
    expect(await page.getByRole('main').innerText()).toMatch(
      /City or region[\s\S]*Ghana|Ghana[\s\S]*City or region/,
    )
    await page.getByRole('button', { name: 'Confirm the endorsement' }).click()
    await page.getByText('The campaign now checks it').waitFor()
    expect((await counts(at.site)).organisations).toBe(0)
    await page.goto('/signatories?kind=organisation')
    await page.getByText('No listed signatory matches').waitFor()
  })
})

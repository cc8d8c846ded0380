/** The whole way of one person, with script and without, on one machine and on one of several. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { startSiteInCluster } from '../support/cluster.ts'
import { linkTo } from '../support/people.ts'
import { until } from '../support/until.ts'
import { withBrowser } from '../support/with-browser.ts'

const alone = withBrowser()
const among = withBrowser({}, startSiteInCluster)

describe.each([
  { script: true, where: 'a single machine', at: alone, email: 'ana.with@example.org' },
  { script: false, where: 'a single machine', at: alone, email: 'ana.without@example.org' },
  { script: true, where: 'one of several machines', at: among, email: 'ana@example.org' },
])('Ana, in a browser with script: $script, on $where,', ({ script, at, email }) => {
  let confirmPath: string
  const open = (path: string) => at.open(path, { javaScriptEnabled: script })
  const manage = async () => open(await linkTo(at.site, email, 'manage'))

  test('finds the form from the home page and signs', async () => {
    const page = await open('/')
    await page.getByRole('link', { name: 'Sign the Convention' }).click()
    await page.getByLabel('Full name').fill('Anna Perreira')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Country or territory').selectOption('PT')
    await page.getByLabel('Why you sign').fill('So that nobody meets no rule at all.')
    await page.getByLabel('I agree').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await heading(page, 'Check your e-mail')
    expect(new URL(page.url()).pathname).toBe('/sign/sent')
  })

  test('opens the mail in the mailbox and sees what she is about to confirm', async () => {
    confirmPath = await linkTo(at.site, email, 'confirm')
    const page = await open('/mailbox')
    await page.getByRole('listitem').filter({ hasText: email }).getByRole('link').first().click()
    await page.getByRole('link', { name: 'Open the link in this mail' }).click()
    await heading(page, 'Confirm your signature')
    expect(new URL(page.url()).pathname).toBe(confirmPath)
    const text = await page.getByRole('main').innerText()
    for (const shown of [email, 'Portugal', 'So that nobody meets', 'I endorse the Model'])
      expect(text).toContain(shown)
  })

  test('mends her name and confirms', async () => {
    const page = await open(confirmPath)
    await page.getByLabel('Name, as it will stand').fill('Ana Pereira')
    await page.getByRole('button', { name: 'Confirm my signature' }).click()
    await heading(page, 'Thank you, Ana Pereira')
    expect(await page.getByText('You are signatory no.').innerText()).toMatch(/no\. \d+\.$/)
    await page.reload()
    await heading(page, 'Thank you, Ana Pereira')
  })

  test('stands in the register, under her country and on the map', async () => {
    const page = await open('/icon.svg')
    const row = await at.see(page, '/signatories?q=pereira&country=PT', rowOfAna)
    expect(await row.innerText()).toContain('Convention')
    await row.getByRole('link', { name: 'Portugal' }).click()
    await heading(page, 'Signatories: Portugal')
    await page.getByRole('navigation', { name: 'Main' }).getByText('Map').click()
    const circle = page.getByRole('link', { name: 'Portugal: 1 signatory' })
    expect(await circle.getAttribute('href')).toBe('/signatories/PT')
    expect(await page.getByRole('row', { name: 'Portugal 1 0 1' }).count()).toBe(1)
  })

  test('changes what is shown with the link in her second mail', async () => {
    const page = await manage()
    await heading(page, 'Ana Pereira')
    await page.getByLabel('Role or profession').fill('Physician')
    await page.getByLabel('Model International Mobility Declaration').check()
    await press(page, 'Save the changes')
    expect(await page.getByRole('status').filter({ hasText: 'saved' }).count()).toBe(1)
    await at.see(page, '/signatories/PT', (shown) =>
      rowOfAna(shown).filter({ hasText: 'Physician' }).filter({ hasText: 'Both' }),
    )
  })

  test('withdraws and is gone from the register', async () => {
    const page = await manage()
    await press(page, 'Withdraw my signature')
    await page.getByText('It is withdrawn').waitFor()
    await at.see(page, '/signatories/PT', (shown) =>
      shown.getByText('Nobody from here has signed yet.'),
    )
  })

  test('erases what is held about her, and her link opens nothing more', async () => {
    const page = await manage()
    await press(page, 'Erase everything about me')
    await heading(page, 'Your data has been erased')
    const again = await page.goto(confirmPath)
    expect(again?.status()).toBe(404)
  })
})

const rowOfAna = (page: Page) => page.getByRole('row', { name: 'Ana Pereira' })

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Presses a button, and again when told to: of several machines, another may begin to write just now. */
async function press(page: Page, name: string): Promise<void> {
  const address = page.url()
  await until(async () => {
    const answer = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name }).click()
    const taken = (await answer).status() !== 503
    if (!taken) await page.goto(address)
    return taken
  }, `“${name}” to be taken`)
}

/** The whole way of signing where mail leaves through the mail service, with what happens to mails out there. */
import type { Page } from 'playwright'
import { afterAll, describe, expect, test } from 'vitest'
import { atRest, dump, mailAtRest, query } from '../support/database.ts'
import { startResend, type LocalResend, type Taken } from '../support/resend.ts'
import { signInStaff } from '../support/staff.ts'
import { until } from '../support/until.ts'
import { get } from '../support/visitor.ts'
import { withBrowser } from '../support/with-browser.ts'

let resend: LocalResend
const at = withBrowser(async () => {
  resend = await startResend(5)
  return resend.env
})
afterAll(() => resend.close())

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, level: 1 }).waitFor()
const mailTo = (email: string, nth = 0): Promise<Taken> =>
  until(() => resend.taken.filter(({ to }) => to[0] === email)[nth], `mail ${nth} to ${email}`)
/** Paths of the links of a mail, in both of its parts. */
const linksIn = ({ text, html }: Taken): string[] => {
  const all = [...`${text} ${html}`.matchAll(/https?:\/\/[^/\s"]+(\/[^\s"<]*)/g)]
  return [...new Set(all.map(([, path]) => path!))]
}
const linkIn = (mail: Taken, kind: string) =>
  linksIn(mail).find((path) => path.startsWith(`/${kind}/`))!

async function sign(page: Page, email: string): Promise<void> {
  await page.goto('/sign')
  await page.getByLabel('Full name').fill('Omar Haddad')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Country or territory').selectOption('JO')
  await page.getByLabel('I agree').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await heading(page, 'Check your e-mail')
}

const tell = async (type: string, mail: Taken, data: object = {}) => {
  const { headers, body } = resend.event(type, mail.tags[0]!.value, data)
  const answer = await fetch(`${at.site.url}/webhooks/resend`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
}

test('Omar signs, confirms from his mail, and comes back by the link of the second', async () => {
  const email = 'omar@example.org'
  const page = await at.open('/')
  await sign(page, email)
  const mail = await mailTo(email)
  expect(mail.subject).toBe('Please confirm your signature')
  await page.goto(linkIn(mail, 'confirm'))
  await page.getByRole('button', { name: 'Confirm my signature' }).click()
  await heading(page, 'Thank you, Omar Haddad')
  const second = await mailTo(email, 1)
  expect(second.subject).toMatch(/^Your signature is recorded: no\. \d+$/)
  await page.goto(linkIn(second, 'manage'))
  await page.getByText('It stands in the register and counts.').waitFor()
})

describe('A scanner', () => {
  test('opens every link of the mail before Omar does, in every way it can; he still has to press', async () => {
    const email = 'scanned@example.org'
    const page = await at.open('/')
    await sign(page, email)
    const mail = await mailTo(email)
    await atRest(at.site)
    const before = await dump(at.site)
    const links = linksIn(mail)
    expect(links.map((path) => path.split('/')[1])).toEqual(
      expect.arrayContaining(['confirm', 'never']),
    )
    for (const path of links) {
      for (let i = 0; i < 3; i++) expect((await get(at.site, path)).status).toBe(200)
      expect((await get(at.site, path, { method: 'HEAD' })).status).toBe(200)
      const early = { Purpose: 'prefetch', 'Sec-Purpose': 'prefetch;prerender' }
      expect((await get(at.site, path, { headers: early })).status).toBe(200)
    }
    // One that runs the scripts of the pages, and prefetches what they name.
    const scanner = await at.open('/icon.svg')
    for (const path of links) {
      await scanner.goto(path, { waitUntil: 'networkidle' })
      await scanner.evaluate(async (href) => {
        const link = document.createElement('link')
        Object.assign(link, { rel: 'prefetch', href })
        document.head.append(link)
        await fetch(href)
      }, path)
    }
    expect(await dump(at.site)).toEqual(before)
    await page.goto(linkIn(mail, 'confirm'))
    await page.getByRole('button', { name: 'Confirm my signature' }).click()
    await heading(page, 'Thank you, Omar Haddad')
  })
})

test('A bounce comes before Omar does: he confirms all the same, and staff see why he hears no more', async () => {
  const email = 'bounced@example.org'
  const page = await at.open('/')
  await sign(page, email)
  const mail = await mailTo(email)
  await tell('email.bounced', mail, { bounce: { type: 'Permanent', subType: 'General' } })
  await page.goto(linkIn(mail, 'confirm'))
  await page.getByRole('button', { name: 'Confirm my signature' }).click()
  await heading(page, 'Thank you, Omar Haddad')
  await mailAtRest(at.site)
  expect(resend.taken.filter(({ to }) => to[0] === email)).toHaveLength(1)

  const lena = await signInStaff(at.site, 'editor')
  const [row] = await query(at.site, 'select id from endorsements where email = ?', [email])
  const desk = await at.open('/icon.svg')
  const [name, value] = lena.cookies().split('; ')[0]!.split('=')
  await desk.context().addCookies([{ name: name!, value: value!, url: at.site.url }])
  await desk.goto(`/staff/endorsements/${row!['id']}`)
  await desk.getByText('Bounced for good').first().waitFor()
  await desk.goto(`/staff/mail/suppressions?q=${email}`)
  await desk.locator('summary', { hasText: 'Lift' }).click()
  await desk.getByLabel('Why it may be written to again').fill('The mailbox was mended.')
  await desk.getByRole('button', { name: 'Lift' }).click()
  await desk.getByText('Lifted.').waitFor()
  await desk.goto('/staff/mail')
  await desk.getByLabel('Mails a minute, in all').fill('600')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('In force within two seconds').waitFor()
})

test('Nadia never signed: one press, and this site writes to her no more', async () => {
  const email = 'nadia@example.org'
  await sign(await at.open('/'), email)
  const page = await at.open(linkIn(await mailTo(email), 'never'), { javaScriptEnabled: false })
  await heading(page, 'Stop all mail to this address?')
  await page.getByRole('button', { name: 'Stop all mail' }).click()
  await heading(page, 'No more mail')
  await sign(await at.open('/'), email)
  await mailAtRest(at.site)
  expect(resend.taken.filter(({ to }) => to[0] === email)).toHaveLength(1)
})

import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withAuthenticator, type Authenticator } from '../support/authenticator.ts'
import { startBrowser, visit, type Visit } from '../support/browser.ts'
import { query } from '../support/database.ts'
import { startSite, type Site } from '../support/site.ts'
import { createStaff, PASSWORD, setUpTotp, signInStaff, type Member } from '../support/staff.ts'
import { linkOfMail } from '../support/people.ts'
import { post } from '../support/visitor.ts'

let site: Site
let browser: Browser
let url: string
let admin: Member
beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite(), startBrowser()])
  // Passkeys know this machine by its name alone.
  url = site.url.replace('127.0.0.1', 'localhost')
  admin = await signInStaff(site, 'admin')
})
afterAll(async () => {
  await browser.close()
  await site.remove()
})

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name }).waitFor()
const press = (page: Page, name: string) => page.getByRole('button', { name }).click()

async function arrive(path: string): Promise<Visit & { key: Authenticator }> {
  const made = await visit(browser, url)
  const key = await withAuthenticator(made.page)
  await made.page.goto(path)
  return { ...made, key }
}

describe('Mei, who was invited,', () => {
  test('joins with a passkey and no password, and signs in with it alone', async () => {
    const email = 'mei@staff.example'
    await admin.post('/staff/people/invitation', { email, role: 'admin' })
    const { page, key, complaints } = await arrive(
      await linkOfMail(site, email, 'staff/invitation'),
    )
    await press(page, 'Join with a passkey instead')
    await heading(page, 'Your account is ready')
    expect(await page.locator('.codes code').count()).toBe(10)
    expect(await key.credentials()).toHaveLength(1)
    await page.getByRole('link', { name: 'Sign in' }).click()
    await press(page, 'Sign in with a passkey')
    await heading(page, 'Overview')
    await page.goto('/staff/people')
    await heading(page, 'People')

    await page.goto('/staff/account')
    await press(page, 'Remove Passkey')
    await page.getByText('This is your last way in').waitFor()
    await press(page, 'Sign out')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('proves it again with the passkey before a dangerous act', async () => {
    const email = 'mia@staff.example'
    await admin.post('/staff/people/invitation', { email, role: 'editor' })
    const { page } = await arrive(await linkOfMail(site, email, 'staff/invitation'))
    await press(page, 'Join with a passkey instead')
    await heading(page, 'Your account is ready')
    await page.goto('/staff/login')
    await press(page, 'Sign in with a passkey')
    await heading(page, 'Overview')
    const database = site.database()
    await database.execute('update staff_sessions set proved_at = 0')
    database.close()
    await page.goto('/staff/account/password')
    await heading(page, 'Confirm that it is you')
    await press(page, 'Use a passkey')
    await heading(page, 'Choose a new password')
    await page.context().close()
  })
})

describe('Noor, who has a password,', () => {
  test('adds a passkey, and uses it as the second step, alone, and until she removes it', async () => {
    const email = await createStaff(site, 'editor', 'noor@staff.example')
    const { page, complaints } = await arrive('/staff/login')
    const signIn = async () => {
      await page.goto('/staff/login')
      await page.getByLabel('E-mail address').fill(email)
      await page.getByLabel('Password').fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    }
    await signIn()
    await heading(page, 'Overview')
    await page.goto('/staff/account/second-factor')
    await page.getByLabel('Name, to tell it').fill('My <b>key</b>')
    await press(page, 'Add a passkey')
    await page.getByText('The second factor is set up').waitFor()

    await signIn()
    await heading(page, 'Second step')
    await press(page, 'Use a passkey')
    await heading(page, 'Overview')
    await page.goto('/staff/account')
    await press(page, 'Remove My <b>key</b>')
    await page.getByText('The passkey is removed').waitFor()
    await page.goto('/staff/logout')
    await page.getByRole('main').getByRole('button').click()
    await heading(page, 'Sign in')
    await press(page, 'Sign in with a passkey')
    await page.getByText('The passkey was not accepted').waitFor()
    await signIn()
    await heading(page, 'Overview')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('is refused without finger, face or PIN, and is told so', async () => {
    const { page, key } = await arrive('/staff/login')
    await key.verifies(false)
    await press(page, 'Sign in with a passkey')
    await page.getByText('The browser gave no passkey').waitFor()
    await page.context().close()
  })
})

describe('A thief', () => {
  /** Signs in with a passkey, and keeps what the browser posted. */
  async function overhear(): Promise<{ credential: string; cookie: string }> {
    const email = await createStaff(site, 'editor', `olu${Math.random()}@staff.example`)
    const { page } = await arrive('/staff/login')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await heading(page, 'Overview')
    await page.goto('/staff/account/second-factor')
    await press(page, 'Add a passkey')
    await page.getByText('The second factor is set up').waitFor()
    await page.context().clearCookies()
    await page.goto('/staff/login')
    const posted = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().includes('/staff/login'),
    )
    await press(page, 'Sign in with a passkey')
    const request = await posted
    await heading(page, 'Overview')
    const credential = new URLSearchParams(request.postData()!).get('credential')!
    const cookie = (await request.allHeaders())['cookie'] ?? ''
    await page.context().close()
    return { credential, cookie }
  }

  test('who has overheard an answer cannot use it again, nor in another browser', async () => {
    const { credential, cookie } = await overhear()
    for (const headers of [{ Cookie: cookie }, undefined]) {
      const answer = await post(site, '/staff/login', { credential }, { headers })
      expect(answer.status).toBe(422)
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    const rows = await query(site, 'select count(*) as n from staff_challenges')
    expect(rows[0]!['n']).toBeLessThan(10)
  })

  test('cannot answer a challenge that was another browser’s, was for something else, or was never given', async () => {
    const one = await post(site, '/staff/passkey-challenge', { purpose: 'signIn' })
    const other = await post(site, '/staff/passkey-challenge', { purpose: 'again' })
    const cookieOf = (answer: typeof one) => answer.headers.getSetCookie()[0]!.split(';')[0]!
    const { credential } = await overhear()
    const forge = (challenge: string) => {
      const answer = JSON.parse(credential)
      const clientData = JSON.parse(
        Buffer.from(answer.response.clientDataJSON, 'base64url').toString(),
      )
      const forged = JSON.stringify({ ...clientData, challenge })
      answer.response.clientDataJSON = Buffer.from(forged).toString('base64url')
      return JSON.stringify(answer)
    }
    const tries = [
      [JSON.parse(one.body).challenge, cookieOf(other)],
      [JSON.parse(other.body).challenge, cookieOf(other)],
      [JSON.parse(one.body).challenge, cookieOf(one)],
      ['never-given', cookieOf(one)],
    ] as const
    for (const [challenge, cookie] of tries) {
      const headers = { Cookie: cookie }
      const answer = await post(site, '/staff/login', { credential: forge(challenge) }, { headers })
      expect(answer.status).toBe(422)
    }
  })
})

test('Who has both, an app and a passkey, keeps the recovery codes that came first', async () => {
  const pia = await signInStaff(site, 'editor', 'pia@staff.example')
  const { codes } = await setUpTotp(pia)
  expect(codes).toHaveLength(10)
  expect((await setUpTotp(pia)).codes).toEqual([])
})

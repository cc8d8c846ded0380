/** Nadia writes to those who asked for news, sees what they will see, and stays in control; Ana reads it and leaves. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright'
import { problems } from '../support/axe.ts'
import { mailsTo, sign } from '../support/people.ts'
import { signInStaff, type Member } from '../support/staff.ts'
import { until } from '../support/until.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()
const members = new Map<string, Member>()
beforeAll(async () => {
  members.set('nadia', await signInStaff(at.site, 'admin', 'nadia@staff.example'))
  members.set('milo', await signInStaff(at.site, 'editor', 'milo@staff.example'))
  for (const name of ['ana', 'bo', 'chi'])
    await sign(at.site, { email: `${name}@example.org`, updates: 'on' })
  await sign(at.site, { email: 'quiet@example.org' })
})

/** A browser in which somebody of staff is signed in. */
async function open(path: string, who = 'nadia', javaScriptEnabled = true): Promise<Page> {
  const page = await at.open('/about', { javaScriptEnabled })
  const cookies = members
    .get(who)!
    .cookies()
    .split('; ')
    .map((cookie) => cookie.split('='))
  await page
    .context()
    .addCookies(cookies.map(([name, value]) => ({ name: name!, value: value!, url: at.site.url })))
  await page.goto(path)
  return page
}

async function write(page: Page, subject: string, body = 'It was **good**.'): Promise<void> {
  await page.goto('/staff/news')
  await page.getByRole('link', { name: 'Write a piece' }).click()
  await page.getByLabel('Subject').fill(subject)
  await page.getByLabel('Text').fill(body)
  await page.getByRole('button', { name: 'Save and see it' }).click()
  await page.getByRole('heading', { name: subject, level: 1 }).waitFor()
}

/** The number of mails, as the mails themselves tell. */
const got = async (name: string, subject: string) =>
  (await mailsTo(at.site, `${name}@example.org`)).filter((mail) => mail.subject === subject)

describe('Nadia', () => {
  test('writes a piece, sees it as its readers will, tries it on herself, and sends it to exactly those who asked', async () => {
    const page = await open('/staff/news')
    await write(
      page,
      'News from Lisbon',
      '# What happened\n\nIt was **good**. [More](https://example.org/lisbon)',
    )
    const dark = page.frameLocator('iframe.dark')
    await dark.getByRole('heading', { name: 'What happened' }).waitFor()
    // The frame for dark screens is dark, whatever hers is like. (Axe, below, has colours of its own.)
    await page.emulateMedia({ colorScheme: null })
    for (const [name, expected] of [
      ['dark', true],
      ['light', false],
    ] as const)
      expect(
        await page
          .frameLocator(`iframe.${name}`)
          .locator('body')
          .evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
      ).toBe(expected)
    expect(await problems(page, 'a piece of news')).toEqual([])
    await page.getByRole('button', { name: 'Send a test to me' }).click()
    await page.getByText('The test is on its way to you.').waitFor()
    await until(
      async () =>
        (await mailsTo(at.site, 'nadia@staff.example')).some(
          ({ subject }) => subject === 'Test: News from Lisbon',
        ),
      'the test',
    )
    await page.getByRole('link', { name: 'Whom it is for' }).click()
    await page.getByText('Exactly 3 mails').waitFor()
    await page.getByLabel('Kind').selectOption('organisation')
    await page.getByRole('button', { name: 'Save and count' }).click()
    await page.getByText('Nobody would get it').waitFor()
    await page.getByLabel('Kind').selectOption('')
    await page.getByRole('button', { name: 'Save and count' }).click()
    await page.getByText('Exactly 3 mails').waitFor()
    expect(await problems(page, 'whom it is for')).toEqual([])
    await page.getByRole('link', { name: 'Back to the piece' }).click()
    await page.getByRole('link', { name: 'Send it …' }).click()
    expect(await problems(page, 'sending')).toEqual([])
    await page.getByRole('button', { name: 'Send 3 mails' }).click()
    await page.getByText('Sent', { exact: true }).waitFor({ timeout: 20_000 })
    for (const name of ['ana', 'bo', 'chi'])
      expect(await got(name, 'News from Lisbon')).toHaveLength(1)
    expect(await got('quiet', 'News from Lisbon')).toEqual([])
  })

  test('keeps what she typed when something is wrong with it, and is told what', async () => {
    const page = await open('/staff/news/new')
    const long = 'word '.repeat(40_000)
    await page.getByLabel('Text').fill(long)
    await page.getByRole('button', { name: 'Save and see it' }).click()
    const summary = page.getByRole('alert')
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([
      'Enter a subject',
      expect.stringContaining('Text must be 20,000 characters or fewer'),
    ])
    expect(await page.getByLabel('Text').inputValue()).toHaveLength(long.length)
    expect(await problems(page, 'a piece that is too long')).toEqual([])
  })

  test('and Milo write at once: his words stay, and hers are not lost', async () => {
    const page = await open('/staff/news')
    await write(page, 'Two of us')
    await page.getByRole('link', { name: 'Change the words' }).click()
    const his = await open(page.url(), 'milo')
    await his.getByLabel('Subject').fill('His subject')
    await his.getByRole('button', { name: 'Save and see it' }).click()
    await his.getByRole('heading', { name: 'His subject', level: 1 }).waitFor()
    await page.getByLabel('Subject').fill('Her subject')
    await page.getByRole('button', { name: 'Save and see it' }).click()
    expect(await page.getByRole('alert').innerText()).toContain(
      'milo@staff.example has saved these words',
    )
    expect(await page.getByLabel('Subject').inputValue()).toBe('Her subject')
    await page.getByRole('link', { name: 'Open it anew' }).click()
    expect(await page.getByLabel('Subject').inputValue()).toBe('His subject')
  })

  test('schedules it without script, takes it back, mends it, and throws it away', async () => {
    const page = await open('/staff/news', 'nadia', false)
    await write(page, 'For later')
    await page.getByRole('link', { name: 'Send it …' }).click()
    await page.getByLabel('At a time').check()
    await page.getByRole('button', { name: 'Send 3 mails' }).click()
    await page.getByRole('alert').getByText('Enter a time from now').waitFor()
    await page
      .getByLabel('Time (UTC)')
      .fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 16))
    await page.getByRole('button', { name: 'Send 3 mails' }).click()
    await page.getByText('It is scheduled.').waitFor()
    expect(await page.getByRole('link', { name: 'Change the words' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('It is a draft again.').waitFor()
    await page.getByRole('link', { name: 'Add a language' }).click()
    await page.getByLabel('Language').selectOption('ar')
    await page.getByLabel('Subject').fill('أخبار من لشبونة')
    await page.getByLabel('Text').fill('كان **جيدا**.')
    await page.getByRole('button', { name: 'Save and see it' }).click()
    await page.getByRole('heading', { name: 'أخبار من لشبونة', level: 1 }).waitFor()
    const frame = page.frameLocator('iframe.light')
    await frame.getByText('كان').waitFor()
    expect(await frame.locator('html').getAttribute('dir')).toBe('rtl')
    await page.getByRole('button', { name: 'Throw it away' }).click()
    await page.getByText('Cancelled: nobody else gets it.').waitFor()
  })
})

describe('Milo, an editor,', () => {
  test('drafts and tries a piece, but only an admin sends it', async () => {
    const page = await open('/staff/news', 'milo')
    await write(page, 'A draft of his')
    await page.getByText('Nobody gets it before an admin sends it.').waitFor()
    expect(await page.getByRole('link', { name: 'Send it …' }).count()).toBe(0)
    const { pathname } = new URL(page.url())
    const milo = members.get('milo')!
    expect((await milo.post(`${pathname}/schedule`, { when: 'now', revision: '2' })).status).toBe(
      403,
    )
    await page.getByRole('button', { name: 'Send a test to me' }).click()
    await page.getByText('The test is on its way to you.').waitFor()
    await page.getByRole('button', { name: 'Throw it away' }).click()
    await page.getByText('Cancelled: nobody else gets it.').waitFor()
  })

  test('takes back what is scheduled, but what sends on or ends it for good is for admins', async () => {
    const [milo, nadia] = [members.get('milo')!, members.get('nadia')!]
    const page = await open('/staff/news')
    await write(page, 'Not for him to end')
    const { pathname } = new URL(page.url())
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
    const schedule = () =>
      nadia.post(`${pathname}/schedule`, { when: 'later', at: tomorrow, revision: '2' })
    const said = async (who: typeof milo, act: string) =>
      new URL((await who.post(pathname, { act })).location!, at.site.url).searchParams.get('said')
    await schedule()
    expect(await said(milo, 'cancel')).toBe('tooLate')
    expect(await said(milo, 'takeBack')).toBe('takeBack')
    await schedule()
    expect(await said(milo, 'fly')).toBe('tooLate')
    expect(await said(nadia, 'cancel')).toBe('cancel')
  })
})

describe('Ana', () => {
  test('leaves with one press from an old mail, and gets no news after that', async () => {
    const mail = await until(async () => (await got('ana', 'News from Lisbon'))[0], 'the news')
    const link = /(\/unsubscribe\/[\w-]+)/.exec(mail.text)![1]!
    const page = await at.open(link)
    await page.getByRole('heading', { name: 'No more news?' }).waitFor()
    expect(await problems(page, 'unsubscribing')).toEqual([])
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    await page.getByRole('heading', { name: 'No more news', exact: true }).waitFor()
    expect(await problems(page, 'unsubscribed')).toEqual([])
    await page.goto(link)
    await page.getByText('No news goes to that address any more').waitFor()
    const staff = await open('/staff/news')
    await write(staff, 'After she left')
    await staff.getByRole('link', { name: 'Send it …' }).click()
    await staff.getByRole('button', { name: 'Send 2 mails' }).click()
    await staff.getByText('Sent', { exact: true }).waitFor({ timeout: 20_000 })
    expect(await got('bo', 'After she left')).toHaveLength(1)
    expect(await got('ana', 'After she left')).toEqual([])
  })

  test('’s consent, and that it ended, is what Nadia finds at her endorsement', async () => {
    const page = await open('/staff/endorsements?q=ana@example.org')
    await page.goto(
      (await page.getByRole('link', { name: 'Ana Pereira' }).first().getAttribute('href'))!,
    )
    const facts = await page.getByRole('main').innerText()
    expect(facts).toMatch(/Wants news\s+No; from .* until .* \(version 2026-11\)/)
  })

  test('comes with a link that is broken, and is told what to do', async () => {
    const page = await at.open('/unsubscribe/broken')
    await page.getByRole('heading', { name: 'This link is not whole' }).waitFor()
    expect(await problems(page, 'a broken link')).toEqual([])
    await page.getByRole('link', { name: 'Send me my link' }).click()
    await page.waitForURL(/\/manage$/)
  })
})

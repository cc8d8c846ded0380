/** Lena reviews: she finds what waits by keys, sees what is known, decides, and people hear of it. */
import { beforeAll, describe, expect, test } from 'vitest'
import { fillInOrganisation, linkTo, mailsTo } from '../support/people.ts'
import { signInStaff } from '../support/staff.ts'
import { workListIsCurrent } from '../support/staff-work.ts'
import { until } from '../support/until.ts'
import { post } from '../support/visitor.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()
const sessions = new Map<string, string>()
beforeAll(async () => {
  for (const email of ['lena@staff.example', 'milo@staff.example'])
    sessions.set(email, (await signInStaff(at.site, 'editor', email)).cookies())
})

async function endorse(name: string): Promise<string> {
  const host = `${name.toLowerCase().replaceAll(' ', '-')}.example`
  const email = `grace@${host}`
  await fillInOrganisation(at.site, {
    organisationName: name,
    website: `https://${host}`,
    email,
    contactName: 'Grace Mensah',
    statement: 'Ports are for people.',
  })
  await post(at.site, await linkTo(at.site, email, 'confirm'), {})
  await workListIsCurrent(at.site)
  return email
}

/** A browser in which somebody of staff is signed in. */
async function open(path: string, who = 'lena@staff.example', javaScriptEnabled = true) {
  const page = await at.open('/about', { javaScriptEnabled })
  await page.context().addCookies(
    sessions
      .get(who)!
      .split('; ')
      .map((cookie) => {
        const mark = cookie.indexOf('=')
        return { name: cookie.slice(0, mark), value: cookie.slice(mark + 1), url: at.site.url }
      }),
  )
  await page.goto(path)
  return page
}

describe('Lena at her desk', () => {
  test('finds an organisation with two keys, sees what is known of it, and it is public once she approves it', async () => {
    await endorse('Port of Tema')
    const page = await open('/staff/endorsements?state=review')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Port of Tema', level: 1 }).waitFor()
    const known = await page.getByRole('main').innerText()
    for (const words of [
      'grace@port-of-tema.example',
      'Grace Mensah',
      'Ports are for people.',
      'Confirmed by its owner',
    ])
      expect(known).toContain(words)
    await page.keyboard.press('a')
    await page.getByText('Approved.').waitFor()
    await until(async () => {
      await page.goto('/signatories?kind=organisation')
      return (await page.getByText('Port of Tema').count()) > 0
    }, 'the register')
  })

  test('declines one, and its contact is told why', async () => {
    const email = await endorse('Port of Nowhere')
    const page = await open('/staff/endorsements?state=review')
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await page.getByLabel('Template').first().selectOption({ label: 'Endorsed already' })
    expect(await page.getByLabel('Reason').first().inputValue()).toContain(
      'stands in the register already',
    )
    await page.getByLabel('Reason').first().fill('We know no such port.')
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.getByText('Declined; the reason is on its way by mail.').waitFor()
    const mail = await until(
      async () =>
        (await mailsTo(at.site, email)).find(({ subject }) => subject.includes('could not accept')),
      'the mail',
    )
    expect(mail.text).toContain('We know no such port.')
  })

  test('and Milo decide at once: he is told what she did', async () => {
    await endorse('Port of Two')
    const [hers, his] = [
      await open('/staff/endorsements?state=review'),
      await open('/staff/endorsements?state=review', 'milo@staff.example'),
    ]
    for (const page of [hers, his]) await page.getByRole('link', { name: 'Port of Two' }).click()
    await hers.getByRole('button', { name: 'Approve' }).click()
    await hers.getByText('Approved.').waitFor()
    await his.getByRole('button', { name: 'Approve' }).click()
    await his.getByRole('heading', { name: 'Decided meanwhile' }).waitFor()
    expect(await his.getByRole('alert').innerText()).toContain('lena@staff.example approved it')
  })

  test('does the same without script', async () => {
    await endorse('Port of Calm')
    const page = await open('/staff/endorsements?state=review', 'lena@staff.example', false)
    await page.getByLabel('Name, address, domain or no.').fill('calm')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('button', { name: 'Approve Port of Calm' }).click()
    await page.getByText('Approved.').waitFor()
    await workListIsCurrent(at.site)
    await page.goto('/staff/endorsements?q=calm&state=published')
    await page.getByLabel('Choose Port of Calm').check()
    await page.getByRole('button', { name: 'Change those chosen' }).click()
    await page.getByText('Exactly 1 endorsement').waitFor()
    await page.getByLabel('Remove').check()
    await page.getByLabel('Reason').fill('A mistake')
    await page.getByRole('button', { name: 'Change 1 endorsement' }).click()
    await page.getByText('Done', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Undo it' }).click()
    await page.getByText('Undone', { exact: true }).waitFor()
  })

  test('asks for help, searches, and gets out of the field again', async () => {
    const page = await open('/staff/endorsements')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.keyboard.type('tema j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=tema\+j/)
  })
})

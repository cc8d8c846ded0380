/** Nadia leaves her job and its mailbox; Vera is written to though she signed nothing. In a browser. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { renderMail } from '../../src/server/mail/render.ts'
import { SAMPLED } from '../../src/server/mail/samples.ts'
import { linksOf } from '../../src/server/mail/links.ts'
import { problems } from '../support/axe.ts'
import { fillInSign, linkOfMail, linkTo, mailed, signAndManage } from '../support/people.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()

test('Nadia moves her signature to her own address, and what was sent to the old one opens nothing', async () => {
  const manage = await signAndManage(at.site, { email: 'nadia@work.example', name: 'Nadia Karim' })
  const page = await at.open(manage)
  await page.getByRole('link', { name: 'Move it to another address' }).click()
  await page.getByRole('button', { name: 'Ask for the move' }).click()
  await page.getByRole('link', { name: 'Enter your e-mail address' }).first().waitFor()
  await page.getByLabel('New e-mail address').fill('nadia@home.example')
  await page.getByRole('button', { name: 'Ask for the move' }).click()
  await page.getByText('We have written to both addresses.').waitFor()

  const offer = await linkOfMail(at.site, 'nadia@home.example', 'address')
  const home = await at.open(offer)
  await home.getByText('nadia@home.example').waitFor()
  await home.getByRole('button', { name: 'Move it here' }).click()
  await home.getByRole('heading', { name: 'Your signature has moved' }).waitFor()
  await home.goto(await linkTo(at.site, 'nadia@home.example', 'manage'))
  await home.getByText('Your signature belongs to nadia@home.example.').waitFor()
  await page.goto(manage)
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor()
})

test('Nadia did not ask for it: the mail to her address lets her take it back', async () => {
  const manage = await signAndManage(at.site, { email: 'owner@work.example', name: 'Nadia Owner' })
  const thief = await at.open(`${manage}/address`)
  await thief.getByLabel('New e-mail address').fill('thief@elsewhere.example')
  await thief.getByRole('button', { name: 'Ask for the move' }).click()
  const offer = await at.open(await linkOfMail(at.site, 'thief@elsewhere.example', 'address'))
  await offer.getByRole('button', { name: 'Move it here' }).click()
  await offer.getByRole('heading', { name: 'Your signature has moved' }).waitFor()

  await mailed(at.site, 'owner@work.example', 3)
  const owner = await at.open(await linkOfMail(at.site, 'owner@work.example', 'not-me'))
  await owner.getByText('A signature has moved to t…@elsewhere.example.').waitFor()
  await owner.getByRole('button', { name: 'Take it back' }).click()
  await owner.getByRole('heading', { name: 'It is stopped' }).waitFor()
  await offer.goto(await linkTo(at.site, 'thief@elsewhere.example', 'manage'))
  await offer.getByRole('heading', { name: 'This link does not work' }).waitFor()
})

test('Vera signed nothing: one press, without script, and it is gone', async () => {
  await fillInSign(at.site, { email: 'vera@victim.example', name: 'Vera Forged' })
  const link = await linkOfMail(at.site, 'vera@victim.example', 'not-me')
  const page = await at.open(link, { javaScriptEnabled: false })
  await page.getByText('somebody signed with the name Vera Forged').waitFor()
  await page.getByRole('button', { name: 'Delete it' }).click()
  await page.getByRole('heading', { name: 'It is deleted' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'It is deleted' }).waitFor()
})

describe('Every mail', () => {
  const site = 'https://example.org'
  const mails = SAMPLED.map((message) => ({
    message,
    html: renderMail({
      ...{ message, language: 'en', siteUrl: site, ...linksOf(message, site, 'a'.repeat(43)) },
      neverLink: `${site}/never/${'b'.repeat(60)}`,
      params: {
        ...{
          name: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3),
          kind: 'organisation',
          number: 1_234_567,
        },
        ...{
          organisation: 'Donaudampfschifffahrtsgesellschaft '.repeat(3),
          reason: 'x'.repeat(300),
        },
        ...{ texts: ['convention', 'declaration'], email: 'n…@example.org' },
        ...{ role: 'admin', event: 'signIn', time: '2026-11-22 01:00', day: '2026-11-22' },
        ...{ agent: 'Firefox', network: '192.0.2.0/24', hash: '0'.repeat(64) },
      },
    }).html,
  }))

  const document = async (page: Page, html: string) => {
    // As a document of its own, because the policy of the site's pages allows no styles in place.
    await page.unrouteAll()
    await page.route('**/mail-as-it-is', (route) =>
      route.fulfill({ contentType: 'text/html', body: html }),
    )
    await page.goto('/mail-as-it-is')
  }

  test('fits a phone and a window, however long a word is', async () => {
    const wide: string[] = []
    const page = await at.open('/icon.svg')
    for (const { message, html } of mails) {
      await document(page, html)
      for (const width of [360, 600]) {
        await page.setViewportSize({ width, height: 700 })
        const beyond = await page.evaluate(
          () =>
            globalThis.document.documentElement.scrollWidth -
            globalThis.document.documentElement.clientWidth,
        )
        if (beyond > 0) wide.push(`${message} ${width}: ${beyond}`)
      }
    }
    expect(wide).toEqual([])
  })

  test('can be read by day and in the dark, by whoever listens too', async () => {
    const page = await at.open('/icon.svg')
    await document(page, mails.find(({ message }) => message === 'confirm')!.html)
    const found = await problems(page, 'confirm')
    // It is no page of its own where it is read.
    expect(found.filter((what) => !/: (landmark-one-main|region) /.test(what))).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counts, fillInSign, linkTo, mailsTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

describe('Ana signs', () => {
  test('and stands in the register once she has confirmed', async () => {
    const sent = await fillInSign(site, {})
    expect(sent).toMatchObject({ status: 303, location: '/sign/sent' })
    const link = await linkTo(site, 'ana.pereira@example.org', 'confirm')

    const page = await get(site, link)
    expect(page.status).toBe(200)
    expect(page.body).toContain('Ana Pereira')
    expect((await counts(site)).total).toBe(0)

    expect((await post(site, link, {})).status).toBe(303)
    expect((await get(site, link)).body).toContain('You are signatory no. 1.')
    expect(await counts(site)).toMatchObject({
      total: 1,
      individuals: 1,
      countries: 1,
      byText: { convention: 1, declaration: 0 },
    })
    expect((await get(site, '/signatories')).body).toContain('Ana Pereira')
    expect((await get(site, '/signatories/PT')).body).toContain('Ana Pereira')
    await linkTo(site, 'ana.pereira@example.org', 'manage')
  })

  test('and a second time gets a mail that says so, with the same answer', async () => {
    await sign(site, { email: 'twice@example.org' })
    const again = await fillInSign(site, { email: 'TWICE@example.org' })
    expect(again).toMatchObject({ status: 303, location: '/sign/sent' })
    await expect
      .poll(async () => (await mailsTo(site, 'twice@example.org')).map(({ subject }) => subject))
      .toContain('You have already signed')
  })
})

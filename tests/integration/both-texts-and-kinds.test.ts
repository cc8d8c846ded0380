import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsNow, query } from '../support/database.ts'
import {
  counts,
  fillInOrganisation,
  fillInSign,
  linksTo,
  linkTo,
  mailed,
  sign,
  signAndManage,
} from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

test('who endorses both texts counts once in all and once for each', async () => {
  const before = await countsNow(site)
  await sign(site, { email: 'both@example.org', texts: ['convention', 'declaration'] })
  await sign(site, { email: 'one@example.org', texts: ['declaration'] })
  const expected = {
    total: before.total + 2,
    byText: {
      convention: before.byText.convention + 1,
      declaration: before.byText.declaration + 2,
    },
  }
  expect(await countsNow(site)).toEqual(expected)
  await expect.poll(() => counts(site)).toMatchObject(expected)
})

test('the same text chosen twice is one text', async () => {
  await sign(site, { email: 'twice@example.org', texts: ['convention', 'convention'] })
  expect(
    await query(
      site,
      "select text from endorsement_texts t join endorsements e on e.id = endorsement_id where email = 'twice@example.org'",
    ),
  ).toEqual([{ text: 'convention' }])
})

describe('Ana does not want to be named', () => {
  const anonymous = {
    email: 'quiet@example.org',
    name: 'Quiet Quinn',
    country: 'IS',
    visibility: 'anonymous',
  }
  test('and is counted, and stands in no list, no search, no feed of data', async () => {
    const before = await countsNow(site)
    const manage = await signAndManage(site, anonymous)
    expect((await countsNow(site)).total).toBe(before.total + 1)
    await expect
      .poll(async () => (await counts(site)).byCountry)
      .toContainEqual({ country: 'IS', individuals: 1, organisations: 0 })
    const places = [
      '/',
      '/signatories',
      '/signatories?q=quinn',
      '/signatories/IS',
      '/signatories?country=IS',
      '/map',
      '/api/v1/counts.json',
    ]
    for (const path of places)
      expect((await get(site, path)).body, path).not.toContain('Quiet Quinn')
    expect((await get(site, '/signatories/IS')).body).toContain('1 individual')
    expect((await get(site, manage)).body).toContain('Quiet Quinn')
  })
})

describe('Rui speaks for his harbour', () => {
  const email = 'rui@harbour.example'
  test('and its endorsement is neither shown nor counted before the campaign has checked it', async () => {
    const before = await countsNow(site)
    await fillInOrganisation(site, {
      email,
      organisationName: 'Unchecked Harbour',
      country: 'MT',
      statement: 'Ahoy',
    })
    const confirm = await linkTo(site, email, 'confirm')
    expect((await get(site, confirm)).body).toContain('Unchecked Harbour')
    await post(site, confirm, {})
    expect(
      await query(site, 'select state, held_by, number from endorsements where email = ?', [email]),
    ).toEqual([{ state: 'review', held_by: 'vetting', number: null }])
    expect(await countsNow(site)).toEqual(before)
    const places = [
      '/',
      '/signatories',
      '/signatories?q=unchecked',
      '/signatories/MT',
      '/signatories?kind=organisation',
      '/map',
    ]
    for (const path of places)
      expect((await get(site, path)).body, path).not.toContain('Unchecked Harbour')
  })

  test('and signs for himself with the same address: two endorsements, two links, two pages', async () => {
    const before = await countsNow(site)
    await fillInSign(site, { email, name: 'Rui Costa' })
    await mailed(site, email, 3)
    for (const link of await linksTo(site, email, 'confirm')) await post(site, link, {})
    await mailed(site, email, 4)
    expect(
      await query(site, 'select kind, state from endorsements where email = ? order by kind', [
        email,
      ]),
    ).toEqual([
      { kind: 'individual', state: 'published' },
      { kind: 'organisation', state: 'review' },
    ])
    expect((await countsNow(site)).total).toBe(before.total + 1)
    const pages = await Promise.all(
      (await linksTo(site, email, 'manage')).map((link) => get(site, link)),
    )
    const titles = pages.map(({ body }) => /<h1>([^<]*)/.exec(body)?.[1])
    expect(titles.toSorted()).toEqual(['Rui Costa', 'Unchecked Harbour'])
  })

  test('and the contact is shown nowhere in public', async () => {
    await expect.poll(async () => (await get(site, '/signatories')).body).toContain('Rui Costa')
    for (const path of ['/', '/signatories', '/signatories/PT', '/api/v1/counts.json'])
      expect((await get(site, path)).body, path).not.toMatch(/[\w.]+@[\w-]+\.\w/)
  })
})

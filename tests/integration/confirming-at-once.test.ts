import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsNow, query, rowCount } from '../support/database.ts'
import {
  counts,
  fillInOrganisation,
  fillInSign,
  linkTo,
  linksTo,
  linksToAll,
  mailsTo,
  subjectsTo,
} from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { complaintsOf, formValues, get, markupOf, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const times = <T>(n: number, act: () => Promise<T>) => Promise.all(Array.from({ length: n }, act))

describe('Ana presses the button', () => {
  test('fifty times at once: one endorsement, one count, and every answer is a success', async () => {
    const before = await countsNow(site)
    await fillInSign(site, { email: 'fifty@example.org', name: 'Fifty Clicks' })
    const link = await linkTo(site, 'fifty@example.org', 'confirm')
    const answers = await times(50, () => post(site, link, {}))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ location }) => location))).toEqual(new Set([link]))

    await expect.poll(async () => (await counts(site)).total).toBe(before.total + 1)
    expect(
      await query(site, 'select id from endorsements where email = ?', ['fifty@example.org']),
    ).toHaveLength(1)
    await linkTo(site, 'fifty@example.org', 'manage')
    expect(await linksTo(site, 'fifty@example.org', 'manage')).toHaveLength(1)
  })

  test('in two tabs with two different links: one endorsement with the texts of both', async () => {
    await fillInSign(site, { email: 'tabs@example.org', texts: ['convention'] })
    await fillInSign(site, { email: 'tabs@example.org', texts: ['declaration'], name: 'Ana P.' })
    await expect.poll(() => linksTo(site, 'tabs@example.org', 'confirm')).toHaveLength(2)
    const before = await countsNow(site)
    const links = await linksTo(site, 'tabs@example.org', 'confirm')
    const answers = await Promise.all(links.map((link) => post(site, link, {})))
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    await expect.poll(async () => (await counts(site)).total).toBe(before.total + 1)
    expect((await countsNow(site)).byText.declaration).toBe(before.byText.declaration + 1)
    for (const link of links)
      expect((await get(site, link)).body).toContain('You are signatory no.')
  })

  test('and with her twenty friends: twenty numbers without a gap', async () => {
    const friends = Array.from({ length: 20 }, (_, i) => `friend${i}@example.org`)
    await Promise.all(friends.map((email) => fillInSign(site, { email })))
    const links = await linksToAll(site, friends, 'confirm')
    const [last] = await query(site, 'select max(number) as n from endorsements')
    await Promise.all(links.map((link) => post(site, link, {})))
    const given = await query(
      site,
      "select number from endorsements where email like 'friend%' order by number",
    )
    expect(given.map(({ number }) => number)).toEqual(
      friends.map((_, i) => Number(last!['n']) + 1 + i),
    )
  })
})

describe('before she presses it', () => {
  test('Ana mends her name, and it stands mended in the register', async () => {
    await fillInSign(site, { email: 'typo@example.org', name: 'Anna Pereyra' })
    const link = await linkTo(site, 'typo@example.org', 'confirm')
    expect((await post(site, link, { name: '  Ana  Pereira-Typo ' })).status).toBe(303)
    await expect
      .poll(async () => (await get(site, '/signatories')).body)
      .toContain('Ana Pereira-Typo')
    expect((await get(site, '/signatories?q=pereyra')).body).not.toContain('Anna Pereyra')
  })

  test.each([
    [''],
    ['   '],
    ['<script>alert(1)</script>'],
    ['=1+1'],
    ['a'.repeat(10_000)],
    ['Ana\0'],
  ])('a name that is none (%j) is refused with 422, and the link still works', async (name) => {
    const email = 'refused@example.org'
    if ((await linksTo(site, email, 'confirm')).length === 0) await fillInSign(site, { email })
    const link = await linkTo(site, email, 'confirm')
    const refused = await post(site, link, { name })
    expect(refused.status).toBe(422)
    expect(complaintsOf(refused)).toEqual(['name'])
    expect(markupOf(refused)).not.toContain('alert(1)')
    expect(formValues(refused)['name']).toBe(name)
    expect(await query(site, 'select 1 from endorsements where email = ?', [email])).toEqual([])
    expect((await get(site, link)).status).toBe(200)
  })
})

test('an organisation that confirms twice is told twice that it is checked, and mailed once', async () => {
  const before = await countsNow(site)
  await fillInOrganisation(site, { email: 'twice@harbour.example' })
  const link = await linkTo(site, 'twice@harbour.example', 'confirm')
  await times(2, () => post(site, link, {}))
  expect((await get(site, link)).body).toContain('The campaign now checks it')
  await linkTo(site, 'twice@harbour.example', 'manage')
  expect(await subjectsTo(site, 'twice@harbour.example')).toEqual([
    'Please confirm your signature',
    'The endorsement is confirmed and is being checked',
  ])
  expect((await countsNow(site)).total).toBe(before.total)
  expect((await mailsTo(site, 'twice@harbour.example'))[0]?.text).not.toContain('signatory no.')
  expect(await rowCount(site, 'submissions')).toBe(1)
})

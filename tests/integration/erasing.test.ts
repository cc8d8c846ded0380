import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsNow, query, whereabouts } from '../support/database.ts'
import {
  counts,
  fillInOrganisation,
  fillInSign,
  linksTo,
  linkTo,
  mailed,
  sign,
  signAgain,
  signAndManage,
} from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { fillIn, get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const zita = {
  name: 'Zita Quorlandi',
  email: 'zita.quorlandi@wanderlust.example',
  affiliation: 'Guild of Xylographers',
  role: 'Engraver of Vistas',
  comment: 'Because borders are wood blocks.',
  updates: 'on',
}

describe('Zita erases everything about her', () => {
  let manage: string
  let number: number
  beforeAll(async () => {
    await sign(site, { name: 'Before Her', email: 'before@example.org' })
    manage = await signAndManage(site, zita)
    await fillInSign(site, zita)
    await fillIn(site, '/manage', { email: zita.email })
    await mailed(site, zita.email, 4)
    await post(site, manage, { ...zita, name: 'Zita Renamed Quorlandi', texts: ['convention'] })
    number = Number(
      (await query(site, 'select number from endorsements where email = ?', [zita.email]))[0]![
        'number'
      ],
    )
    expect((await get(site, '/signatories?q=quorlandi')).body).toContain('Zita Renamed')
  })

  test('and is told so, once and again', async () => {
    const before = await countsNow(site)
    const erased = await post(site, `${manage}/erasure`, {})
    expect(erased.status).toBe(200)
    expect(erased.body).toContain('Your data has been erased')
    expect((await post(site, `${manage}/erasure`, {})).body).toContain('Your data has been erased')
    expect((await get(site, manage)).body).toContain('Your data has been erased')
    await expect.poll(async () => (await counts(site)).total).toBe(before.total - 1)
  })

  test.each([
    ['quorlandi'],
    ['zita'],
    ['wanderlust'],
    ['xylograph'],
    ['engraver'],
    ['wood blocks'],
  ])('and no table holds %s any more', async (trace) => {
    expect(await whereabouts(site, trace)).toEqual([])
  })

  test('and neither the register, nor the search, nor her links show her', async () => {
    for (const path of ['/signatories', '/signatories?q=quorlandi', '/signatories/PT', manage])
      await expect.poll(async () => (await get(site, path)).body).not.toContain('Quorlandi</')
    const confirm = await linkTo(site, zita.email, 'confirm')
    expect((await get(site, confirm)).status).toBe(404)
    expect((await post(site, confirm, {})).status).toBe(404)
  })

  test('and her number goes to nobody else', async () => {
    const later = await signAndManage(site, { name: 'Later Lou', email: 'later@example.org' })
    expect((await get(site, later)).body).toContain(`Signatory no. ${number + 1}`)
    expect(await query(site, 'select state from endorsements where number = ?', [number])).toEqual([
      { state: 'erased' },
    ])
  })

  test('and she may sign again, as somebody new', async () => {
    const again = await signAgain(site, zita)
    expect((await get(site, again)).body).toContain(`Signatory no. ${number + 2}`)
    expect((await get(site, manage)).body).toContain('Your data has been erased')
  })
})

test('Rui erases his own signature, and that of his organisation, at the same address, stays', async () => {
  const email = 'rui@harbour.example'
  await fillInOrganisation(site, { email })
  const organisation = await linkTo(site, email, 'confirm')
  await fillInSign(site, { email, name: 'Rui Costa' })
  await mailed(site, email, 2)
  const links = await linksTo(site, email, 'confirm')
  await post(
    site,
    links.find((link) => link !== organisation)!,
    {},
  )
  const manage = await linkTo(site, email, 'manage')
  await post(site, `${manage}/erasure`, {})
  expect((await get(site, organisation)).status).toBe(200)
  expect((await post(site, organisation, {})).status).toBe(303)
  expect(
    await query(site, 'select kind, state from endorsements where email = ?', [email]),
  ).toEqual([{ kind: 'organisation', state: 'review' }])
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsNow, query } from '../support/database.ts'
import {
  counts,
  fillInOrganisation,
  linkTo,
  mailed,
  mailsTo,
  signAgain,
  signAndManage,
  subjectsTo,
} from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { fillIn, get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const stateOf = async (email: string) =>
  (await query(site, 'select state, number from endorsements where email = ?', [email]))[0]

describe('Ana withdraws', () => {
  const email = 'ana.w@example.org'
  let manage: string
  let number: unknown
  beforeAll(async () => {
    manage = await signAndManage(site, { email, name: 'Ana Withdraws', updates: 'on' })
    number = (await stateOf(email))!['number']
  })

  test('and leaves the register and the counts at once', async () => {
    const before = await countsNow(site)
    const answer = await fillIn(site, manage, {}, 1)
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('It is withdrawn: neither shown nor counted.')
    await expect.poll(async () => (await counts(site)).total).toBe(before.total - 1)
    await expect
      .poll(async () => (await get(site, '/signatories')).body)
      .not.toContain('Ana Withdraws')
    expect((await get(site, '/signatories?q=withdraws')).body).not.toContain('Ana Withdraws')
  })

  test('and a second time is told the same', async () => {
    const before = await countsNow(site)
    const again = await post(site, `${manage}/withdrawal`, {})
    expect(again.status).toBe(200)
    expect(again.body).toContain('It is withdrawn')
    expect((await countsNow(site)).total).toBe(before.total)
  })

  test('and cannot change what is withdrawn', async () => {
    await post(site, manage, { name: 'Ana Back', texts: ['declaration'], visibility: 'public' })
    expect(await stateOf(email)).toMatchObject({ state: 'withdrawn' })
    expect((await get(site, '/signatories?q=back')).body).not.toContain('Ana Back')
  })

  test('and her confirmation link says so, and brings nothing back', async () => {
    const confirm = await linkTo(site, email, 'confirm')
    for (const answer of [await get(site, confirm), await post(site, confirm, {})]) {
      expect(answer.status).toBe(410)
      expect(answer.body).toContain('This signature does not stand any more')
    }
    expect(await stateOf(email)).toMatchObject({ state: 'withdrawn' })
  })

  test('and gets a link to what is still held when she asks', async () => {
    const had = (await mailsTo(site, email)).length
    await fillIn(site, '/manage', { email })
    await mailed(site, email, had + 1)
    expect(await subjectsTo(site, email)).toContain('Your link')
  })

  test('and signs again, with another text, under the number she had', async () => {
    const before = await countsNow(site)
    const again = await signAgain(site, { email, name: 'Ana Again', texts: ['declaration'] })
    expect((await get(site, again)).body).toContain(`Signatory no. ${number}`)
    expect(await stateOf(email)).toEqual({ state: 'published', number })
    await expect
      .poll(async () => (await get(site, '/signatories?q=again')).body)
      .toContain('Ana Again')
    const after = await countsNow(site)
    expect(after.total).toBe(before.total + 1)
    expect(after.byText).toEqual({ ...before.byText, declaration: before.byText.declaration + 1 })
  })

  test('fifty times at once, and is taken off the counts once', async () => {
    const mine = await signAndManage(site, { email: 'fifty@example.org' })
    const before = await countsNow(site)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => post(site, `${mine}/withdrawal`, {})),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await expect.poll(async () => (await counts(site)).total).toBe(before.total - 1)
  })
})

test('withdrawing while a change is saved leaves nothing half-way', async () => {
  const mine = await signAndManage(site, { email: 'race@example.org' })
  const before = await countsNow(site)
  const saved = { name: 'Ana Race', texts: ['convention', 'declaration'], visibility: 'public' }
  await Promise.all([
    post(site, mine, saved),
    post(site, `${mine}/withdrawal`, {}),
    post(site, mine, saved),
  ])
  await expect.poll(async () => (await counts(site)).total).toBe(before.total - 1)
  expect(await stateOf('race@example.org')).toMatchObject({ state: 'withdrawn' })
})

test('an organisation withdraws before it is checked, and endorses again', async () => {
  const email = 'rui@harbour.example'
  await fillInOrganisation(site, { email, website: 'https://old.example' })
  await post(site, await linkTo(site, email, 'confirm'), {})
  const manage = await linkTo(site, email, 'manage')
  expect((await post(site, `${manage}/withdrawal`, {})).body).toContain('It is withdrawn')
  await fillInOrganisation(site, { email, website: 'https://new.example' })
  await mailed(site, email, 3)
  await post(site, await linkTo(site, email, 'confirm'), {})
  expect(await stateOf(email)).toMatchObject({ state: 'review' })
  expect(await query(site, 'select website from organisations')).toEqual([
    { website: 'https://new.example/' },
  ])
})

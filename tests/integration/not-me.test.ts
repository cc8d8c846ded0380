/** Somebody else's address was entered: its owner has everything deleted, from the mail. Over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atRest, countsNow, dump, query, whereabouts } from '../support/database.ts'
import {
  fillInOrganisation,
  fillInSign,
  linkOfMail,
  linkTo,
  mailed,
  mailsTo,
  sign,
} from '../support/people.ts'
import { expectPage } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const notMe = (email: string) => linkOfMail(site, email, 'not-me')

test('Vera did not sign: a scanner opens her links, she presses once and again, and nothing is left', async () => {
  const email = 'vera@victim.example'
  await fillInSign(site, { email, name: 'Vera Forged', comment: 'Words put in her mouth' })
  const link = await notMe(email)
  const confirm = await linkTo(site, email, 'confirm')
  await atRest(site)
  const before = await dump(site)
  for (let i = 0; i < 5; i++) expect((await get(site, link)).body).toContain('Vera Forged')
  expect((await get(site, link, { method: 'HEAD' })).status).toBe(200)
  expect(await dump(site)).toEqual(before)
  for (let i = 0; i < 2; i++) {
    expect(await post(site, link, {})).toMatchObject({ status: 303, location: link })
    expect((await get(site, link)).body).toContain('It is deleted')
  }
  expectPage(await get(site, confirm), 410)
  expectPage(await post(site, confirm, {}), 410)
  await atRest(site)
  for (const trace of ['Forged', 'her mouth']) expect(await whereabouts(site, trace)).toEqual([])
  // That mail went to her is known for 30 days, so that she cannot be bombed.
  expect(await whereabouts(site, email)).toEqual(['outbox.recipient', 'outbox.recipient_key'])
  expect(await query(site, 'select 1 from endorsements where email = ?', [email])).toEqual([])
})

test('for an organisation it is the same, and another entry with the address stays', async () => {
  const email = 'both@victim.example'
  await fillInOrganisation(site, { email, organisationName: 'Forged Harbour' })
  const link = await notMe(email)
  await fillInSign(site, { email, name: 'Bo Real' })
  await mailed(site, email, 2)
  expect((await get(site, link)).body).toContain('Forged Harbour')
  await post(site, link, {})
  expect(await query(site, 'select kind from submissions where email = ?', [email])).toEqual([
    { kind: 'individual' },
  ])
})

test('at the same moment as the confirmation, one of the two happens, wholly', async () => {
  for (let i = 0; i < 10; i++) {
    const email = `race${i}@victim.example`
    await fillInSign(site, { email, name: 'Rae Race' })
    const [link, confirm] = [await notMe(email), await linkTo(site, email, 'confirm')]
    const counts = await countsNow(site)
    await Promise.all([post(site, link, {}), post(site, confirm, {}), post(site, link, {})])
    const [row] = await query(site, 'select 1 from endorsements where email = ?', [email])
    expect((await countsNow(site)).total).toBe(counts.total + (row ? 1 : 0))
    expect(await query(site, 'select 1 from submissions where email = ?', [email])).toEqual([])
    expect((await get(site, link)).body).toContain(row ? 'This was confirmed' : 'It is deleted')
  }
})

test('once it was confirmed, the page says what to do, and deletes nothing', async () => {
  const email = 'done@victim.example'
  await sign(site, { email, name: 'Dana Done' })
  const link = await notMe(email)
  const counts = await countsNow(site)
  const answer = await post(site, link, {})
  expectPage(answer, 200)
  expect(answer.body).toContain('This was confirmed')
  expect(await countsNow(site)).toEqual(counts)
})

describe('a link that is none', () => {
  test.each(['none', 'a'.repeat(43), '%ff', 'x'.repeat(5000)])('%s', async (token) => {
    const shown = await get(site, `/not-me/${token}`)
    expect([400, 404, 414]).toContain(shown.status)
    const answer = await post(site, `/not-me/${token}`, {})
    expect([400, 404, 414]).toContain(answer.status)
  })

  test('is refused from another site', async () => {
    await fillInSign(site, { email: 'far@victim.example' })
    const far = { headers: { Origin: 'https://elsewhere.example' } }
    expect((await post(site, await notMe('far@victim.example'), {}, far)).status).toBe(403)
    expect((await mailsTo(site, 'far@victim.example')).length).toBe(1)
    expect(
      await query(site, "select 1 as one from submissions where email = 'far@victim.example'"),
    ).toEqual([{ one: 1 }])
  })
})

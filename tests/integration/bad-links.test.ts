/** Links that were cut short, garbled, used, forgotten or meant for something else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillInSign, linkTo, signAndManage } from '../support/people.ts'
import { expectPage, leavingNothing } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, get, post } from '../support/visitor.ts'

let site: Site
let confirm: string
let manage: string
beforeAll(async () => {
  site = await startSite()
  await fillInSign(site, { email: 'pending@example.org', name: 'Petra Pending' })
  confirm = await linkTo(site, 'pending@example.org', 'confirm')
  manage = await signAndManage(site, { email: 'signed@example.org', name: 'Signe Signed' })
})
afterAll(() => site.remove())

const GARBLED = [
  ['cut by one', (token: string) => token.slice(0, -1)],
  ['cut in half', (token: string) => token.slice(0, 20)],
  ['one character longer', (token: string) => `${token}A`],
  [
    'one character changed',
    (token: string) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1),
  ],
  ['in capitals', (token: string) => token.toUpperCase()],
  ['backwards', (token: string) => [...token].reverse().join('')],
  ['very long', () => 'a'.repeat(5000)],
  ['of other letters', () => '%E7%8E%8B'.repeat(14)],
  ['with a quote in it', () => '%27%20or%201=1--'],
  ['a word', () => 'a.b'],
  ['the word undefined', () => 'undefined'],
] as const

describe.each(GARBLED)('a link %s', (_, garble) => {
  test('leads to a page that helps, and does nothing', async () => {
    for (const link of [confirm, manage]) {
      const path = link.replace(/[\w-]{43}$/, garble)
      for (const address of [
        path,
        ...(link === manage ? [`${path}/withdrawal`, `${path}/erasure`] : []),
      ]) {
        const answer = await leavingNothing(site, () =>
          post(site, address, { name: 'Mallory', texts: ['convention'] }),
        )
        expectPage(answer, 404)
      }
      expectPage(await get(site, path), 404)
    }
  })
})

describe('a link that a mail program ended with more', () => {
  test.each(['.', ',', ')', '>', '%3E', '%20', ').', '%22', '%E2%80%9D', "'", ';', '%0A'])(
    '%s still works',
    async (end) => {
      expect((await get(site, `${confirm}${end}`)).body).toContain('Petra Pending')
      expect((await get(site, `${manage}${end}`)).body).toContain('Signe Signed')
      const saved = { ...formValues(await get(site, `${manage}${end}`)), name: 'Signe Signed' }
      expect((await post(site, `${manage}${end}`, saved)).status).toBe(200)
    },
  )

  test('is also confirmed by its button', async () => {
    await fillInSign(site, { email: 'dot@example.org', name: 'Dot Dotson' })
    const link = await linkTo(site, 'dot@example.org', 'confirm')
    const done = await post(site, `${link}.`, {})
    expect(done.status).toBe(303)
    expect((await get(site, done.location!)).body).toContain('Thank you, Dot Dotson')
  })
})

describe('time has passed', () => {
  const move = async (purpose: string, email: string) => {
    const database = site.database()
    await database.execute({
      sql: `update tokens set expires_at = 1 where purpose = ? and
        (submission_id in (select id from submissions where email = ?) or endorsement_id in (select id from endorsements where email = ?))`,
      args: [purpose, email, email],
    })
    database.close()
  }

  test('a confirmation link of last week says so, with 410, and confirms nothing', async () => {
    await fillInSign(site, { email: 'late@example.org' })
    const link = await linkTo(site, 'late@example.org', 'confirm')
    await move('confirm', 'late@example.org')
    for (const answer of [
      await get(site, link),
      await leavingNothing(site, () => post(site, link, {})),
    ]) {
      expectPage(answer, 410)
      expect(answer.body).toContain('This link is no longer valid')
      expect(answer.body).toContain('href="/sign"')
    }
  })

  test('a personal link of long ago leads to where a new one is had', async () => {
    const old = await signAndManage(site, { email: 'old@example.org' })
    await move('manage', 'old@example.org')
    for (const address of [old, `${old}/withdrawal`, `${old}/erasure`]) {
      const answer = await leavingNothing(site, () =>
        post(site, address, { name: 'X', texts: ['convention'] }),
      )
      expectPage(answer, 404)
      expect(answer.body).toContain('href="/manage"')
    }
    expect((await get(site, `${old}/data.json`)).status).toBe(404)
  })

  test('a confirmation link that was used in time still shows the success', async () => {
    await signAndManage(site, { email: 'used@example.org', name: 'Ursula Used' })
    await move('confirm', 'used@example.org')
    const link = await linkTo(site, 'used@example.org', 'confirm')
    expect((await get(site, link)).body).toContain('Thank you, Ursula Used')
    expect((await post(site, link, {})).status).toBe(303)
  })
})

test('no token of any of them was logged', () => {
  for (const link of [confirm, manage]) expect(site.output()).not.toContain(link.split('/').at(-1))
  expect(site.output()).not.toMatch(/"level":(50|60)/)
})

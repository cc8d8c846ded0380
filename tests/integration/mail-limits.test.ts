/** What protects a mailbox from those who enter its address: limits, and the link that ends all mail. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailAtRest, query } from '../support/database.ts'
import {
  fillInSign,
  linkOfMail,
  linksTo,
  mailed,
  mailsTo,
  signAndManage,
} from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { fillIn, get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite({ SIGN_LIMITS: 'strict' })
})
afterAll(() => site.remove())

const ask = (email: string) => fillIn(site, '/manage', { email })
const anHourPasses = async () => {
  const database = site.database()
  await database.execute('update tokens set created_at = created_at - 3600001')
  database.close()
}

test('a submission that waits gets one mail an hour, and the answer stays the same', async () => {
  const email = 'patient@example.org'
  await fillInSign(site, { email })
  await mailed(site, email, 1)
  const answers = [await ask(email), await ask(email), await ask('stranger@example.org')]
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await mailAtRest(site)
  expect(await mailsTo(site, email)).toHaveLength(1)
  await anHourPasses()
  await Promise.all([ask(email), ask(email), ask(email)])
  await mailAtRest(site)
  expect(await mailsTo(site, email)).toHaveLength(2)
  for (const link of await linksTo(site, email, 'confirm'))
    expect((await get(site, link)).status).toBe(200)
})

describe('“Stop all mail”', () => {
  test('shows what it does to whoever opens it, scanners included, and does it on a press', async () => {
    const email = 'enough@example.org'
    await fillInSign(site, { email })
    const never = await linkOfMail(site, email, 'never')
    for (let i = 0; i < 3; i++) expect((await get(site, never)).body).toContain('Stop all mail')
    expect((await get(site, never, { method: 'HEAD' })).status).toBe(200)
    expect((await get(site, never)).body).toContain('e…@example.org')
    expect((await get(site, never)).body).not.toContain(email)
    expect(await query(site, 'select * from suppressions')).toEqual([])

    expect((await post(site, never, {})).status).toBe(303)
    expect((await get(site, never)).body).toContain('No more mail')
    expect((await post(site, never, {})).status).toBe(303)
    expect(await query(site, 'select address_key, reason from suppressions')).toEqual([
      { address_key: email, reason: 'asked' },
    ])
    const before = (await mailsTo(site, email)).length
    expect((await fillInSign(site, { email })).location).toBe('/sign/sent')
    expect((await ask(email)).status).toBe(200)
    await mailAtRest(site)
    expect(await mailsTo(site, email)).toHaveLength(before)
  })

  test('stands in mails that anybody can cause, and not in those that its owner asked for', async () => {
    const email = 'owner@example.org'
    await signAndManage(site, { email })
    const mails = await mailsTo(site, email)
    const withLink = mails.filter(({ text, html }) => {
      expect(text.includes('/never/')).toBe(html.includes('/never/'))
      return text.includes('/never/')
    })
    expect(withLink.map(({ subject }) => subject)).toEqual(['Please confirm your signature'])
  })

  test('is the same link for one address in every mail, and another for every other', async () => {
    for (const email of ['one@example.org', 'ONE@example.org', 'two@example.org'])
      await fillInSign(site, { email })
    const [first, again, other] = await Promise.all(
      ['one@example.org', 'ONE@example.org', 'two@example.org'].map((email) =>
        linkOfMail(site, email, 'never'),
      ),
    )
    expect(first).toBe(again)
    expect(other).not.toBe(first)
  })

  test('outlives the erasure of a signature, because it was asked for by itself', async () => {
    const email = 'gone@example.org'
    const manage = await signAndManage(site, { email })
    const never = await linkOfMail(site, email, 'never')
    await post(site, never, {})
    await post(site, `${manage}/erasure`, {})
    expect(
      await query(site, 'select reason from suppressions where address_key = ?', [email]),
    ).toEqual([{ reason: 'asked' }])
  })

  test.each(['x', 'A'.repeat(78), 'A'.repeat(5000), '%00', '..%2f', "'--", 'é'])(
    'with a link that is none (%s): a page that helps, and nothing is kept',
    async (token) => {
      const before = await query(site, 'select count(*) as n from suppressions')
      for (const answer of [
        await get(site, `/never/${token}`),
        await post(site, `/never/${token}`, {}),
      ])
        expect([400, 404]).toContain(answer.status)
      expect(await query(site, 'select count(*) as n from suppressions')).toEqual(before)
    },
  )

  test('with a link that a mail program has marked with a full stop', async () => {
    await fillInSign(site, { email: 'dot@example.org' })
    const never = await linkOfMail(site, 'dot@example.org', 'never')
    expect((await get(site, `${never}.`)).body).toContain('d…@example.org')
  })
})

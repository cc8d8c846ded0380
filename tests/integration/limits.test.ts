import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { query, stored } from '../support/database.ts'
import { ana, fillInSign, linksTo, mailed, mailsTo, sign } from '../support/people.ts'
import { expectPage, leavingNothing } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { fillIn, formValues, get, post, type Answer } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite({ SIGN_LIMITS: 'strict', TRUST_PROXY: '127.0.0.1' })
})
afterAll(() => site.remove())

/** Signs as a visitor whom the trusted proxy reports. */
async function signFrom(forwarded: string, email: string): Promise<Answer> {
  const form = { ...formValues(await get(site, '/sign')), ...ana, comment: 'Two\nlines', email }
  return post(site, '/sign', form, { headers: { 'X-Forwarded-For': forwarded } })
}

describe('one network leaves sixty signatures unconfirmed', () => {
  const signs = async (from: (i: number) => string, name: string) => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => signFrom(from(i), `${name}${i}@example.org`)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  }

  test('and the sixty-first is told when to come again, with everything that was typed', async () => {
    await signs((i) => `203.0.113.${i}`, 'four')
    const answer = await leavingNothing(site, () => signFrom('203.0.113.200', 'four60@example.org'))
    expectPage(answer, 429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answer.body).toContain('Too many signatures from your network')
    expect(formValues(answer)).toMatchObject({
      name: 'Ana Pereira',
      email: 'four60@example.org',
      comment: 'Two\nlines',
      country: 'PT',
    })
  })

  test('and nothing that it says of itself changes that', async () => {
    for (const forged of [
      '1.2.3.4, 203.0.113.9',
      '127.0.0.1, 203.0.113.9',
      '::1, 10.0.0.1, 203.0.113.9',
    ])
      expect((await signFrom(forged, 'forged@example.org')).status).toBe(429)
  })

  test('and another network signs as before', async () => {
    expect((await signFrom('203.0.114.1', 'neighbour@example.org')).status).toBe(303)
  })

  test('and an IPv6 network is a /56', async () => {
    await signs((i) => `2001:db8:1:22${i.toString(16).padStart(2, '0')}::1`, 'six')
    expect((await signFrom('2001:db8:1:22ff::9', 'six60@example.org')).status).toBe(429)
    expect((await signFrom('2001:db8:1:2300::9', 'six61@example.org')).status).toBe(303)
  })

  test('and a double click is no new signature: it is still a success', async () => {
    const form = { ...formValues(await get(site, '/sign')), ...ana, email: 'click@example.org' }
    const from = { headers: { 'X-Forwarded-For': '198.51.100.1' } }
    expect((await post(site, '/sign', form, from)).status).toBe(303)
    for (let i = 0; i < 59; i++) await signFrom('198.51.100.2', `fill${i}@example.org`)
    expect((await signFrom('198.51.100.3', 'full@example.org')).status).toBe(429)
    expect((await post(site, '/sign', form, from)).status).toBe(303)
  })

  test('and those who confirm make room for others', async () => {
    const from = '192.0.2.7'
    for (let i = 0; i < 60; i++) await signFrom(from, `room${i}@example.org`)
    expect((await signFrom(from, 'room60@example.org')).status).toBe(429)
    await mailed(site, 'room0@example.org', 1)
    await post(site, (await linksTo(site, 'room0@example.org', 'confirm'))[0]!, {})
    expect((await signFrom(from, 'room60@example.org')).status).toBe(303)
  })
})

describe('one network asks for sixty links in an hour', () => {
  const ask = (from: string, email: string) =>
    post(site, '/manage', { email }, { headers: { 'X-Forwarded-For': from } })

  test('and the sixty-first is told when to come again, whether its address is known or not', async () => {
    await sign(site, { email: 'has.signed@example.org' })
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        ask(`198.18.7.${i}`, i < 2 ? 'has.signed@example.org' : `unknown${i}@example.org`),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const refused = await Promise.all(
      ['has.signed', 'not.there'].map((name) =>
        leavingNothing(site, () => ask('198.18.7.200', `${name}@example.org`)),
      ),
    )
    const bodies = refused.map((answer) => {
      expectPage(answer, 429)
      expect(answer.headers.get('retry-after')).toBe('3600')
      expect(answer.body).toContain('Too many requests from your network')
      return answer.body.replaceAll(/(has\.signed|not\.there)@example\.org/g, 'X')
    })
    expect(bodies[0]).toBe(bodies[1])
    expect(formValues(refused[0]!)['email']).toBe('has.signed@example.org')
  })

  test('and another network asks as before, and this one after an hour', async () => {
    expect((await ask('198.18.8.1', 'has.signed@example.org')).status).toBe(200)
    const database = site.database()
    await database.execute('update link_requests set created_at = created_at - 3600001')
    database.close()
    expect((await ask('198.18.7.1', 'has.signed@example.org')).status).toBe(200)
  })

  test('and signing from there goes on, and the network itself is nowhere kept', async () => {
    expect((await signFrom('198.18.8.1', 'beside@example.org')).status).toBe(303)
    const rows = await query(site, 'select * from link_requests')
    expect(JSON.stringify(rows)).not.toMatch(/198\.18|example/)
    expect(new Set(rows.map((row) => row['network_key'])).size).toBeLessThan(rows.length)
  })
})

describe('a mailbox cannot be bombed', () => {
  test('by signing for it: five mails a day, and the answer stays the same', async () => {
    const answers: Answer[] = []
    for (let i = 0; i < 9; i++) {
      const alias = ['victim@gmail.com', 'v.ictim@gmail.com', 'VICTIM+x@googlemail.com'][i % 3]!
      answers.push(await signFrom(`10.${i}.0.1`, alias))
    }
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    const { outbox } = await stored(site)
    await fillIn(site, '/manage', { email: 'victim@gmail.com' })
    expect((await stored(site))['outbox']).toBe(outbox)
    const mails = await Promise.all(
      ['victim@gmail.com', 'v.ictim@gmail.com', 'VICTIM+x@googlemail.com'].map((to) =>
        mailsTo(site, to),
      ),
    )
    expect(mails.flat()).toHaveLength(5)
  })

  test('by asking for the link of somebody who has signed', async () => {
    await sign(site, { email: 'known@example.org' })
    for (let i = 0; i < 9; i++)
      expect((await fillIn(site, '/manage', { email: 'known@example.org' })).status).toBe(200)
    for (let i = 0; i < 9; i++)
      expect((await fillInSign(site, { email: 'known@example.org' })).status).toBe(303)
    await mailed(site, 'known@example.org', 5)
    expect(await mailsTo(site, 'known@example.org')).toHaveLength(5)
  })
})

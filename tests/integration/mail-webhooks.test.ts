/** What the mail service tells by webhook, over HTTP: checked, kept once, and acted upon. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DELIVERIES } from '../../db/words.ts'
import { mailAtRest, query, rowCount } from '../support/database.ts'
import { ana, counts, fillInSign } from '../support/people.ts'
import { startResend, type LocalResend, type SignedEvent } from '../support/resend.ts'
import { startSite, type Site } from '../support/site.ts'
import { fillIn, get, post } from '../support/visitor.ts'

let resend: LocalResend
let site: Site
beforeAll(async () => {
  resend = await startResend()
  site = await startSite(resend.env)
})
afterAll(async () => {
  await site.remove()
  await resend.close()
})

const tell = async ({ headers, body }: SignedEvent) =>
  (await fetch(`${site.url}/webhooks/resend`, { method: 'POST', headers, body })).status
let people = 0
/** Somebody signs and has a mail. @returns its id in the outbox and the address */
async function mailed(
  email = `w${++people}@example.org`,
): Promise<{ mail: string; email: string }> {
  await fillInSign(site, { email })
  await mailAtRest(site)
  const taken = resend.taken.findLast(({ to }) => to[0] === email)!
  return { mail: taken.tags[0]!.value, email }
}
const deliveryOf = async (mail: string) =>
  (await query(site, 'select delivery from outbox where id = ?', [mail]))[0]?.['delivery']
const suppressed = (email: string) =>
  query(site, 'select reason, detail, mail_id from suppressions where address_key = ?', [email])
const hard = { bounce: { type: 'Permanent', subType: 'General', message: 'no such mailbox' } }
const soft = { bounce: { type: 'Transient', subType: 'MailboxFull', message: 'full' } }

describe('is taken only if it is signed', () => {
  test.each([
    [
      'with another secret',
      { secret: `whsec_${Buffer.from('another secret, as long').toString('base64')}` },
    ],
    ['six minutes ago', { signedAt: Date.now() - 6 * 60_000 }],
    ['six minutes from now', { signedAt: Date.now() + 6 * 60_000 }],
  ])('%s: 401', async (_, more) => {
    const { mail, email } = await mailed()
    expect(await tell(resend.event('email.bounced', mail, hard, more))).toBe(401)
    expect(await suppressed(email)).toEqual([])
  })

  test.each([
    ['one byte of the body', (e: SignedEvent) => ({ ...e, body: `${e.body} ` })],
    [
      'another id',
      (e: SignedEvent) => ({ ...e, headers: { ...e.headers, 'svix-id': 'msg_other' } }),
    ],
    [
      'no signature',
      (e: SignedEvent) => ({ ...e, headers: { ...e.headers, 'svix-signature': '' } }),
    ],
    ['no headers', (e: SignedEvent) => ({ ...e, headers: {} })],
  ])('with %s changed: 401', async (_, change) => {
    const { mail, email } = await mailed()
    expect(await tell(change(resend.event('email.bounced', mail, hard)))).toBe(401)
    expect(await suppressed(email)).toEqual([])
  })

  test('under the names of the standard too', async () => {
    const { mail } = await mailed()
    const { headers, body } = resend.event('email.delivered', mail)
    const renamed = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace('svix-', 'webhook-'), value]),
    )
    expect(await tell({ headers: renamed, body })).toBe(200)
    expect(await deliveryOf(mail)).toBe('delivered')
  })

  test('and is small, and a POST', async () => {
    const { headers } = resend.event('email.sent', 'x')
    expect(await tell({ headers, body: 'x'.repeat(70_000) })).toBe(413)
    expect((await get(site, '/webhooks/resend')).status).toBe(405)
  })

  test('at its own address alone', async () => {
    const event = resend.event('email.sent', 'x')
    const answer = await fetch(`${site.url}/webhooks/resend/?x=1`, { method: 'POST', ...event })
    expect([301, 308, 404, 405]).toContain(answer.status)
    const asked = await fetch(`${site.url}/webhooks/resend?x=1`, { method: 'POST', ...event })
    expect(asked.status).toBe(200)
  })

  test('other forms still need their origin', async () => {
    const answer = await fetch(`${site.url}/sign`, {
      method: 'POST',
      body: new URLSearchParams({}),
    })
    expect(answer.status).toBe(403)
  })
})

describe('what is no event of ours is answered, and leaves nothing', () => {
  test.each([
    ['an unknown mail', 'email.bounced', '01a1fdfa-4600-734e-8334-fa164ebd3851', hard, 200],
    ['no id', 'email.bounced', '', hard, 200],
    ['a type that changes nothing', 'email.sent', 'x', {}, 200],
    ['a type that is not known', 'moon.risen', 'x', {}, 200],
    ['a type of every object', 'constructor', 'x', {}, 200],
    ['tags of another kind', 'email.bounced', 'x', { tags: 7 }, 200],
  ])('%s', async (_, type, mail, data, status) => {
    const before = await rowCount(site, 'mail_events')
    expect(await tell(resend.event(type, mail, data))).toBe(status)
    expect(await rowCount(site, 'mail_events')).toBe(before)
  })
})

describe('is kept with the mail', () => {
  test('once, however often it comes, also at the same moment', async () => {
    const { mail } = await mailed()
    const event = resend.event('email.delivered', mail)
    const answers = await Promise.all(Array.from({ length: 8 }, () => tell(event)))
    expect(answers).toEqual(new Array(8).fill(200))
    expect(await query(site, 'select what from mail_events where mail_id = ?', [mail])).toEqual([
      { what: 'delivered' },
    ])
  })

  test('in any order: what it says of the mail moves forward only', async () => {
    const types = {
      ...{
        delayed: 'email.delivery_delayed',
        delivered: 'email.delivered',
        failed: 'email.failed',
      },
      ...{ softBounced: 'email.bounced', bounced: 'email.bounced', complained: 'email.complained' },
    }
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...DELIVERIES], { minLength: 1 }), async (order) => {
        const { mail } = await mailed()
        for (const what of order)
          await tell(resend.event(types[what], mail, what === 'bounced' ? hard : soft))
        const furthest = DELIVERIES.findLast((what) => order.includes(what))
        expect(await deliveryOf(mail)).toBe(furthest)
      }),
      { numRuns: 12 },
    )
  })
})

test('that comes before the answer to the request does: the mail was taken, and is not repeated', async () => {
  const email = 'quick@example.org'
  resend.faults.push({
    after: true,
    wait: () => tell(resend.event('email.delivered', resend.taken.at(-1)!.tags[0]!.value)),
  })
  await fillInSign(site, { email })
  await mailAtRest(site)
  expect(resend.taken.filter(({ to }) => to[0] === email)).toHaveLength(1)
  expect(
    await query(site, 'select state, delivery from outbox where recipient = ?', [email]),
  ).toEqual([{ state: 'sent', delivery: 'delivered' }])
})

describe('an address is suppressed', () => {
  test.each([
    ['that bounced for good', 'email.bounced', hard, 'bounced', 'Permanent/General'],
    ['whose owner complained', 'email.complained', {}, 'complained', ''],
    [
      'that the service has on its own list',
      'email.suppressed',
      { suppressed: { type: 'OnAccountSuppressionList', message: 'x' } },
      'bounced',
      'OnAccountSuppressionList',
    ],
  ])('%s', async (_, type, data, reason, detail) => {
    const { mail, email } = await mailed()
    await tell(resend.event(type, mail, data))
    expect(await suppressed(email)).toEqual([{ reason, detail, mail_id: mail }])
    const before = resend.taken.length
    // Whoever asks sees the same as for any other address.
    const known = await fillInSign(site, { email })
    const other = await fillInSign(site, { email: `other-${email}` })
    expect([known.status, known.location]).toEqual([other.status, other.location])
    expect((await fillIn(site, '/manage', { email })).status).toBe(200)
    await mailAtRest(site)
    expect(resend.taken.slice(before).map(({ to }) => to[0])).toEqual([`other-${email}`])
  })

  test('but not for what may pass', async () => {
    const { mail, email } = await mailed()
    await tell(resend.event('email.bounced', mail, soft))
    await tell(resend.event('email.delivery_delayed', mail))
    expect(await suppressed(email)).toEqual([])
    expect(await deliveryOf(mail)).toBe('softBounced')
  })

  test('and the mail that waits for it is ended, its secret with it', async () => {
    const { mail, email } = await mailed()
    const database = site.database()
    await database.execute({
      sql: `insert into outbox (id, message, recipient, recipient_key, language, params, sealed_token, next_attempt_at, created_at)
        values ('later', 'manageLink', ?, ?, 'en', '{}', 'sealed', 9e15, 0)`,
      args: [email, email],
    })
    database.close()
    await tell(resend.event('email.complained', mail))
    expect(await query(site, "select state, sealed_token from outbox where id = 'later'")).toEqual([
      { state: 'suppressed', sealed_token: null },
    ])
  })

  test('with what its owner says before what a server said', async () => {
    const { mail, email } = await mailed()
    await tell(resend.event('email.bounced', mail, hard))
    await tell(resend.event('email.complained', mail))
    await tell(resend.event('email.bounced', mail, hard))
    expect(await suppressed(email)).toMatchObject([{ reason: 'complained' }])
  })

  test('and forgotten with the person that the mail was about', async () => {
    const { mail, email } = await mailed()
    const confirm = /\/confirm\/\S{43}/.exec(resend.taken.at(-1)!.text)![0]
    await post(site, confirm, {})
    await mailAtRest(site)
    const manage = /\/manage\/\S{43}/.exec(resend.taken.at(-1)!.text)![0]
    await tell(resend.event('email.bounced', mail, hard))
    expect(await suppressed(email)).toHaveLength(1)
    await post(site, `${manage}/erasure`, {})
    expect(await suppressed(email)).toEqual([])
  })
})

test('a bounce that comes before the person does: Ana confirms all the same', async () => {
  const { mail, email } = await mailed(ana['email'] as string)
  const confirm = /\/confirm\/\S{43}/.exec(resend.taken.at(-1)!.text)![0]
  await tell(resend.event('email.bounced', mail, hard))
  const before = (await counts(site)).total
  expect((await post(site, confirm, {})).status).toBe(303)
  expect((await get(site, confirm)).body).toContain('Thank you, Ana Pereira')
  expect(await query(site, 'select state from endorsements where email = ?', [email])).toEqual([
    { state: 'published' },
  ])
  expect(await query(site, 'select count(*) as n from endorsements')).toEqual([
    { n: expect.any(Number) },
  ])
  await mailAtRest(site)
  expect(resend.taken.filter(({ to }) => to[0] === email)).toHaveLength(1)
  expect((await counts(site)).total).toBeGreaterThanOrEqual(before)
})

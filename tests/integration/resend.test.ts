/** The real SDK against a local server that behaves as Resend documents: mail leaves, each once. */
import { describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { resendTransport } from '../../src/server/mail/resend/transport.ts'
import { startMailWorker } from '../../src/server/mail/worker.ts'
import { newId } from '../../src/server/ids.ts'
import { personForm, visitor } from '../support/app-people.ts'
import { until } from '../support/until.ts'
import { withResend } from '../support/with-resend.ts'

const at = withResend()
const { begin, rows, nothingWaits, pass, queue, recipients, expectEachOnce } = at
const sign = (email: string) => at.app.endorsements.submit(personForm(at.app, { email }), visitor)

describe('one mail', () => {
  test('leaves by itself, with its id as key and tag, both parts and its headers', async () => {
    await begin()
    await sign('ana@bücher.example')
    await nothingWaits()
    const [row] = await rows()
    expect(at.resend.requests).toMatchObject([{ path: '/emails', key: row!['id'], status: 200 }])
    expect(at.resend.taken[0]).toMatchObject({
      ...{ from: 'Accede <accede@campaign.example>', to: ['ana@xn--bcher-kva.example'] },
      subject: 'Please confirm your signature',
      headers: { 'Auto-Submitted': 'auto-generated' },
      tags: [{ name: 'mail', value: row!['id'] }],
    })
    expect(at.resend.taken[0]!.text).toMatch(/\/confirm\/\S{43}/)
    expect(row).toMatchObject({
      state: 'sent',
      provider_id: at.resend.taken[0]!.id,
      sealed_token: null,
    })
  })

  test.each([
    ['the connection breaks', {}],
    ['the server fails', { status: 500, name: 'internal_server_error' }],
    ['a proxy fails', { status: 502 }],
    ['a gateway gives up in its own words', { status: 504, body: { message: 'Timed out' } }],
    ['a gateway says 429 in its own words', { status: 429, body: { message: 'Too many' } }],
    ['a gateway has no words', { status: 502, body: null }],
    ['a gateway says that all is well', { status: 200, body: {} }],
    [
      'the same request is still under way',
      { status: 409, name: 'concurrent_idempotent_requests' },
    ],
  ])(
    'was taken while %s: repeated with the same key and body, it is one mail',
    async (_, fault) => {
      await begin()
      at.resend.faults.push({ ...fault, after: true })
      await sign('once@example.org')
      await until(async () => Number((await rows())[0]?.['attempts']) === 1, 'the first try')
      expect((await rows())[0]).toMatchObject({ state: 'waiting' })
      await pass(10_000)
      await nothingWaits()
      const [first, second] = at.resend.requests
      expect([second!.key, second!.body]).toEqual([first!.key, first!.body])
      expectEachOnce(1)
    },
  )

  test('that never can be taken is given up at once, with the reason', async () => {
    await begin()
    at.resend.faults.push({ status: 422, name: 'validation_error' })
    await sign('wrong@example.org')
    await nothingWaits()
    expect((await rows())[0]).toMatchObject({ state: 'dead', attempts: 1 })
    expect(String((await rows())[0]!['last_error'])).toContain('validation_error')
    // One mail's problem is not the service's.
    const said = sql`select value from mail_service where name = 'problem'`
    expect(await at.app.context.database.read(said)).toEqual([{ value: '' }])
  })
})

describe('no mail is taken at all', () => {
  test.each([
    ['the key is wrong', { status: 403, name: 'invalid_api_key' }, 60_000],
    ['the domain is not verified', { status: 403, name: 'validation_error' }, 60_000],
  ])('while %s: nothing is counted against the mail, and staff can read why', async (_, fault) => {
    await begin()
    at.resend.faults.push(fault)
    await sign('held@example.org')
    const problem = () =>
      at.app.context.database.first(sql`select value from mail_service where name = 'problem'`)
    await until(
      async () => String((await problem())?.['value']).includes(fault.name),
      'the problem',
    )
    expect((await rows())[0]).toMatchObject({ state: 'waiting', attempts: 0, handed_with: null })
  })

  test('for a second after 429; then all leaves, nothing twice', async () => {
    await begin()
    at.resend.limit = 2
    await queue(new Array(450).fill(1))
    await nothingWaits()
    expectEachOnce(450)
    expect((await rows()).every((row) => row['attempts'] === 1)).toBe(true)
  })

  test('beyond the daily quota, which is known', async () => {
    await begin()
    at.resend.daily = 100
    await queue(new Array(100).fill(1))
    await nothingWaits()
    await queue([1])
    await until(
      () => at.resend.requests.some(({ status }) => status === 429),
      'the quota to be over',
    )
    const kept = await until(async () => {
      const read = await at.app.context.database.read(sql`select name, value from mail_service`)
      const values = Object.fromEntries(
        read.map((row) => [String(row['name']), String(row['value'])]),
      )
      return values['problem']?.includes('daily_quota') && values
    }, 'the quota to be kept')
    expect(kept).toMatchObject({ daily: '100' })
    expect(await rows(`state = 'waiting' and attempts = 0`)).toHaveLength(1)
  })
})

describe('many mails', () => {
  test.each([
    ['fails', 502, { message: 'Internal server error' }],
    ['has no words', 502, null],
    ['says that all is well', 200, { ok: true }],
  ])(
    'of a batch whose gateway %s are not given up: repeated, each is one mail',
    async (_, status, body) => {
      await begin()
      at.resend.faults.push({ status, body, after: true })
      await queue([1, 1, 1])
      await until(async () => (await rows('attempts = 1')).length === 3, 'the failure')
      expect(await rows(`state = 'waiting'`)).toHaveLength(3)
      await pass(10_000)
      await nothingWaits()
      expectEachOnce(3)
    },
  )

  test('of a batch: one that is wrong does not keep the others back', async () => {
    await begin()
    at.resend.faults.push({ status: 500, after: true })
    await queue([1])
    await until(() => at.resend.requests.length === 1, 'the first request')
    const now = at.app.clock.now
    await at.app.context.database.write(
      ['a@example.org', 'never-valid@example.org', 'b@example.org'].map(
        (email) =>
          sql`insert into outbox (id, message, priority, recipient, recipient_key, language, params, next_attempt_at, created_at)
            values (${newId(now)}, 'manageLink', 1, ${email}, ${email}, 'en', '{}', ${now}, ${now})`,
      ),
    )
    await pass(60_000)
    await nothingWaits()
    expect(recipients().toSorted()).toEqual(['a@example.org', 'b@example.org', 'p1-0@example0.org'])
    const sent = await rows(`state = 'sent'`)
    for (const row of sent)
      expect(at.resend.taken.find(({ id }) => id === row['provider_id'])?.to).toEqual([
        row['recipient'],
      ])
    expect(await rows(`state = 'dead'`)).toMatchObject([{ recipient: 'never-valid@example.org' }])
  })

  test('of a batch that was taken but not answered are repeated together, and are each one mail', async () => {
    await begin()
    await queue(new Array(30).fill(2))
    at.resend.faults.push({ after: true })
    await pass(0)
    await until(() => at.resend.taken.length === 30, 'the batch to be taken')
    await until(async () => (await rows('attempts = 1')).length === 30, 'the failure to be kept')
    await queue(new Array(10).fill(0))
    await pass(10_000)
    await nothingWaits()
    expectEachOnce(40)
    const batches = at.resend.requests.filter(({ path }) => path === '/emails/batch')
    expect(batches.filter(({ key }) => key === batches[0]!.key).map(({ body }) => body)).toEqual([
      batches[0]!.body,
      batches[0]!.body,
    ])
  })

  test('ten thousand leave in order of priority, each once', async () => {
    await begin({ LOG_LEVEL: 'silent' })
    at.resend.limit = 10_000
    const priorities = Array.from({ length: 10_000 }, (_, i) => [2, 1, 0, 2, 2][i % 5]!)
    await at.app.context.database.write([
      sql`insert into settings (key, value, changed_at) values ('mail_pace', '1', 0)`,
    ])
    await until(() => at.app.context.settings.get('mail_pace') === '1', 'the pace')
    for (let i = 0; i < 10; i++) await queue(priorities.slice(i * 1000, i * 1000 + 1000))
    const early = at.resend.taken.length
    await at.app.context.database.write([
      sql`update settings set value = 'none' where key = 'mail_pace'`,
    ])
    await until(async () => (await rows(`state = 'waiting'`)).length === 0, 'all to leave', 60_000)
    expectEachOnce(10_000)
    const order = at.resend.taken.slice(early + 1).map(({ to }) => Number(to[0]![1]))
    // Requests that are under way together may overtake one another, and nothing else may.
    const slack = 4 * 100
    for (const [one, next] of [
      [0, 1],
      [1, 2],
    ] as const)
      expect(order.lastIndexOf(one) - order.indexOf(next)).toBeLessThan(slack)
    expect(Math.max(...at.resend.requests.map(({ body }) => body.length))).toBeLessThan(2_000_000)
  }, 90_000)
})

test('two workers on one database: nothing is sent twice, or even asked twice', async () => {
  await begin()
  const second = startMailWorker(at.app.context, resendTransport(at.app.config))
  for (let i = 0; i < 5; i++) {
    await queue(new Array(200).fill(i % 3))
    second.wake()
  }
  await nothingWaits()
  await second.stop()
  expectEachOnce(1000)
  const keys = at.resend.requests.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('what was queued for an address that must not be written to is ended, its secret with it', async () => {
  await begin()
  await at.app.context.database.write([
    sql`insert into suppressions values ('p1-1@example1.org', 'asked', '', null, 0)`,
  ])
  await queue([1, 1, 1])
  await at.app.context.database.write([
    sql`update outbox set sealed_token = 'x' where state = 'waiting'`,
  ])
  await until(async () => (await rows(`state = 'suppressed'`)).length === 1, 'it to be ended')
  expect((await rows(`state = 'suppressed'`))[0]).toMatchObject({
    recipient: 'p1-1@example1.org',
    sealed_token: null,
  })
  expect(recipients()).not.toContain('p1-1@example1.org')
})

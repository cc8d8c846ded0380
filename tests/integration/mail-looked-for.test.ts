/** Looking for mails that were perhaps taken takes long, and harms nothing meanwhile. */
import { describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { newId } from '../../src/server/ids.ts'
import { claimDue } from '../../src/server/mail/claim.ts'
import { createPace } from '../../src/server/mail/pace.ts'
import { resendTransport } from '../../src/server/mail/resend/transport.ts'
import { settle, type Settled } from '../../src/server/mail/settle.ts'
import { personForm, visitor } from '../support/app-people.ts'
import { until } from '../support/until.ts'
import { withResend } from '../support/with-resend.ts'

const at = withResend()
const { begin, rows, nothingWaits, pass, queue, recipients, expectEachOnce } = at
const never = () => new Promise(() => {})

/** Batches that were handed over more than a day ago, and nothing was heard of them since. */
function handedLongAgo(batches: number, { each = 3, dueIn = 0 } = {}) {
  const { now } = at.app.clock
  const mail = (_: unknown, i: number) => {
    const email = `long${i}@example.org`
    const key = `batch ${i % batches}`
    return sql`insert into outbox (id, message, recipient, recipient_key, language, params, attempts, handed_with, handed_at, next_attempt_at, created_at)
      values (${newId(now)}, 'manageLink', ${email}, ${email}, 'en', '{"kind":"individual"}', 1, ${key}, ${now - 25 * 3_600_000}, ${now + dueIn}, 0)`
  }
  return at.app.context.database.write(Array.from({ length: batches * each }, mail))
}
/** Requests that ask for mails. */
const looks = () => at.resend.requests.filter(({ key }) => key === undefined)

test('one batch at a time, and a confirmation does not wait for it', async () => {
  await begin()
  const gate = Promise.withResolvers<undefined>()
  at.resend.asked = () => gate.promise
  await handedLongAgo(6)
  await until(() => looks().length === 1, 'the first look')
  const email = 'quick@example.org'
  await at.app.endorsements.submit(personForm(at.app, { email }), visitor)
  await until(() => recipients().includes(email), 'the confirmation')
  expect(looks()).toHaveLength(1)
  gate.resolve(undefined)
  await nothingWaits()
  expectEachOnce(6 * 3 + 1)
})

test('for longer than a lease: nobody else takes what is being looked for', async () => {
  await begin()
  at.resend.faults.push({ after: true })
  await queue([1, 1, 1])
  await until(async () => (await rows('attempts = 1')).length === 3, 'the failure')
  at.resend.forgetKeys()
  const claims: unknown[] = []
  at.resend.asked = async () => {
    at.app.clock.now += 50_000
    const { context } = at.app
    claims.push(await claimDue(context, createPace(context), { most: 100, looking: false }))
  }
  await pass(25 * 3_600_000)
  await nothingWaits()
  // The list, then each of the three.
  expect(claims).toEqual(new Array(4).fill('nothing is due'))
  expectEachOnce(3)
  expect(await rows(`state = 'sent'`)).toHaveLength(3)
})

test.each([
  ['the list', 0],
  ['a mail', 1],
])('%s that is not given in time ends it', async (_, silent) => {
  await begin()
  await queue([1])
  await nothingWaits()
  let asked = 0
  at.resend.asked = () => (asked++ === silent ? never() : undefined)
  const [row] = await rows()
  const mail = { id: String(row!['id']), to: String(row!['recipient']) }
  const transport = resendTransport(at.app.config, 200)
  await expect(transport.find([mail], 0, async () => {})).rejects.toThrow()
})

describe('what comes too late', () => {
  /** A mail that is on its way with another key by now. */
  async function claimedAnew() {
    await begin()
    // The worker has begun, and ends no leases any more.
    await queue([1])
    await nothingWaits()
    await handedLongAgo(1, { each: 1, dueIn: 60_000 })
    return (await theRow())[0]!
  }
  const theRow = () => rows(`recipient = 'long0@example.org'`)
  const failures = () =>
    at.app.context.database.read(sql`select * from staff_figures where label in ('failed', 'dead')`)

  test.each(['held', 'anew', 'conflict', 'unclear', 'refused', 'failed', 'unknown'])(
    'changes nothing: %s',
    async (outcome) => {
      const row = await claimedAnew()
      const verdict = { outcome, problem: 'x', wait: 0 } as Settled['verdict']
      await settle(at.app.context, [{ row, verdict }], { key: 'one before' })
      expect(await theRow()).toEqual([row])
      expect(await failures()).toEqual([])
    },
  )

  test('but that it was taken is kept', async () => {
    const row = await claimedAnew()
    const verdict = { outcome: 'sent', providerId: 'x' } as const
    await settle(at.app.context, [{ row, verdict }], { key: 'one before' })
    expect(await theRow()).toMatchObject([{ state: 'sent', provider_id: 'x' }])
  })
})

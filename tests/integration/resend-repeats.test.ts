/** Mails of which nobody heard whether they were taken: they are looked for before they are sent again. */
import { describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { SENDING_KEY } from '../support/resend.ts'
import { until } from '../support/until.ts'
import { withResend } from '../support/with-resend.ts'

const at = withResend()
const { begin, rows, nothingWaits, pass, queue, expectEachOnce } = at

describe('after more than 24 hours, when a key is forgotten', () => {
  /** A batch that was handed over, and nothing was heard of it since; a day later. */
  async function longAgo(fault: object): Promise<void> {
    at.resend.faults.push(fault)
    await queue([1, 1, 1])
    await until(async () => (await rows('attempts = 1')).length === 3, 'the failure')
    at.resend.forgetKeys()
    await pass(25 * 3_600_000)
  }

  test('what was taken is found, and not sent again', async () => {
    await begin()
    await longAgo({ after: true })
    await nothingWaits()
    expectEachOnce(3)
    const sent = await rows(`state = 'sent'`)
    expect(sent.map((row) => row['provider_id']).toSorted()).toEqual(
      at.resend.taken.map(({ id }) => id).toSorted(),
    )
  })

  test('what was not taken is sent', async () => {
    await begin()
    await longAgo({})
    await nothingWaits()
    expectEachOnce(3)
  })

  test('where the key may only send, nobody can tell: staff decide', async () => {
    await begin({ RESEND_API_KEY: SENDING_KEY })
    await longAgo({ after: true })
    await nothingWaits()
    expectEachOnce(3)
    expect(await rows(`state = 'dead' and last_error = 'unclear'`)).toHaveLength(3)
  })
})

test('a batch that lost one of its own meanwhile is looked for, not sent again', async () => {
  await begin()
  at.resend.faults.push({ after: true })
  await queue([1, 1, 1])
  await until(async () => (await rows('attempts = 1')).length === 3, 'the failure')
  await at.app.context.database.write([
    sql`delete from outbox where id = (select min(id) from outbox)`,
  ])
  await pass(10_000)
  await nothingWaits()
  expectEachOnce(3)
  expect(at.resend.requests.map(({ status }) => status)).toContain(409)
  expect(await rows(`state = 'sent' and provider_id is not null`)).toHaveLength(2)
})

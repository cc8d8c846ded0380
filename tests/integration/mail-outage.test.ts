/** The mail service is away: nothing is lost, and what waits leaves when it is back. */
import { beforeEach, expect, test } from 'vitest'
import { personForm, visitor } from '../support/app-people.ts'
import { until } from '../support/until.ts'
import { withResend } from '../support/with-resend.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = withResend()
const { begin, rows, nothingWaits, pass, queue, expectEachOnce } = at

/** The site has heard of the service how many requests it takes; then it is away. */
beforeEach(async () => {
  await begin()
  await queue([1])
  await nothingWaits()
  at.resend.away = true
})

const ana = 'ana@example.org'
const mailOfAna = async () => (await rows(`recipient = '${ana}'`))[0]!
const attempts = async () => Number((await mailOfAna())['attempts'])
async function anaSigns(): Promise<void> {
  await at.app.endorsements.submit(personForm(at.app, { email: ana }), visitor)
  await until(async () => (await attempts()) === 1, 'the first try')
}
/** Longer than any mail waits between two tries. */
async function nextTry(): Promise<void> {
  const before = await attempts()
  await pass(1.3 * HOUR)
  await until(async () => (await attempts()) > before, 'the next try')
}

test('for days: a confirmation waits, and leaves when it is back, once', async () => {
  await anaSigns()
  const start = at.app.clock.now
  while (at.app.clock.now < start + 2.8 * DAY) await nextTry()
  expect(await mailOfAna()).toMatchObject({ state: 'waiting' })
  expect(await attempts()).toBeGreaterThan(12)
  at.resend.away = false
  await pass(1.3 * HOUR)
  await nothingWaits()
  expect(await mailOfAna()).toMatchObject({ state: 'sent' })
  expectEachOnce(2)
})

test('for more than three days: it is given up, early enough for its link to be good still', async () => {
  await anaSigns()
  const start = at.app.clock.now
  while ((await mailOfAna())['state'] === 'waiting') await nextTry()
  expect(await mailOfAna()).toMatchObject({ state: 'dead' })
  expect(at.app.clock.now - start).toBeGreaterThanOrEqual(3 * DAY)
  expect(at.app.clock.now - start).toBeLessThan(3.2 * DAY)
})

test('few mails are tried meanwhile, then one request at a time, and all leave once it is back', async () => {
  const asked = at.resend.requests.length
  await queue(new Array(900).fill(1))
  const underWay = `handed_with is not null and state = 'waiting' and attempts = 0`
  await until(
    async () => (await rows('attempts = 1')).length > 1 && (await rows(underWay)).length === 0,
    'what was under way to fail',
  )
  expect(at.resend.requests.length - asked).toBeLessThanOrEqual(5)
  expect((await rows('handed_with is null')).length).toBeGreaterThanOrEqual(400)
  const before = at.resend.requests.length
  await pass(10_000)
  await until(() => at.resend.requests.length > before, 'the next request')
  await until(async () => (await rows(underWay)).length === 0, 'it to fail')
  expect(at.resend.requests.length).toBe(before + 1)
  at.resend.away = false
  await pass(60_000)
  await nothingWaits()
  expectEachOnce(901)
})

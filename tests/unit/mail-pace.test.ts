import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPace, type Pace } from '../../src/server/mail/pace.ts'
import { countRequests } from '../../src/server/mail/resend/requests.ts'
import { errorIn, verdictOf } from '../../src/server/mail/resend/errors.ts'

const MINUTE = 60_000

function paceWith(values: Record<string, string>) {
  const clock = { now: 0 }
  const settings = { get: (key: string) => values[key] } as never
  const pace: Pace = createPace({ settings, now: () => clock.now })
  return { pace, clock, values }
}
const to = (...domains: string[]) => domains.map((domain, i) => ({ domain, i }))

describe('How fast mail leaves', () => {
  test('is as fast as asked for where nothing is set', () => {
    const { pace } = paceWith({})
    for (let i = 0; i < 100; i++) {
      expect(pace.room(100)).toBe(100)
      expect(pace.take(to(...new Array<string>(100).fill('a.example')), 100).now).toHaveLength(100)
    }
  })

  test('in all: never more in any minute than the number and a burst, whenever it is asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 100 }),
        (perMinute, steps) => {
          const { pace, clock } = paceWith({ mail_pace: String(perMinute) })
          const sent: [number, number][] = []
          for (const step of steps) {
            clock.now += step
            const room = pace.room(100)
            const taken = pace.take(to(...new Array<string>(100).fill('a.example')), room).now
            sent.push([clock.now, taken.length])
          }
          const burst = Math.max(1, (perMinute / 60) * 2)
          for (const [at] of sent) {
            const inMinute = sent.filter(([when]) => when >= at && when < at + MINUTE)
            expect(inMinute.reduce((sum, [, n]) => sum + n, 0)).toBeLessThanOrEqual(
              perMinute + burst + 1,
            )
          }
        },
      ),
    )
  })

  test('to one domain: the first of each minute leave, the others wait for the next', () => {
    const { pace, clock } = paceWith({ mail_pace_domain: '2' })
    clock.now = 90_000
    const due = to('a.example', 'a.example', 'b.example', 'a.example', 'b.example', 'b.example')
    const { now, later, next } = pace.take(due, 100)
    expect(now.map(({ i }) => i)).toEqual([0, 1, 2, 4])
    expect(later.map(({ i }) => i)).toEqual([3, 5])
    expect(next).toBe(120_000)
    expect(pace.take(to('a.example'), 100).now).toEqual([])
    clock.now = next
    expect(pace.take(to('a.example'), 100).now).toHaveLength(1)
  })

  test('what there is no room for is neither sent nor put off', () => {
    const { pace } = paceWith({ mail_pace_domain: '5' })
    const { now, later } = pace.take(to('a.example', 'b.example', 'c.example'), 2)
    expect([now.length, later.length]).toEqual([2, 0])
  })

  test('a higher number for a domain is told once', () => {
    const { pace, values } = paceWith({ mail_pace_domain: '5' })
    expect(pace.changed()).toBe(false)
    values['mail_pace_domain'] = '1'
    expect(pace.changed()).toBe(false)
    values['mail_pace_domain'] = 'none'
    expect([pace.changed(), pace.changed()]).toEqual([true, false])
  })
})

describe('How many requests are made', () => {
  const clock = { now: 0 }
  const at = () => clock.now

  test('is five a second, then as the service says', async () => {
    clock.now = 5000
    const requests = countRequests(at)
    for (let i = 0; i < 5; i++) await requests.turn()
    const sixth = requests.turn().then(() => clock.now)
    clock.now = 6000
    expect(await sixth).toBe(6000)
    requests.heard({ 'ratelimit-limit': '10', 'ratelimit-remaining': '2' }, 6000)
    expect(requests.limit()).toBe(10)
    await requests.turn()
    await requests.turn()
    const third = requests.turn().then(() => clock.now)
    clock.now = 7001
    expect(await third).toBe(7001)
  })

  test('is not lowered by what was said of an earlier second, nor by nonsense', async () => {
    clock.now = 5000
    const requests = countRequests(at)
    await requests.turn()
    clock.now = 6100
    await requests.turn()
    requests.heard({ 'ratelimit-remaining': '0' }, 5000)
    requests.heard({ 'ratelimit-remaining': '-1', 'ratelimit-limit': 'many' }, 6100)
    for (let i = 0; i < 4; i++) await requests.turn()
    expect(requests.limit()).toBe(5)
  })
})

describe('What an error means', () => {
  test.each([
    [429, 'rate_limit_exceeded', { 'retry-after': '3' }, 'held', 3000],
    [429, 'rate_limit_exceeded', {}, 'held', 1000],
    [429, 'rate_limit_exceeded', { 'retry-after': 'soon' }, 'held', 1000],
    [429, 'daily_quota_exceeded', {}, 'held', 3_600_000],
    [429, 'monthly_quota_exceeded', { 'retry-after': '99999999' }, 'held', 86_400_000],
    [401, 'missing_api_key', {}, 'held', 60_000],
    [403, 'validation_error', {}, 'held', 60_000],
    [422, 'invalid_from_address', {}, 'held', 60_000],
    [404, 'not_found', {}, 'held', 60_000],
    [409, 'invalid_idempotent_request', {}, 'conflict', undefined],
    [409, 'concurrent_idempotent_requests', {}, 'unknown', undefined],
    [500, 'application_error', {}, 'unknown', undefined],
    [503, 'application_error', {}, 'unknown', undefined],
    [null, 'application_error', {}, 'unknown', undefined],
    [400, 'validation_error', {}, 'refused', undefined],
    [422, 'missing_required_field', {}, 'refused', undefined],
    [451, 'security_error', {}, 'refused', undefined],
  ] as const)('%s %s %j: %s', (statusCode, name, headers, outcome, wait) => {
    const verdict = verdictOf({ statusCode, name, message: 'x' }, headers)
    expect(verdict.outcome).toBe(outcome)
    expect('wait' in verdict ? verdict.wait : undefined).toBe(wait)
  })

  test.each([
    ...[undefined, null, 7, 'no', [], {}, { message: 'Internal server error' }],
    ...[
      { statusCode: '422', name: 1 },
      { statusCode: 302, name: 'x' },
    ],
  ])('%j, which is not the service’s own: that the mail was perhaps taken', (body) => {
    expect(verdictOf(errorIn(body), {}).outcome).toBe('unknown')
  })
})

/** A piece under way is paused, goes on, is cancelled; and people leave while it is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actOnNews } from '../../../src/components/staff/news/acts.ts'
import { sql } from '../../../src/server/database/index.ts'
import { suppress } from '../../../src/server/mail/suppression.ts'
import { EVERYBODY } from '../../../src/server/news/audience.ts'
import { feedNews } from '../../../src/server/news/feed.ts'
import { unsubscribeToken } from '../../../src/server/news/unsubscribe.ts'
import { writeSetting } from '../../../src/server/settings.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { until } from '../../support/until.ts'
import {
  admin,
  draft,
  editor,
  newsIn,
  otherMailLeaves,
  reader,
  recipientsOf,
  send,
  untilSent,
  waitingFor,
} from '../../support/news.ts'

let app: TestApp
let id: number
let ana: string
/** A piece for three whose mails wait in the outbox, because mail rests. */
beforeEach(async () => {
  app = await startApp()
  ana = await reader(app, 'ana@example.org')
  for (const name of ['bo', 'chi']) await reader(app, `${name}@example.org`)
  await mailRests('on')
  id = await draft(app)
  await send(app, id)
  await feedNews(app.context)
  await feedNews(app.context)
  expect(await waitingFor(app, id)).toBe(3)
})
afterEach(() => app.remove())

async function setting(key: 'pause_mail' | 'pause_news', value: 'on' | 'off') {
  await app.context.database.write([writeSetting(key, value, app.clock.now)])
  await until(() => app.context.settings.get(key) === value, 'the setting')
}
const mailRests = (value: 'on' | 'off') => setting('pause_mail', value)
const sent = async () => {
  await mailRests('off')
  await untilSent(app, id)
  return recipientsOf(await newsIn(app))
}

describe('what waits already does not leave to somebody who meanwhile', () => {
  const leaves: [string, () => Promise<unknown>][] = [
    [
      'unsubscribes',
      () => app.news.unsubscribe(unsubscribeToken(app.config.secretKey, 'ana@example.org')),
    ],
    [
      'unticks news',
      () => app.endorsements.change(ana, { name: 'Ana', texts: 'convention' }, 'en'),
    ],
    ['withdraws', () => app.endorsements.withdraw(ana)],
    ['erases everything', () => app.endorsements.erase(ana)],
    ['is removed by staff', () => byState('removed')],
    ['is held for review', () => byState('review')],
  ]
  const byState = (state: string) =>
    app.context.database.write([
      sql`update endorsements set state = ${state} where email = 'ana@example.org'`,
    ])
  test.each(leaves)('%s', async (_, leave) => {
    await leave()
    expect(await waitingFor(app, id)).toBe(2)
    expect(await sent()).toEqual(['bo@example.org', 'chi@example.org'])
  })

  test('and comes back: nobody gets a piece twice', async () => {
    expect(await sent()).toHaveLength(3)
    await app.news.unsubscribe(unsubscribeToken(app.config.secretKey, 'ana@example.org'))
    await app.context.database.write([
      sql`update endorsements set updates_wording = consent_wording where email = 'ana@example.org'`,
      sql`update news set state = 'sending', cursor = 0 where id = ${id}`,
    ])
    await untilSent(app, id)
    expect(await newsIn(app)).toHaveLength(3)
  })
})

test('paused, nothing leaves; then it goes on, and everybody gets it once', async () => {
  expect(await app.news.pause(editor, id)).toBe(true)
  expect(await app.news.pause(editor, id)).toBe(false)
  await mailRests('off')
  // What is queued after it leaves, so these had their turn.
  await otherMailLeaves(app)
  await feedNews(app.context)
  expect(await newsIn(app)).toEqual([])
  expect(await app.news.view(id)).toMatchObject({ state: 'paused', waiting: 3 })
  expect(await app.news.resume(admin, id)).toBe(true)
  expect(await app.news.resume(admin, id)).toBe(false)
  await untilSent(app, id)
  expect(await newsIn(app)).toHaveLength(3)
})

test('a mail that was being tried when it was paused is put off too', async () => {
  await app.news.pause(editor, id)
  await app.context.database.write([
    sql`update outbox set next_attempt_at = ${app.clock.now + 5000}, attempts = 1 where recipient = 'bo@example.org' and message = 'news'`,
  ])
  await feedNews(app.context)
  app.clock.now += 60_000
  await mailRests('off')
  await otherMailLeaves(app)
  expect(await newsIn(app)).toEqual([])
})

test('nor does one leave that became due before it could be put off', async () => {
  await app.news.pause(editor, id)
  await app.context.database.write([
    sql`update outbox set next_attempt_at = 0 where message = 'news'`,
  ])
  await mailRests('off')
  await otherMailLeaves(app)
  expect(await newsIn(app)).toEqual([])
})

test('what was given up can be sent again after the end, but not to who has left meanwhile', async () => {
  const given = (where: string) =>
    app.context.database.write([
      { sql: `update outbox set state = 'dead' where message = 'news' and ${where}`, args: [] },
    ])
  await given(`recipient in ('ana@example.org', 'bo@example.org')`)
  expect(await sent()).toEqual(['chi@example.org'])
  await app.news.unsubscribe(unsubscribeToken(app.config.secretKey, 'ana@example.org'))
  await app.context.database.write([
    sql`update outbox set state = 'waiting', next_attempt_at = 0 where state = 'dead'`,
  ])
  await until(async () => (await newsIn(app)).length === 2, 'the one that was sent again')
  expect(recipientsOf(await newsIn(app))).toEqual(['bo@example.org', 'chi@example.org'])
})

test('cancelled, what waits is gone for good', async () => {
  expect(await app.news.cancel(admin, id)).toBe(true)
  for (const act of ['cancel', 'pause', 'resume', 'takeBack'] as const)
    expect(await app.news[act](admin, id)).toBe(false)
  expect(await app.news.view(id)).toMatchObject({ state: 'cancelled', queued: 0, waiting: 0 })
  await mailRests('off')
  await otherMailLeaves(app)
  await feedNews(app.context)
  expect(await newsIn(app)).toEqual([])
})

describe('an editor cannot end what an admin let begin,', () => {
  /** The button was on their page still: it was a draft when they looked. */
  const pressCancel = (piece: number) =>
    actOnNews(app, editor, { id: piece }, { act: 'cancel', language: 'en' })

  test('nor send on what was stopped', async () => {
    expect(await pressCancel(id)).toBe('tooLate')
    await app.news.pause(editor, id)
    expect(await pressCancel(id)).toBe('tooLate')
    expect(await app.news.resume(editor, id)).toBe(false)
    expect(await app.news.view(id)).toMatchObject({ state: 'paused', waiting: 3 })
    expect(await app.news.resume(admin, id)).toBe(true)
  })

  test('nor what was scheduled while they looked at the draft', async () => {
    const [scheduled, other] = [await draft(app), await draft(app)]
    await send(app, scheduled, { when: 'later', at: '2026-12-01T09:00' })
    expect(await pressCancel(scheduled)).toBe('tooLate')
    expect(await app.news.view(scheduled)).toMatchObject({ state: 'scheduled' })
    expect(await pressCancel(other)).toBe('cancel')
    expect(await app.news.view(other)).toMatchObject({ state: 'cancelled' })
  })
})

test('a paused piece can be cancelled', async () => {
  await app.news.pause(editor, id)
  expect(await app.news.cancel(admin, id)).toBe(true)
  expect(await waitingFor(app, id)).toBe(0)
})

test('while all news are paused, by complaints or by staff, nothing leaves; then it goes on', async () => {
  await setting('pause_news', 'on')
  await mailRests('off')
  await otherMailLeaves(app)
  expect(await newsIn(app)).toEqual([])
  expect(app.news.resting()).toBe(true)
  await setting('pause_news', 'off')
  await untilSent(app, id)
  expect(await newsIn(app)).toHaveLength(3)
})

test('an address that must not be written to is neither counted nor written to', async () => {
  const suppressed = { recipientKey: 'ana@example.org', reason: 'complained' } as const
  await app.context.database.write(suppress(suppressed, sql`true`, app.clock.now))
  expect(await app.news.count(EVERYBODY)).toBe(2)
  expect(await sent()).toEqual(['bo@example.org', 'chi@example.org'])
  const next = await draft(app)
  await send(app, next)
  await untilSent(app, next)
  expect(await app.news.view(next)).toMatchObject({ total: 2, queued: 2 })
  expect(recipientsOf(await newsIn(app))).not.toContain('ana@example.org')
})

test('news stand behind all other mail', async () => {
  const rows = await app.context.database.readFresh(
    sql`select distinct priority, message from outbox order by priority, message`,
  )
  expect(rows.map(({ priority, message }) => [priority, message])).toEqual([
    [0, 'confirm'],
    [1, 'signed'],
    [2, 'news'],
  ])
})

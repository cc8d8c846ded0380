/** What is old ends: links, submissions, mails, forms. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { JOBS } from '../../src/server/jobs.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { linkReader, personForm, visitor, type Link } from '../support/app-people.ts'

const DAY = 86_400_000
let app: TestApp
let newLinks: () => Promise<Link[]>
beforeAll(async () => {
  app = await startApp({ SIGN_LIMITS: 'strict' })
  newLinks = linkReader(app)
})
afterAll(() => app.remove())

const cleanUp = async () => {
  for (const job of JOBS) await job.run(app.context, AbortSignal.timeout(10_000))
}
const many = async (table: string) =>
  Number(
    (await app.context.database.first({ sql: `select count(*) as n from ${table}`, args: [] }))![
      'n'
    ],
  )

async function submitted(email: string): Promise<string> {
  expect(await app.endorsements.submit(personForm(app, { email }), visitor)).toEqual({
    outcome: 'accepted',
  })
  return (await newLinks()).find((link) => link.to === email)!.token
}

test('a confirmation link works until the last moment of its seven days, and then says so', async () => {
  const [early, late] = [await submitted('early@example.org'), await submitted('late@example.org')]
  app.clock.now += 7 * DAY - 1
  expect(await app.endorsements.confirm(early, {})).toMatchObject({ state: 'confirmed' })
  app.clock.now += 1
  expect(await app.endorsements.viewConfirmation(late)).toEqual({ state: 'expired' })
  expect(await app.endorsements.confirm(late, {})).toEqual({ state: 'expired' })
  expect(await app.endorsements.viewConfirmation(early)).toMatchObject({ state: 'confirmed' })
  expect((await app.register.counts()).total).toBe(1)
})

test('what was not confirmed is deleted after seven days, and its link explains', async () => {
  const token = await submitted('slow@example.org')
  app.clock.now += 7 * DAY + 1
  await cleanUp()
  expect(await many('submissions')).toBe(0)
  expect(await app.endorsements.viewConfirmation(token)).toEqual({ state: 'expired' })
})

test('what was not confirmed is kept until then', async () => {
  const token = await submitted('careful@example.org')
  app.clock.now += 6 * DAY
  await cleanUp()
  expect(await app.endorsements.viewConfirmation(token)).toMatchObject({ state: 'pending' })
})

test('a personal link works for four hundred days', async () => {
  await app.endorsements.confirm(await submitted('old@example.org'), {})
  const manage = (await newLinks()).find((link) => link.to === 'old@example.org')!.token
  app.clock.now += 399 * DAY
  await cleanUp()
  expect(await app.endorsements.viewManaged(manage)).toMatchObject({ email: 'old@example.org' })
  app.clock.now += DAY
  expect(await app.endorsements.viewManaged(manage)).toBeUndefined()
  expect(await app.endorsements.withdraw(manage)).toBeUndefined()
  expect(await app.endorsements.erase(manage)).toBeUndefined()
  expect(await app.endorsements.change(manage, { name: 'X' }, 'en')).toEqual({ outcome: 'gone' })
  expect(
    await app.context.database.first(
      sql`select state from endorsements where email = 'old@example.org'`,
    ),
  ).toMatchObject({ state: 'published' })
})

test('sent mail is forgotten after thirty days', async () => {
  await submitted('mail@example.org')
  app.clock.now += 29 * DAY
  await cleanUp()
  expect(await many('outbox')).toBeGreaterThan(0)
  app.clock.now += DAY + 1
  await cleanUp()
  expect(await many('outbox')).toBe(0)
})

test('old links are forgotten in the end', async () => {
  app.clock.now += 500 * DAY
  await cleanUp()
  expect(await many('tokens')).toBe(0)
})

test('a form that was open for more than a week is shown again with what was typed', async () => {
  const form = personForm(app, { email: 'open@example.org' })
  app.clock.now += 7 * DAY
  expect(await app.endorsements.submit(form, visitor)).toEqual({
    outcome: 'invalid',
    errors: [{ field: 'formKey', message: 'errors.formKey' }],
  })
})

test('one address gets five mails a day, and mail again the next day', async () => {
  const email = 'victim@example.org'
  for (let i = 0; i < 8; i++)
    await app.endorsements.submit(personForm(app, { email, name: `Bomber ${'abcdefgh'[i]}` }), {
      language: 'en',
      network: `198.51.${i}`,
    })
  expect(await newLinks()).toHaveLength(5)
  await app.endorsements.sendLink({ email }, visitor)
  expect(await newLinks()).toHaveLength(0)
  app.clock.now += DAY
  expect(await submitted(email)).toHaveLength(43)
})

test('a network may leave sixty unconfirmed submissions in an hour, and again the next hour', async () => {
  const network = '203.0.113'
  const sign = (i: number, from = network) =>
    app.endorsements.submit(personForm(app, { email: `n${i}@example.org` }), {
      language: 'en',
      network: from,
    })
  for (let i = 0; i < 60; i++) expect(await sign(i)).toEqual({ outcome: 'accepted' })
  expect(await sign(60)).toEqual({ outcome: 'tooMany', retryAfter: 3600 })
  expect(await sign(61, '192.0.2')).toEqual({ outcome: 'accepted' })
  await app.endorsements.confirm(
    (await newLinks()).find(({ to }) => to === 'n0@example.org')!.token,
    {},
  )
  expect(await sign(62)).toEqual({ outcome: 'accepted' })
  app.clock.now += 3_600_001
  expect(await sign(63)).toEqual({ outcome: 'accepted' })
})

/** Mail waits until it can leave, is tried again, and keeps no secret once it has left. */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { linkReader, organisationForm, personForm, visitor } from '../support/app-people.ts'
import { until } from '../support/until.ts'

let app: TestApp
let mailbox: string
beforeAll(async () => {
  app = await startApp()
  mailbox = join(app.config.dataDir, 'mailbox')
})
afterAll(() => app.remove())

/** A file where the mailbox should be: no mail can be written. */
const breakMailbox = () => {
  rmSync(mailbox, { recursive: true, force: true })
  writeFileSync(mailbox, '')
}
const mendMailbox = () => {
  if (statSync(mailbox).isFile()) rmSync(mailbox)
  mkdirSync(mailbox, { recursive: true })
}
beforeEach(breakMailbox)
afterEach(mendMailbox)

const sign = (email: string) => app.endorsements.submit(personForm(app, { email }), visitor)
const mailTo = async (email: string) =>
  (await app.context.database.first(sql`select * from outbox where recipient = ${email}`))!
/** Time passes, and something is committed: the worker looks again. */
const passTo = async (time: number) => {
  app.clock.now = time
  await app.context.database.write([sql`select 1`])
}
/** Hours pass until nothing waits any more. */
const allSent = () =>
  until(async () => {
    await passTo(app.clock.now + 3_600_000)
    const waiting = sql`select 1 from outbox where state = 'waiting' limit 1`
    return (await app.context.database.first(waiting)) === undefined
  }, 'all mails to leave')
const tried = (email: string, attempts: number) =>
  until(async () => Number((await mailTo(email))['attempts']) >= attempts, `attempt ${attempts}`)

test('a mail that could not leave waits longer each time, and leaves when it can', async () => {
  const email = 'patient@example.org'
  await sign(email)
  const waits: number[] = []
  for (let attempt = 1; attempt <= 4; attempt++) {
    await tried(email, attempt)
    const { next_attempt_at: next, state } = await mailTo(email)
    expect(state).toBe('waiting')
    waits.push(Number(next) - app.clock.now)
    if (attempt < 4) await passTo(Number(next))
  }
  waits.forEach((wait, i) => {
    expect(wait).toBeGreaterThanOrEqual(5000 * 2 ** i * 0.75)
    expect(wait).toBeLessThanOrEqual(5000 * 2 ** i * 1.25)
  })
  mendMailbox()
  await allSent()
  const { token } = (await linkReader(app)()).find(({ to }) => to === email)!
  expect(await app.endorsements.confirm(token, {})).toMatchObject({ state: 'confirmed' })
})

test('a mail that can never leave is given up after twelve attempts, and the others leave', async () => {
  const email = 'hopeless@example.org'
  await sign(email)
  for (let attempt = 1; attempt <= 12; attempt++) {
    await tried(email, attempt)
    await passTo(Number((await mailTo(email))['next_attempt_at']))
  }
  expect(await mailTo(email)).toMatchObject({ state: 'dead', attempts: 12 })
  mendMailbox()
  await sign('lucky@example.org')
  await allSent()
  expect(await mailTo('lucky@example.org')).toMatchObject({ state: 'sent' })
  expect(await mailTo(email)).toMatchObject({ state: 'dead', attempts: 12 })
})

test('once sent, a mail holds its token no more', async () => {
  const email = 'secret@example.org'
  await sign(email)
  await tried(email, 1)
  expect((await mailTo(email))['sealed_token']).not.toBeNull()
  mendMailbox()
  await allSent()
  expect(await mailTo(email)).toMatchObject({ state: 'sent', sealed_token: null, last_error: null })
})

test('a mail that was taken over but not marked goes out again as the same mail', async () => {
  mendMailbox()
  const email = 'marked@example.org'
  await sign(email)
  await allSent()
  const id = String((await mailTo(email))['id'])
  expect(readdirSync(mailbox)).toEqual([`${id}.eml`])
  await app.context.database.write([
    sql`update outbox set state = 'waiting', sealed_token = null where id = ${id}`,
  ])
  await allSent()
  expect(readdirSync(mailbox)).toEqual([`${id}.eml`])
})

test('two hundred and fifty mails leave, each once', async () => {
  const emails = Array.from({ length: 250 }, (_, i) => `many${i}@example.org`)
  await Promise.all(emails.map(sign))
  mendMailbox()
  await allSent()
  expect(readdirSync(mailbox).filter((file) => file.endsWith('.eml'))).toHaveLength(250)
})

test('Rui erases his own signature, and the waiting mail to his organisation still leaves', async () => {
  const email = 'rui@harbour.example'
  const links = linkReader(app)
  const newest = async (purpose: string) =>
    (await links()).find((link) => link.to === email && link.purpose === purpose)?.token
  mendMailbox()
  await sign(email)
  await app.endorsements.confirm(await newest('confirm'), {})
  const manage = await newest('manage')

  breakMailbox()
  await app.organisations.submit(organisationForm(app, { email }), visitor)
  expect(await app.endorsements.erase(manage)).toMatchObject({ state: 'erased' })
  mendMailbox()
  await allSent()
  expect(await app.endorsements.viewConfirmation(await newest('confirm'))).toMatchObject({
    state: 'pending',
    kind: 'organisation',
  })
})

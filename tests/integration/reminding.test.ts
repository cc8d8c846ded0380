/** Who has not confirmed after two days is reminded, once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { remind } from '../../src/server/endorsements/remind.ts'
import { readMail } from '../../src/server/mail/mailbox.ts'
import { KEPT } from '../../src/server/retention/kept.ts'
import { writeSetting, type Setting } from '../../src/server/settings.ts'
import { startApp, type TestApp } from '../support/app.ts'
import {
  linkReader,
  organisationForm,
  personForm,
  visitor,
  type Link,
} from '../support/app-people.ts'
import { until } from '../support/until.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let app: TestApp
let newLinks: () => Promise<Link[]>
beforeEach(async () => {
  app = await startApp({ SIGN_LIMITS: 'strict' })
  newLinks = linkReader(app)
})
afterEach(() => app.remove())

const run = () => remind(app.context, AbortSignal.timeout(10_000))
/** Submits, and takes the first mail. @returns its token */
async function submitted(email: string, more: object = {}): Promise<string> {
  await app.endorsements.submit(personForm(app, { email, ...more }), visitor)
  return (await newLinks()).find(({ to }) => to === email)!.token
}
/** @returns the token of the offer to move a signature to this address */
async function offerTo(email: string): Promise<string> {
  await newLinks()
  const [row] = await app.context.database.readFresh(
    sql`select id from outbox where message = 'addressOffer' and recipient_key = ${email}`,
  )
  const mail = await readMail(app.config.dataDir, String(row!['id']))
  return /\/address\/(\S{43})/.exec(mail!.text)![1]!
}
async function set(key: Setting, value: string): Promise<void> {
  await app.context.database.write([writeSetting(key, value, app.clock.now)])
  await until(async () => app.context.settings.get(key) === value, `${key} to be ${value}`)
}
/** Reminds, and says who got a mail. */
async function reminded(): Promise<string[]> {
  await run()
  return (await newLinks()).map(({ to }) => to).sort()
}

test('after two days, once, with a link that confirms and one that deletes', async () => {
  await submitted('ana@example.org')
  await submitted('bo@example.org')
  app.clock.now += 2 * DAY - 1
  expect(await reminded()).toEqual([])
  app.clock.now += 2
  await run()
  const links = await newLinks()
  expect(links.map(({ to, subject, purpose }) => [to, subject, purpose]).sort()).toEqual([
    ['ana@example.org', 'Your signature is not confirmed yet', 'confirm'],
    ['bo@example.org', 'Your signature is not confirmed yet', 'confirm'],
  ])
  const [ana, bo] = ['ana', 'bo'].map((name) => links.find(({ to }) => to.startsWith(name))!.token)
  expect(await app.endorsements.confirm(ana, {})).toMatchObject({ state: 'confirmed' })
  expect(await app.endorsements.disown(bo)).toEqual({ state: 'deleted' })
  await newLinks()
  for (let day = 0; day < 6; day++) {
    app.clock.now += DAY
    expect(await reminded()).toEqual([])
  }
})

test('its link ends when the first one does', async () => {
  await submitted('ana@example.org')
  app.clock.now += 3 * DAY
  await run()
  const [link] = await newLinks()
  app.clock.now += 4 * DAY - 1
  expect(await app.endorsements.viewConfirmation(link!.token)).toMatchObject({ state: 'pending' })
  app.clock.now += 1
  expect(await app.endorsements.viewConfirmation(link!.token)).toEqual({ state: 'expired' })
})

test('by any number of machines at once, killed or begun anew: one mail each', async () => {
  const emails = Array.from(
    { length: 450 },
    (_, i) => `n${String(i).padStart(3, '0')}@many.example`,
  )
  await Promise.all(
    emails.map((email, i) =>
      app.endorsements.submit(personForm(app, { email }), {
        language: 'en',
        network: `10.0.${i % 250}`,
      }),
    ),
  )
  await newLinks()
  app.clock.now += 2 * DAY + HOUR
  await Promise.all([run(), run(), run()])
  // As if killed before it could say how far it had come.
  await app.context.database.write([sql`delete from progress`])
  await Promise.all([run(), run()])
  expect((await newLinks()).map(({ to }) => to).sort()).toEqual(emails)
})

describe('nobody is reminded', () => {
  test('who has confirmed, by this form or another', async () => {
    const token = await submitted('ana@example.org')
    await submitted('ana@example.org', { name: 'Ana P.' })
    await app.endorsements.confirm(token, {})
    await newLinks()
    app.clock.now += 3 * DAY
    expect(await reminded()).toEqual([])
  })

  test.each(['withdrew', 'moved away'])(
    'who filled in the form again once they had signed, and then %s',
    async (what) => {
      await app.endorsements.confirm(await submitted('ana@example.org'), {})
      await newLinks()
      app.clock.now += DAY
      const manage = await submitted('ana@example.org', { name: 'Ana P.' })
      if (what === 'withdrew') {
        expect(await app.endorsements.withdraw(manage)).toMatchObject({ state: 'withdrawn' })
      } else {
        await app.endorsements.askMove(manage, { email: 'new@example.org' })
        expect(await app.endorsements.acceptMove(await offerTo('new@example.org'))).toMatchObject({
          state: 'accepted',
        })
      }
      await newLinks()
      app.clock.now += 2 * DAY + HOUR
      expect(await reminded()).toEqual([])
    },
  )

  test('twice, for two forms', async () => {
    await submitted('ana@example.org')
    app.clock.now += 2 * HOUR
    await submitted('ana@example.org', { name: 'Ana P.' })
    app.clock.now += 2 * DAY + HOUR
    expect(await reminded()).toEqual(['ana@example.org'])
    app.clock.now += DAY
    expect(await reminded()).toEqual([])
  })

  test('whose first mail has not left', async () => {
    await submitted('ana@example.org')
    await app.context.database.write([sql`update outbox set sent_at = null, state = 'dead'`])
    app.clock.now += 3 * DAY
    expect(await reminded()).toEqual([])
  })

  test('at an address that must not be written to', async () => {
    await submitted('ana@example.org')
    await submitted('bo@example.org')
    await app.context.database.write([
      sql`insert into suppressions (address_key, reason, detail, created_at) values ('bo@example.org', 'asked', '', 1)`,
    ])
    app.clock.now += 3 * DAY
    expect(await reminded()).toEqual(['ana@example.org'])
  })

  test('while mail is paused; and after it only who has a day left', async () => {
    await submitted('late@example.org')
    app.clock.now += 3 * DAY
    await submitted('early@example.org')
    await set('pause_mail', 'on')
    app.clock.now += 3 * DAY + HOUR
    expect(await reminded()).toEqual([])
    await set('pause_mail', 'off')
    expect(await reminded()).toEqual(['early@example.org'])
  })

  test('once there is nothing to confirm any more', async () => {
    await submitted('ana@example.org')
    await set('closes_at', new Date(app.clock.now + HOUR).toISOString())
    app.clock.now += 3 * DAY
    expect(await reminded()).toEqual([])
  })
})

test('a reminder that still waits is taken back when it is confirmed, deleted or too late', async () => {
  const tokens = [
    await submitted('a@example.org'),
    await submitted('b@example.org'),
    await submitted('c@example.org'),
  ]
  const { database } = app.context
  await database.write([
    sql`insert into outbox (id, message, recipient, recipient_key, language, params, next_attempt_at, created_at)
      select id, 'reminder', email, email_key, language, '{}', ${app.clock.now + 30 * DAY}, ${app.clock.now} from submissions`,
  ])
  const waiting = async () =>
    (
      await database.readFresh(
        sql`select recipient from outbox where message = 'reminder' order by 1`,
      )
    ).map(({ recipient }) => recipient)
  expect(await waiting()).toHaveLength(3)
  await app.endorsements.confirm(tokens[0], {})
  expect(await waiting()).toEqual(['b@example.org', 'c@example.org'])
  await app.endorsements.disown(tokens[1])
  expect(await waiting()).toEqual(['c@example.org'])
  app.clock.now += 7 * DAY + 1
  await KEPT[0]!.forget(app.context, AbortSignal.timeout(10_000))
  expect(await waiting()).toEqual([])
})

test('the contact of an organisation is reminded of the organisation', async () => {
  await app.organisations.submit(organisationForm(app), visitor)
  await newLinks()
  app.clock.now += 2 * DAY + HOUR
  await run()
  const [link] = await newLinks()
  expect(await app.endorsements.viewConfirmation(link!.token)).toMatchObject({
    kind: 'organisation',
  })
})

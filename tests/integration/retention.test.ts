/** What is kept for a time goes by itself, and nothing else does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { verifyTally } from '../../src/server/register/verify.ts'
import { KEPT } from '../../src/server/retention/kept.ts'
import { namesGoAt } from '../../src/server/retention/names.ts'
import { writeSetting } from '../../src/server/settings.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { desk, organisationForm, personForm, visitor } from '../support/app-people.ts'
import { accede } from '../support/command.ts'
import { digest } from '../../src/server/staff/digest/digest.ts'

const DAY = 86_400_000
const rule = (name: string) => KEPT.find((one) => one.name === name)!
const signal = () => AbortSignal.timeout(30_000)

async function forget(app: TestApp, name: string): Promise<number> {
  const due = await rule(name).due(app.context)
  const gone = await rule(name).forget(app.context, signal())
  // The dry run says what happens.
  expect([name, gone]).toEqual([name, due])
  expect(await rule(name).due(app.context)).toBe(0)
  return gone
}

describe('networks', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(() => app.remove())

  test('are forgotten thirty days after confirming, also in what staff search, and nothing else is', async () => {
    const { confirmed, rowOf } = desk(app)
    await confirmed(personForm(app, { email: 'old@example.org' }))
    app.clock.now += 20 * DAY
    await confirmed(personForm(app, { email: 'new@example.org' }))
    await digest(app.context)
    const before = await rowOf('old@example.org')
    app.clock.now += 10 * DAY
    expect(await forget(app, 'networks')).toBe(0)
    app.clock.now += 1
    expect(await forget(app, 'networks')).toBe(1)
    expect(await rowOf('old@example.org')).toEqual({ ...before, network: null })
    expect((await rowOf('new@example.org'))!['network']).not.toBeNull()
    while (await digest(app.context));
    const found = await app.context.database.readFresh(
      sql`select id from work_index where work_index match 'facets: "n4c00002"'`,
    )
    expect(found.map(({ id }) => id)).toEqual([(await rowOf('new@example.org'))!['id']])
  })

  test('of many at once, in portions', async () => {
    await app.context.database.write([
      sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500)
        insert into endorsements (kind, state, name, search_name, email, email_key, country, visibility, text_mask, consent_wording, language,
          network, submitted_at, confirmed_at, changed_at)
        select 'individual', 'withdrawn', 'N', 'n', 'n' || i || '@x.example', 'n' || i || '@x.example', 'PT', 'public', 0,
          (select min(id) from wordings where kind = 'consent'), 'en', '4c00002', 1, 1, 1 from n`,
    ])
    expect(await forget(app, 'networks')).toBe(1500)
  })
})

describe('addresses that mail does not reach', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(() => app.remove())
  const listed = async () =>
    (
      await app.context.database.readFresh(sql`select address_key from suppressions order by 1`)
    ).map((row) => row['address_key'])

  test('go after ninety days if no endorsement has them; what was asked for stays', async () => {
    await desk(app).confirmed(personForm(app, { email: 'ana@example.org' }))
    for (const [key, reason] of [
      ['ana@example.org', 'bounced'],
      ['angry@example.org', 'complained'],
      ['mistyped@example.org', 'bounced'],
      ['never@example.org', 'asked'],
    ] as const)
      await app.context.database.write([
        sql`insert into suppressions (address_key, reason, detail, created_at) values (${key}, ${reason}, '', ${app.clock.now})`,
      ])
    app.clock.now += 90 * DAY
    expect(await forget(app, 'addresses-without-mail')).toBe(0)
    app.clock.now += 1
    expect(await forget(app, 'addresses-without-mail')).toBe(2)
    expect(await listed()).toEqual(['ana@example.org', 'never@example.org'])
  })
})

test('that a network asked for a link is forgotten after a day', async () => {
  const app = await startApp()
  try {
    await app.endorsements.sendLink({ email: 'a@example.org' }, visitor)
    app.clock.now += DAY
    expect(await forget(app, 'link-requests')).toBe(0)
    app.clock.now += 1
    expect(await forget(app, 'link-requests')).toBe(1)
  } finally {
    await app.remove()
  }
})

describe('after the end of the campaign', () => {
  let app: TestApp
  let end: number
  beforeAll(async () => {
    app = await startApp()
    const { confirmed, decide } = desk(app)
    const person = (email: string, more = {}) =>
      confirmed(
        personForm(app, {
          email,
          comment: 'Zanzibar',
          affiliation: 'Zanzibar Guild',
          updates: 'on',
          ...more,
        }),
      )
    await person('stays@zanzibar.example', {
      name: 'Zora Zanzibar',
      texts: ['convention', 'declaration'],
    })
    await person('hidden@zanzibar.example', { name: 'Hida Zanzibar', visibility: 'anonymous' })
    await person('removed@zanzibar.example', { name: 'Remi Zanzibar' })
    await decide('removed@zanzibar.example', 'remove')
    await person('gone@zanzibar.example', { name: 'Gwen Zanzibar' })
    await confirmed(
      organisationForm(app, {
        organisationName: 'Zanzibar Harbour',
        website: 'https://zanzibar.example',
        email: 'rui@zanzibar.example',
      }),
    )
    await decide('rui@zanzibar.example', 'approve')
    await app.endorsements.submit(personForm(app, { email: 'stays@zanzibar.example' }), {
      language: 'en',
      network: '192.0.2',
    })
    end = app.clock.now + DAY
    await app.context.database.write([
      writeSetting('closes_at', new Date(end).toISOString(), app.clock.now),
    ])
  })
  afterAll(() => app.remove())

  test('names are kept for the time that the campaign has set, to the day', async () => {
    expect(await namesGoAt(app.context)).toBe(end + 365 * DAY)
    app.clock.now = end + 365 * DAY - 1
    expect(await forget(app, 'names-after-the-end')).toBe(0)
  })

  test('then they go; what counted counts on, and the tally is the register', async () => {
    const counts = await app.register.counts()
    const texts = await app.context.database.readFresh(
      sql`select endorsement_id, text, endorsed_at, wording_id from endorsement_texts order by 1, 2`,
    )
    app.clock.now += 1
    expect(await forget(app, 'names-after-the-end')).toBe(5)
    const after = await app.register.counts()
    expect({ ...after, asOf: counts.asOf, version: counts.version }).toEqual(counts)
    expect(await verifyTally(app.context.database)).toEqual([])
    const rows = await app.context.database.readFresh(
      sql`select kind, country, state, number, name, email, comment, network, updates_wording from endorsements order by id`,
    )
    const gone = { name: '', email: null, comment: null, network: null, updates_wording: null }
    expect(rows).toMatchObject([
      { kind: 'individual', country: 'PT', state: 'anonymised', number: 1, ...gone },
      { state: 'anonymised', number: 2, ...gone },
      { state: 'erased', number: 3, ...gone },
      { state: 'anonymised', number: 4, ...gone },
      { kind: 'organisation', country: 'PT', state: 'anonymised', number: 5, ...gone },
    ])
    expect(
      await app.context.database.readFresh(
        sql`select endorsement_id, text, endorsed_at, wording_id from endorsement_texts order by 1, 2`,
      ),
    ).toEqual(texts)
  })

  test('and no name is anywhere: no table, no search, no list', async () => {
    while (await digest(app.context));
    // Domains stand in figures of mail, which went long before.
    await rule('figures-of-mail').forget(app.context, signal())
    const { database } = app.context
    const tables = await database.readFresh(
      sql`select name from sqlite_master where type = 'table' and sql not like 'create virtual%'`,
    )
    for (const { name } of tables) {
      const rows = await database.readFresh({ sql: `select * from "${name}"`, args: [] })
      expect([name, JSON.stringify(rows)]).toEqual([name, expect.not.stringMatching(/zanzibar/i)])
    }
    expect(
      (
        await app.register.list({
          q: 'zanzibar',
          country: undefined,
          kind: undefined,
          text: undefined,
          cursor: undefined,
        })
      ).entries,
    ).toEqual([])
  })

  test('and it happens once: the next time changes nothing', async () => {
    const version = await app.context.database.readFresh(sql`select value from versions`)
    expect(await forget(app, 'names-after-the-end')).toBe(0)
    expect(await app.context.database.readFresh(sql`select value from versions`)).toEqual(version)
  })
})

test('an end that was set by a slip, long ago, costs nothing: the time runs from when it was set', async () => {
  const app = await startApp()
  try {
    await desk(app).confirmed(personForm(app))
    await app.context.database.write([writeSetting('closes_at', '2001-01-01', app.clock.now)])
    for (const { forget } of KEPT) await forget(app.context, signal())
    expect(await desk(app).rowOf('ana@example.org')).toMatchObject({ state: 'published' })
    await app.context.database.write([writeSetting('closes_at', 'never', app.clock.now)])
    app.clock.now += 5000 * DAY
    expect(await forget(app, 'names-after-the-end')).toBe(0)
  } finally {
    await app.remove()
  }
})

describe('an operator asks what would go', () => {
  let app: TestApp
  let env: Record<string, string>
  beforeAll(async () => {
    app = await startApp()
    env = { DATA_DIR: app.config.dataDir }
    // Signed when the clock of the tests says, which is long before the operator's own.
    app.clock.now = Date.now() - 100 * DAY
    await app.endorsements.submit(personForm(app), { language: 'en', network: '192.0.2' })
  })
  afterAll(() => app.remove())
  const submissions = async () =>
    (await app.context.database.readFresh(sql`select 1 from submissions`)).length

  test('and sees each, with its time and its number, while the site runs; nothing goes', async () => {
    const { code, stdout, stderr } = await accede(env, 'retention', '--dry-run')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const { name, days } of KEPT)
      expect(stdout).toMatch(new RegExp(`^${name} +${days} days +\\d+ would go$`, 'm'))
    expect(stdout).toMatch(/^unconfirmed-submissions +7 days +1 would go$/m)
    expect(stdout).toContain('Nothing was deleted.')
    expect(await submissions()).toBe(1)
  })

  test('and lets it go', async () => {
    expect((await accede(env, 'retention')).stdout).toMatch(
      /^unconfirmed-submissions +7 days +1 gone$/m,
    )
    expect(await submissions()).toBe(0)
  })

  test('and a mistake is said in one line', async () => {
    expect(await accede(env, 'retention', 'everything')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--dry-run'),
    })
  })
})

/** What is found out about an organisation, when, and what becomes of it when the network is away. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/server/database/index.ts'
import { gatherDue } from '../../src/server/organisations/evidence/gather.ts'
import { judgeMailDomain } from '../../src/server/organisations/evidence/providers.ts'
import { requestByStaff } from '../../src/server/organisations/evidence/requests.ts'
import { viewEvidence } from '../../src/server/organisations/evidence/view.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { desk, organisationForm } from '../support/app-people.ts'
import { startInternet, type Internet } from '../support/internet.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let net: Internet
let port: number
let app: TestApp
let staff: ReturnType<typeof desk>
beforeAll(async () => {
  net = await startInternet()
  port = await net.serve((_, res) => res.end('<title>Open Harbour</title>'))
})
beforeEach(async () => {
  net.zone.clear()
  net.zone.set('harbour.example', { A: ['127.0.0.1'], MX: [[10, 'mx.harbour.example']] })
  net.names.asked.length = 0
  app = await startApp({}, net.outside)
  staff = desk(app)
})
afterEach(() => app.remove())
afterAll(() => net.close())

/** An organisation that has confirmed, and nothing was looked at yet. @returns its id */
async function confirmed(fields: Record<string, string> = {}): Promise<number> {
  const form = organisationForm(app, { website: `http://harbour.example:${port}/`, ...fields })
  await staff.confirmed(form)
  return Number((await staff.rowOf(String(form['email'])))!['id'])
}
const gather = () => gatherDue(app.context, new AbortController().signal)
const seen = async (id: number) => {
  const { evidence, dueAt } = await viewEvidence(app.context, id)
  return { dueAt, ...Object.fromEntries(evidence.map((one) => [one.kind, one])) } as Record<
    string,
    { result: string; seen: Record<string, unknown>; trouble: string | null; seenAt: number }
  > & { dueAt: number | null }
}

test('a new organisation is looked at once, after it confirmed and in no request', async () => {
  const id = await confirmed()
  expect(net.names.asked).toEqual([])
  await gather()
  const { address, mail, website, dueAt } = await seen(id)
  expect(address).toMatchObject({ result: 'yes', seen: { provider: 'own' }, seenAt: app.clock.now })
  expect(mail).toMatchObject({ result: 'yes', seen: { exchanges: ['mx.harbour.example'] } })
  expect(website).toMatchObject({ result: 'yes', seen: { status: 200, title: 'Open Harbour' } })
  expect(dueAt).toBeNull()
  const asked = net.names.asked.length
  await gather()
  expect(net.names.asked.length).toBe(asked)
})

describe('the address and the website', () => {
  test.each([
    ['rui@harbour.example', 'https://harbour.example', 'yes'],
    ['rui@mail.harbour.example', 'https://www.harbour.example', 'yes'],
    ['rui@HARBOUR.example', 'https://city.harbour.example', 'yes'],
    ['rui@bücher.example', 'https://xn--bcher-kva.example', 'yes'],
    ['rui@harbour-example.org', 'https://example.org', 'no'],
    ['rui@harbour.example.evil.org', 'https://harbour.example', 'no'],
    ['rui@harbоur.example', 'https://harbour.example', 'no'],
    ['rui@one.co.uk', 'https://two.co.uk', 'no'],
    ['rui@one.github.io', 'https://two.github.io', 'no'],
    ['rui@gmail.com', 'https://harbour.example', 'no'],
    // Anybody gets an address there: it proves nothing about the provider's own site either.
    ['rui@gmail.com', 'https://gmail.com', 'no'],
    ['rui@mailinator.com', 'https://mailinator.com', 'no'],
    ['rui@sub.mailinator.com', 'https://mailinator.com', 'no'],
  ])('%s and %s: %s', async (email, website, result) => {
    app.context.outside = undefined
    await confirmed({ email, website })
    await gather()
    const rows = await app.context.database.read(sql`select kind, result from evidence`)
    // Without a network, what can be known without one is known, and nothing is claimed of the rest.
    expect(rows.map((row) => ({ ...row }))).toMatchObject([{ kind: 'address', result }])
  })

  test('staff know better what a domain is, and it is looked at again', async () => {
    const id = await confirmed({ email: 'rui@gmail.com', website: 'https://gmail.com' })
    await gather()
    const judge = (domain: string, provider: 'own' | 'disposable') =>
      app.context.database.write(judgeMailDomain(domain, provider, 'staff:1', app.clock.now)!)
    await judge('GMail.com', 'own')
    await gather()
    expect((await seen(id))['address']).toMatchObject({ result: 'yes', seen: { provider: 'own' } })
    await judge('gmail.com', 'disposable')
    await gather()
    expect((await seen(id))['address']).toMatchObject({
      result: 'no',
      seen: { provider: 'disposable' },
    })
    expect(judgeMailDomain('no domain', 'own', 'staff:1', 0)).toBeUndefined()
  })
})

describe('mail', () => {
  test.each([
    ['takes none, and says so', { MX: [[0, '']] as [number, string][] }, 'no'],
    ['goes to the name itself', { A: ['203.0.113.9'] }, 'yes'],
    ['goes nowhere: only text', { TXT: ['v=spf1 -all'] }, 'no'],
    ['is not known: its name server is broken', { fails: 'SERVFAIL' as const }, 'unknown'],
  ])('%s', async (_, records, result) => {
    net.zone.set('post.example', records)
    const id = await confirmed({ email: 'rui@post.example' })
    await gather()
    expect((await seen(id))['mail']).toMatchObject({ result })
  })

  test('of a domain that does not exist goes nowhere', async () => {
    const id = await confirmed({ email: 'rui@nowhere.example' })
    await gather()
    expect((await seen(id))['mail']).toMatchObject({ result: 'no' })
  })
})

describe('the network is away', () => {
  test('it is tried again later and later, then left, and what was seen stays', async () => {
    const id = await confirmed()
    await gather()
    const before = (await seen(id))['website']!
    net.zone.set('harbour.example', { fails: 'SERVFAIL' })
    app.clock.now += DAY
    await app.context.database.write([requestByStaff(id, app.clock.now)])
    const waits: (number | null)[] = []
    for (let i = 0; i < 5; i++) {
      await gather()
      const { dueAt, website } = await seen(id)
      expect(website).toMatchObject({ result: 'yes', trouble: 'ESERVFAIL', seenAt: before.seenAt })
      waits.push(dueAt && (dueAt - app.clock.now) / MINUTE)
      app.clock.now = dueAt ?? app.clock.now
    }
    expect(waits).toEqual([10, 60, 360, 1440, null])
  })

  test('and back: the next look has it', async () => {
    net.zone.clear()
    net.zone.set('harbour.example', { fails: 'SERVFAIL' })
    const id = await confirmed()
    await gather()
    expect((await seen(id))['website']).toMatchObject({ result: 'unknown' })
    net.zone.set('harbour.example', { A: ['127.0.0.1'], MX: [[1, 'mx.harbour.example']] })
    app.clock.now += 10 * MINUTE
    await gather()
    const { website, dueAt } = await seen(id)
    expect(website).toMatchObject({ result: 'yes', trouble: null })
    expect(dueAt).toBeNull()
  })
})

test('what was seen of a website that changed meanwhile is dropped, and the new one is looked at', async () => {
  const id = await confirmed()
  const database = app.context.database
  net.zone.set('other.example', { A: ['127.0.0.1'] })
  const slow = await net.serve((_, res) => {
    void database
      .write([
        sql`update organisations set website = ${`http://other.example:${port}/`}, domain = 'other.example'`,
      ])
      .then(() => res.end('<title>Old</title>'))
  })
  await database.write([
    sql`update organisations set website = ${`http://harbour.example:${slow}/`}`,
  ])
  await gather()
  expect((await seen(id))['website']).toBeUndefined()
  await gather()
  const { website, address } = await seen(id)
  expect(website).toMatchObject({ seen: { title: 'Open Harbour' } })
  expect(address).toMatchObject({ result: 'no', seen: { websiteDomain: 'other.example' } })
})

test('another contact is looked at anew, and so is everything after an erasure: not at all', async () => {
  const id = await confirmed()
  await gather()
  await app.context.database.write([
    sql`update endorsements set email = 'rui@elsewhere.example', email_key = 'rui@elsewhere.example'`,
  ])
  await gather()
  expect((await seen(id))['address']).toMatchObject({ result: 'no' })
  await app.context.database.write([sql`delete from organisations`])
  const left = await app.context.database.read(
    sql`select 1 from evidence union all select 1 from evidence_requests union all select 1 from organisation_names`,
  )
  expect(left).toEqual([])
})

test('a day has an end: beyond its number nothing more is looked at until tomorrow', async () => {
  const id = await confirmed()
  await app.context.database.write([
    sql`with recursive n(i) as (values (1) union all select i + 1 from n where i < 2000)
      insert into evidence_requests (endorsement_id, asked_by, asked_at, due_at, done_at)
      select ${id}, 'site', 0, 0, ${app.clock.now - 1000} from n`,
  ])
  await gather()
  expect((await seen(id))['address']).toBeUndefined()
  app.clock.now += DAY
  await gather()
  expect((await seen(id))['address']).toBeDefined()
})

test('the site stops while it looks: nothing half-known is kept, and the next start goes on', async () => {
  let arrived = () => {}
  const there = new Promise<void>((resolve) => (arrived = resolve))
  const silent = await net.serve(() => arrived())
  const id = await confirmed({ website: `http://harbour.example:${silent}/` })
  const stopping = new AbortController()
  const looking = gatherDue(app.context, stopping.signal)
  await there
  stopping.abort()
  await looking
  expect(await seen(id)).toEqual({ dueAt: 0 })
})

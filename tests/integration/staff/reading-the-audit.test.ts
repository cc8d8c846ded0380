import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { JOBS } from '../../../src/server/jobs.ts'
import { auditEntry } from '../../../src/server/staff/audit/entry.ts'
import { chainAudit } from '../../../src/server/staff/audit/chain.ts'
import { sql } from '../../../src/server/database/index.ts'
import { startApp } from '../../support/app.ts'
import { lockDatabase } from '../../support/database-lock.ts'
import { query } from '../../support/database.ts'
import { startSite, type Site } from '../../support/site.ts'
import { PASSWORD, signInStaff, type Member } from '../../support/staff.ts'
import { until } from '../../support/until.ts'
import { decode, post } from '../../support/visitor.ts'

let site: Site
let ada: Member
beforeAll(async () => {
  site = await startSite()
  ada = await signInStaff(site, 'admin')
  for (let i = 0; i < 60; i++)
    await ada.post('/staff/people/invitation', { email: `p${i}@staff.example`, role: 'viewer' })
})
afterAll(() => site.remove())

const numbersOf = (body: string) =>
  [...body.matchAll(/<tr>\s*<td class="num">([\d,]+)/g)].map(([, n]) => Number(n!.replace(',', '')))
const count = async () => Number((await query(site, 'select count(*) as n from audit'))[0]!['n'])

describe('Staff read the audit', () => {
  test('newest first, page by page, each entry once', async () => {
    const read: number[] = []
    let path: string | undefined = '/staff/audit'
    while (path) {
      const { body } = await ada.get(path)
      read.push(...numbersOf(body))
      path = decode(/<a href="([^"]*)" rel="next"/.exec(body)?.[1])
    }
    const all = await count()
    expect(read).toEqual(Array.from({ length: all }, (_, i) => all - i))
  })

  test('with its hashes, a moment after it was written', async () => {
    await until(
      async () =>
        (
          await query(
            site,
            'select (select max(number) from audit_chain) = (select max(number) from audit) as whole',
          )
        )[0]!['whole'] === 1,
      'the chain to be complete',
    )
    const { body } = await ada.get('/staff/audit')
    expect([...body.matchAll(/<code title="[\w-]{43}">[\w-]{8}<\/code>/g)]).toHaveLength(50)
  })

  test('by who, what, to what and when', async () => {
    const shown = async (query: string) => numbersOf((await ada.get(`/staff/audit?${query}`)).body)
    const today = new Date().toISOString().slice(0, 10)
    expect(await shown('who=operator')).toEqual([1])
    expect(await shown('what=totp.set')).toHaveLength(1)
    expect(await shown('who=operator&what=totp.set')).toEqual([])
    expect(await shown('subject=staff:1&what=session.begin')).toHaveLength(1)
    expect(await shown(`from=${today}&to=${today}`)).toHaveLength(50)
    expect(await shown('to=2020-01-01')).toEqual([])
    expect(await shown('from=2999-01-01')).toEqual([])
  })

  test('without addresses of those that it is about', async () => {
    const { body } = await ada.get('/staff/audit?what=staff.invite')
    const changes = [...body.matchAll(/<span class="quiet">email<\/span>[\s\S]*?<bdi>([^<]*)/g)]
    expect(changes.length).toBe(50)
    for (const [, shown] of changes) expect(shown).toBe('p…@staff.example')
  })

  test.each([
    'who=%00&what=%27%20or%201%3D1',
    'cursor=-1',
    'cursor=abc',
    'cursor=1e99',
    'from=yesterday&to=%F0%9F%99%82',
    `who=${'x'.repeat(2000)}`,
    'who=a&who=b',
    'subject=%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  ])('and whatever else is asked for does no harm: %s', async (asked) => {
    const answer = await ada.get(`/staff/audit?${asked}`)
    expect(answer.status).toBe(200)
    expect(answer.body).not.toContain('<script>alert')
  })
})

test('While nothing can be written, staff go on reading, and signing in says so', async () => {
  const unlock = await lockDatabase(site)
  const [read, signIn] = await Promise.all([
    ada.get('/staff/audit'),
    post(site, '/staff/login', { email: ada.email, password: PASSWORD }),
  ])
  await unlock()
  expect(read.status).toBe(200)
  expect(signIn.status).toBe(503)
  expect(Number(signIn.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(signIn.headers.getSetCookie()).toEqual([])
})

test('Admins get the head of the chain by mail once a day, on days when something was done', async () => {
  const app = await startApp()
  const { database } = app.context
  const run = () =>
    JOBS.find(({ name }) => name === 'mail-audit-head')!.run(
      app.context,
      new AbortController().signal,
    )
  const heads = async () =>
    (
      await database.read(
        sql`select recipient, params from outbox where message = 'staffAuditHead' order by created_at`,
      )
    ).map(({ recipient, params }) => [recipient, JSON.parse(String(params)).number])
  const account = (email: string, role: string) =>
    sql`insert into staff (email, email_key, role, state, created_at, changed_at) values (${email}, ${email}, ${role}, 'active', 0, 0)`
  await database.write([account('ada@x.example', 'admin'), account('ed@x.example', 'editor')])
  await run()
  expect(await heads()).toEqual([])
  await database.write([auditEntry({ who: 1, what: 'thing.done' }, app.clock.now)])
  await chainAudit(database)
  await run()
  await run()
  expect(await heads()).toEqual([['ada@x.example', 1]])
  app.clock.now += 2 * 86_400_000
  await run()
  expect(await heads()).toHaveLength(1)
  await database.write([auditEntry({ who: 1, what: 'thing.done' }, app.clock.now)])
  await chainAudit(database)
  await run()
  expect(await heads()).toEqual([
    ['ada@x.example', 1],
    ['ada@x.example', 2],
  ])
  await app.remove()
})

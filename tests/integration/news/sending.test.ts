/** Who gets a piece of news: those who asked for it, once each, in their language, and nobody else. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../../src/server/database/index.ts'
import { feedNews } from '../../../src/server/news/feed.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { desk } from '../../support/app-people.ts'
import { draft, editor, newsIn, reader, recipientsOf, send, untilSent } from '../../support/news.ts'

let app: TestApp
beforeEach(async () => {
  app = await startApp()
})
afterEach(() => app.remove())

const sendTo = async (posted: Record<string, string | string[]> = {}) => {
  const id = await draft(app)
  const before = (await app.news.view(id))!
  await app.news.choose(editor, id, { seen: JSON.stringify(before.audience), ...posted })
  const count = await app.news.count((await app.news.view(id))!.audience)
  await send(app, id)
  await untilSent(app, id)
  return { id, count, to: recipientsOf(await newsIn(app)) }
}

test('those who asked for it and nobody else; the number that staff saw is the number of mails', async () => {
  await reader(app, 'ana@example.org')
  await reader(app, 'bo@example.org', { name: 'Bo Lind', country: 'SE', visibility: 'anonymous' })
  await reader(app, 'quiet@example.org', { updates: '' })
  await reader(app, 'waits@harbour.example', { organisationName: 'Open Harbour' })
  const { id, count, to } = await sendTo()
  expect(to).toEqual(['ana@example.org', 'bo@example.org'])
  expect(count).toBe(2)
  expect(await app.news.view(id)).toMatchObject({ state: 'done', total: 2, queued: 2, waiting: 0 })
})

test('an organisation is written to at its contact, once it is in the register', async () => {
  const staff = desk(app)
  await reader(app, 'rui@harbour.example', { organisationName: 'Open Harbour' })
  await staff.decide('rui@harbour.example', 'approve')
  expect((await sendTo()).to).toEqual(['rui@harbour.example'])
})

test('an address that stands behind a person and an organisation gets it once, and is counted once', async () => {
  const staff = desk(app)
  await reader(app, 'Rui.Costa@harbour.example')
  await reader(app, 'rui.costa@harbour.example', { organisationName: 'Open Harbour' })
  await app.context.database.write([
    sql`update endorsements set state = 'published', number = 77 where kind = 'organisation'`,
  ])
  expect(await staff.total()).toBe(2)
  const { count, to } = await sendTo()
  expect(count).toBe(1)
  expect(to).toHaveLength(1)
})

describe('chosen by', () => {
  beforeEach(async () => {
    await reader(app, 'ana@example.org', { texts: ['convention'], country: 'PT' })
    await reader(app, 'bo@example.org', { texts: ['declaration'], country: 'SE' })
    await reader(app, 'chi@example.org', { texts: ['convention', 'declaration'], country: 'NG' })
    await app.context.database.write([
      sql`update endorsements set language = 'fr' where email = 'chi@example.org'`,
    ])
  })
  test.each([
    ['text', { text: 'declaration' }, ['bo@example.org', 'chi@example.org']],
    ['country', { countries: 'PT' }, ['ana@example.org']],
    ['countries', { countries: ['PT', 'NG'] }, ['ana@example.org', 'chi@example.org']],
    ['language', { languages: 'fr' }, ['chi@example.org']],
    ['kind', { kind: 'individual' }, ['ana@example.org', 'bo@example.org', 'chi@example.org']],
    [
      'all of it',
      { text: 'convention', countries: ['PT', 'SE'], kind: 'individual', languages: 'en' },
      ['ana@example.org'],
    ],
  ])('%s', async (_, chosen, expected) => {
    const { count, to } = await sendTo(chosen)
    expect(to).toEqual(expected)
    expect(count).toBe(expected.length)
  })
})

test('each in their language; who reads none of them gets it in English', async () => {
  await reader(app, 'ana@example.org')
  await reader(app, 'zoe@example.org')
  await reader(app, 'layla@example.org')
  await app.context.database.write([
    sql`update endorsements set language = 'fr' where email = 'zoe@example.org'`,
    sql`update endorsements set language = 'ar' where email = 'layla@example.org'`,
  ])
  const id = await draft(app)
  await app.news.edit(editor, id, {
    ...{ language: 'fr', subject: 'La Convention à Lisbonne', body: 'Voilà.', revision: '0' },
  })
  await send(app, id)
  await untilSent(app, id)
  const subjects = (await newsIn(app)).map(({ to, subject }) => [to, subject])
  expect(subjects).toEqual([
    ['ana@example.org', 'The Convention in Lisbon'],
    ['layla@example.org', 'The Convention in Lisbon'],
    ['zoe@example.org', 'La Convention à Lisbonne'],
  ])
})

test('who comes after it began is not part of it; who was there is, however many portions it takes', async () => {
  for (let i = 0; i < 3; i++) await reader(app, `p${i}@example.org`)
  const id = await draft(app)
  await send(app, id)
  await feedNews(app.context)
  await reader(app, 'late@example.org')
  await untilSent(app, id)
  expect(recipientsOf(await newsIn(app))).toEqual([
    'p0@example.org',
    'p1@example.org',
    'p2@example.org',
  ])
})

test('at its time, and not before', async () => {
  await reader(app, 'ana@example.org')
  const id = await draft(app)
  await send(app, id, { when: 'later', at: '2026-11-22T09:30' })
  await feedNews(app.context)
  expect((await app.news.view(id))!.state).toBe('scheduled')
  app.clock.now = Date.parse('2026-11-22T09:30:00Z')
  await untilSent(app, id)
  expect(await newsIn(app)).toHaveLength(1)
})

test('two pieces are two mails', async () => {
  await reader(app, 'ana@example.org')
  for (const subject of ['One', 'Two']) {
    const id = await draft(app, { subject })
    await send(app, id)
    await untilSent(app, id)
  }
  expect((await newsIn(app)).map(({ subject }) => subject).sort()).toEqual(['One', 'Two'])
})

test('what was done, by whom and to how many, stands in the audit', async () => {
  await reader(app, 'ana@example.org')
  const { id } = await sendTo({ text: 'convention' })
  const rows = await app.context.database.readFresh(
    sql`select who, what, after from audit where subject = ${`news:${id}`} order by number`,
  )
  expect(rows.map(({ who, what }) => [who, what])).toEqual([
    ['staff:1', 'news.begin'],
    ['staff:1', 'news.audience'],
    ['staff:1', 'news.schedule'],
    ['system', 'news.start'],
    ['system', 'news.end'],
  ])
  expect(String(rows[2]!['after'])).toContain('"expected":1')
})

/** A whole import is taken back: nothing of it stays but its numbers, and what its people have made their own. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../src/server/database/index.ts'
import { forgetLists } from '../../../src/server/imports/forget.ts'
import { verifyTally } from '../../../src/server/register/verify.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { desk, personForm } from '../../support/app-people.ts'
import { ADMIN, bringIn, csvOf, undo } from '../../support/imports.ts'

let app: TestApp
let people: ReturnType<typeof desk>
beforeAll(async () => {
  app = await startApp()
  people = desk(app)
})
afterAll(() => app.remove())

const LIST = csvOf([
  ['Name', 'E-mail', 'Country', 'Date', 'Sheet'],
  ['Quintessa Vandermeer', 'quintessa@vandermeer.example', 'NL', '2019-06-11', 'Sheet 7001'],
  ['Keeps Hers', 'keeps@example.org', 'NL', '2019-06-12', '2'],
  ['Goes Herself', 'goes@example.org', 'NL', '2019-06-13', '2'],
  ['Held By Staff', 'held@example.org', 'NL', '2019-06-14', '3'],
  ['No Address', '', 'NL', '2019-06-15', '3'],
])
const first = async (statement: ReturnType<typeof sql>) =>
  (await app.context.database.readFresh(statement))[0]
const row = (name: string) => first(sql`select * from endorsements where name = ${name}`)

/** The owner asks for the personal link and gets it. */
async function manageLink(email: string): Promise<string> {
  app.clock.now += 60_000
  await app.endorsements.sendLink({ email }, { language: 'en', network: '192.0.2' })
  return (await people.newLinks()).find(({ to }) => to === email)!.token
}

test('what nobody has touched since is gone, and the numbers are not given again', async () => {
  await people.confirmed(personForm(app, { name: 'Was Here', email: 'was@example.org' }))
  const one = await bringIn(app, LIST)
  expect(one.made).toBe(5)
  const highest = Number((await first(sql`select max(number) as n from endorsements`))!['n'])
  const decided = await app.work.act(ADMIN, Number((await row('Held By Staff'))!['id']), {
    verb: 'hold',
    reason: 'Who is this?',
  })
  expect(decided).toEqual({ outcome: 'done' })
  await app.endorsements.change(
    await manageLink('keeps@example.org'),
    { name: 'Keeps Hers', texts: ['convention'], visibility: 'anonymous' },
    'en',
  )
  await app.endorsements.withdraw(await manageLink('goes@example.org'))
  // Mail has gone to somebody who then does nothing, and has come back.
  await manageLink('quintessa@vandermeer.example')
  await app.context.database.write([
    sql`insert into suppressions (address_key, reason, detail, created_at) values ('quintessa@vandermeer.example', 'bounced', '', ${app.clock.now})`,
  ])

  const undone = await undo(app, one.id)
  expect(undone).toMatchObject({ undone: 3, kept: 2, reason: 'It was the wrong list' })
  const left = await app.imports.left(one.id)
  expect(left.map(({ name }) => name)).toEqual(['Keeps Hers', 'Goes Herself'])
  expect(await row('Keeps Hers')).toMatchObject({ state: 'published' })
  expect(await row('Goes Herself')).toMatchObject({ state: 'withdrawn' })
  expect(await verifyTally(app.context.database)).toEqual([])
  expect((await app.register.counts()).total).toBe(2)

  await people.confirmed(personForm(app, { name: 'Comes After', email: 'after@example.org' }))
  expect(Number((await row('Comes After'))!['number'])).toBe(highest + 1)
})

test('nothing of a person who was taken back is left in the database', async () => {
  const tables = await app.context.database.readFresh(
    sql`select name from sqlite_master where type = 'table' and sql not like 'create virtual%'`,
  )
  for (const { name } of tables) {
    const rows = await app.context.database.readFresh({ sql: `select * from "${name}"`, args: [] })
    const text = JSON.stringify(rows, (_, value) =>
      value instanceof ArrayBuffer ? Buffer.from(value).toString('latin1') : value,
    ).toLowerCase()
    for (const secret of ['vandermeer', 'quintessa', 'sheet 7001'])
      expect(text, String(name)).not.toContain(secret)
  }
})

test('undoing twice, or what was never made, changes nothing', async () => {
  expect(await app.imports.undo(ADMIN, 1, 'again')).toBe(false)
  expect(await app.imports.undo(ADMIN, 99, 'never')).toBe(false)
})

test('the same list can be brought in again', async () => {
  const one = await bringIn(app, LIST)
  expect(one).toMatchObject({ made: 3, doubles: 2 })
  expect(await app.imports.view(one.id)).toMatchObject({ sameFile: undefined })
  expect(await verifyTally(app.context.database)).toEqual([])
})

test('who withdrew a signature from a list and signs here is no longer of the list', async () => {
  await people.confirmed(personForm(app, { name: 'Goes Herself', email: 'goes@example.org' }))
  expect(await row('Goes Herself')).toMatchObject({ source: 'site' })
})

test('the file is forgotten when the import starts, and its problems a week after the end', async () => {
  expect(await first(sql`select 1 from import_parts`)).toBeUndefined()
  expect(await first(sql`select 1 from imports where looked is not null`)).toBeUndefined()
  const problems = sql`select 1 from import_rows where problems is not null`
  expect(await first(problems)).toBeDefined()
  app.clock.now += 8 * 86_400_000
  await forgetLists(app.context)
  expect(await first(problems)).toBeUndefined()
})

/** Lists as they are made beside the writer: who is on them, what they prove, and how they end. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../../src/server/database/index.ts'
import { openSnapshot } from '../../../src/server/database/snapshot.ts'
import { eraseUnit } from '../../../src/server/endorsements/erase.ts'
import { deleteOldExports } from '../../../src/server/exports/cancel.ts'
import { digest } from '../../../src/server/staff/digest/digest.ts'
import { chainAudit } from '../../../src/server/staff/audit/chain.ts'
import { verifyAudit } from '../../../src/server/staff/audit/verify.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { desk, organisationForm, personForm } from '../../support/app-people.ts'
import { ask, filesOf, makeAll, manifestIn, owner, rowsIn } from '../../support/exports.ts'
import type { Owner } from '../../../src/server/exports/start.ts'

const DAY = 86_400_000
let app: TestApp
let ada: Owner
beforeAll(async () => {
  app = await startApp()
  const { confirmed, decide } = desk(app)
  const people = [
    ['Ana Pereira', 'PT', 'public'],
    ['ليلى حسن', 'EG', 'public'],
    ['王小明', 'CN', 'public'],
    ['Quiet Person', 'PT', 'anonymous'],
    ['Zoë O’Neill', 'IE', 'public'],
  ] as const
  for (const [i, [name, country, visibility]] of people.entries())
    await confirmed(personForm(app, { name, country, visibility, email: `p${i}@example.org` }))
  await confirmed(organisationForm(app))
  await decide('rui@harbour.example', 'approve')
  await digest(app.context)
  ada = await owner(app)
})
afterAll(() => app.remove())

async function made(fields: Record<string, unknown>) {
  const id = await ask(app, ada, fields)
  await makeAll(app)
  const files = await filesOf(app, ada, id)
  return { id, files, manifest: manifestIn(files), rows: rowsIn(files) }
}
const names = (rows: Record<string, unknown>[]) => rows.map(({ name }) => name)

describe('Who is on it', () => {
  test('for delivery: everybody who is named in public, and no address', async () => {
    const { rows, files, manifest } = await made({ preset: 'delivery' })
    expect(names(rows)).toEqual([
      'Ana Pereira',
      'ليلى حسن',
      '王小明',
      'Zoë O’Neill',
      'Open Harbour',
    ])
    expect(manifest.figures).toEqual({
      rows: 5,
      individuals: 4,
      organisations: 1,
      countries: 4,
      byText: { convention: 5, declaration: 0 },
      countedWithoutName: 1,
    })
    for (const bytes of files.values()) expect(String(bytes)).not.toMatch(/@example\.org|@harbour/)
  })

  test('in full: everybody, with addresses, for an admin with a reason', async () => {
    const { rows } = await made({ preset: 'full', reason: 'Asked for by the board' })
    expect(names(rows)).toContain('Quiet Person')
    expect(rows.map(({ email }) => email)).toContain('p3@example.org')
  })

  test('of a view: those that it shows', async () => {
    expect(names((await made({ query: 'country=PT' })).rows)).toEqual([
      'Ana Pereira',
      'Open Harbour',
    ])
    expect(names((await made({ query: 'kind=organisation' })).rows)).toEqual(['Open Harbour'])
    expect(names((await made({ query: 'q=ليلى' })).rows)).toEqual(['ليلى حسن'])
    expect(names((await made({ query: 'domain=harbour.example' })).rows)).toEqual(['Open Harbour'])
    expect(names((await made({ query: 'q=nobodyatall' })).rows)).toEqual([])
    expect(names((await made({ query: 'state=review' })).rows)).toEqual([])
    expect(names((await made({ query: 'from=2026-11-22' })).rows)).toEqual([])
  })

  test('in the order and with the columns that are asked for', async () => {
    const { rows } = await made({ order: 'name', columns: ['country', 'name'] })
    expect(Object.keys(rows[0]!)).toEqual(['name', 'country'])
    expect(names(rows).slice(0, 2)).toEqual(['Ana Pereira', 'Open Harbour'])
    const byCountry = await made({ order: 'country' })
    expect(byCountry.rows.map(({ country }) => country)).toEqual(['CN', 'EG', 'IE', 'PT', 'PT'])
  })
})

describe('Who may ask', () => {
  test('an editor gets no addresses, and nobody without a reason or a fresh proof', async () => {
    const eva = await owner(app, 'editor')
    const full = { preset: 'full', formats: 'csv', reason: 'Because' }
    expect(await app.exports.start(eva, full)).toEqual({ outcome: 'notAllowed' })
    expect(await app.exports.start(ada, { ...full, reason: ' ' })).toMatchObject({
      field: 'reason',
    })
    const stale = { ...ada, session: { ...ada.session, provedAt: app.clock.now - 11 * 60_000 } }
    expect(await app.exports.start(stale, full)).toEqual({ outcome: 'notAllowed' })
    const sly = { preset: 'delivery', formats: 'csv', columns: ['name', 'email'] }
    expect(await app.exports.start(eva, sly)).toMatchObject({ field: 'columns' })
  })

  test.each([
    ['formats', { formats: [] }],
    ['formats', { formats: 'docx' }],
    ['formats', { formats: undefined }],
    ['preset', { preset: 'everything' }],
    ['preset', { preset: ['public', 'full'] }],
    ['columns', { columns: ['name', 'password'] }],
    ['columns', { columns: new File(['x'], 'x') }],
  ])('what makes no sense is refused: %s', async (field, fields) => {
    const posted = { preset: 'public', formats: 'csv', ...fields }
    expect(await app.exports.start(ada, posted)).toEqual({ outcome: 'invalid', field })
  })

  test('at most five wait for one session', async () => {
    const eva = await owner(app, 'editor')
    const ids = await Promise.all(Array.from({ length: 5 }, () => ask(app, eva, {})))
    expect(await app.exports.start(eva, { preset: 'public', formats: 'csv' })).toEqual({
      outcome: 'tooMany',
    })
    for (const id of ids) expect(await app.exports.cancel(eva, id)).toBe(true)
  })
})

describe('What it proves', () => {
  test('the audit has its beginning, its end and the hash of its manifest', async () => {
    const { id, manifest } = await made({ formats: ['csv', 'excel', 'xlsx', 'jsonl'] })
    expect(manifest.files.map(({ name }) => name)).toEqual(
      ['.csv', '-excel.csv', '.xlsx', '.jsonl'].map((ending) => `delivery-${id}${ending}`),
    )
    const view = (await app.exports.view(ada, id))!
    const entries = await app.context.database.read(
      sql`select what, after from audit where subject = ${`export:${id}`} order by number`,
    )
    expect(entries.map(({ what }) => what)).toEqual(['export.start', 'export.finish'])
    expect(String(entries[1]!['after'])).toContain(view.manifestHash!)
    await chainAudit(app.context.database)
    expect((await verifyAudit(app.context.database)).problems).toEqual([])
  })

  test('it is one moment: what is committed while it is read is not in it', async () => {
    const snapshot = await openSnapshot(app.config)
    const count = async () =>
      (await snapshot.read(sql`select count(*) as n from settings`))[0]!['n']
    const before = await count()
    await app.context.database.write([
      sql`insert into settings (key, value, changed_at) values ('test', '1', 1)`,
    ])
    expect(await count()).toBe(before)
    await snapshot.close()
    await app.context.database.write([sql`delete from settings where key = 'test'`])
  })

  test('an address in a view stands in neither manifest nor audit', async () => {
    const { id, files } = await made({ query: 'q=p0%40example.org' })
    expect(names(rowsIn(files))).toEqual(['Ana Pereira'])
    expect(String(files.get('manifest.json'))).toContain('p…@example.org')
    const [entry] = await app.context.database.read(
      sql`select after from audit where subject = ${`export:${id}`} and what = 'export.start'`,
    )
    expect(String(entry!['after'])).not.toContain('p0@example.org')
  })
})

test('since the last one: who is new, who changed, and the numbers of those who left', async () => {
  const { confirmed, decide } = desk(app)
  const query = 'text=convention'
  // The clock of exports is the real one: what is to be older than the first is made so.
  await app.context.database.write([sql`update endorsements set changed_at = 1, published_at = 1`])
  const first = await made({ query, sinceLast: 'on' })
  expect(first.manifest.since).toBeNull()
  expect(first.rows).toHaveLength(5)
  app.clock.now = Date.now()
  ada.session.provedAt = app.clock.now
  await confirmed(personForm(app, { name: 'New Person', email: 'new@example.org' }))
  await decide('p0@example.org', 'remove')
  const second = await made({ query, sinceLast: 'on' })
  expect(names(second.rows)).toEqual(['New Person'])
  expect(second.manifest.since).toMatchObject({ export: first.id, left: [1] })
})

test('in full since the last one: only the erased have left, as the withdrawn are still on it', async () => {
  const reason = 'Asked for by the board'
  const full = { preset: 'full', reason }
  await app.context.database.write([sql`update endorsements set changed_at = 1, published_at = 1`])
  await made({ ...full, sinceLast: 'on' })
  app.clock.now = Date.now()
  ada.session.provedAt = app.clock.now
  await desk(app).decide('p1@example.org', 'remove')
  const numberOf = async (email: string) => Number((await desk(app).rowOf(email))!['number'])
  const [removed, erased] = [await numberOf('p1@example.org'), await numberOf('p4@example.org')]
  const { id } = (await desk(app).rowOf('p4@example.org'))!
  await app.context.database.write(eraseUnit(sql`id = ${Number(id)}`, app.clock.now))
  const { rows, manifest } = await made({ ...full, sinceLast: 'on' })
  expect(rows.map(({ number }) => Number(number))).toContain(removed)
  expect(manifest.since!.left).toEqual([erased])
})

describe('How it ends', () => {
  const folder = () => join(app.config.dataDir, 'exports')
  const state = async (id: number) => (await app.exports.view(ada, id))!.state

  test('only the session that asked gets the file', async () => {
    const id = await ask(app, ada, {})
    await makeAll(app)
    expect(await app.exports.download(await owner(app), id)).toBeUndefined()
    expect(await app.exports.download(ada, id)).toBeDefined()
    expect(await app.exports.download(ada, id + 1000)).toBeUndefined()
    expect(await app.exports.download(ada, Number.NaN)).toBeUndefined()
  })

  test('a day later it is deleted', async () => {
    const id = await ask(app, ada, {})
    await makeAll(app)
    await deleteOldExports(app.context)
    expect(existsSync(join(folder(), String(id)))).toBe(true)
    app.clock.now += DAY
    expect(await app.exports.download(ada, id)).toBeUndefined()
    await deleteOldExports(app.context)
    expect([await state(id), readdirSync(folder())]).toEqual(['gone', []])
  })

  test('with the session too, also while it is made', async () => {
    const eva = await owner(app, 'editor')
    const [ready, waiting] = [await ask(app, eva, {}), await ask(app, eva, {})]
    await app.context.database.write([
      sql`update exports set state = 'cancelled' where id = ${waiting}`,
    ])
    await makeAll(app)
    await app.context.database.write([sql`delete from staff_sessions where id = ${eva.session.id}`])
    await deleteOldExports(app.context)
    expect([await state(ready), readdirSync(folder())]).toEqual(['gone', []])
  })

  test('whoever asked can stop it, or delete it; nobody else', async () => {
    const id = await ask(app, ada, {})
    expect(await app.exports.cancel(await owner(app), id)).toBe(false)
    expect(await app.exports.cancel(ada, id)).toBe(true)
    expect(await app.exports.cancel(ada, id)).toBe(false)
    await makeAll(app)
    expect(await state(id)).toBe('cancelled')
    expect(existsSync(join(folder(), String(id)))).toBe(false)
  })

  test('one that a dead process left is begun again, three times at most', async () => {
    const id = await ask(app, ada, {})
    const left = (attempts: number) =>
      app.context.database.write([
        sql`update exports set state = 'making', attempts = ${attempts} where id = ${id}`,
      ])
    await left(2)
    await makeAll(app)
    expect(await state(id)).toBe('done')
    await left(3)
    await makeAll(app)
    expect(await state(id)).toBe('failed')
  })

  test('one that cannot be written fails, and the next is made', async () => {
    const [bad, good] = [await ask(app, ada, {}), await ask(app, ada, {})]
    await app.context.database.write([
      sql`update exports set asked = json_set(asked, '$.columns', json_array('nosuch')) where id = ${bad}`,
    ])
    await makeAll(app)
    expect([await state(bad), await state(good)]).toEqual(['failed', 'done'])
  })
})

/** Many at once: exactly those that were seen, each wholly, also after a kill; and back again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyTally } from '../../../src/server/register/verify.ts'
import { sql } from '../../../src/server/database/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { personForm, visitor, linkReader } from '../../support/app-people.ts'
import { runBulk } from '../../../src/server/staff/bulk/run.ts'
import { digest } from '../../../src/server/staff/digest/digest.ts'

const PEOPLE = 60
const actor = { id: 1, email: 'editor@staff.example', network: '192.0.2' }
let app: TestApp
beforeAll(async () => {
  app = await startApp()
  const newLinks = linkReader(app)
  for (let i = 0; i < PEOPLE; i++)
    await app.endorsements.submit(
      personForm(app, {
        name: `Person ${'abcdefghij'[i % 10]}`,
        email: `p${i}@${i % 2 ? 'spam' : 'fine'}.example`,
      }),
      visitor,
    )
  for (const { token } of await newLinks()) await app.endorsements.confirm(token, {})
  await digest(app.context)
})
afterAll(() => app.remove())

const total = async () => (await app.register.counts()).total
const states = async (domain: string) => {
  const rows = await app.context.database.read(
    sql`select distinct state from endorsements where email like ${`%@${domain}.example`} order by 1`,
  )
  return rows.map(({ state }) => state)
}
/** Starts a change of all that match a query, as its page would. */
async function start(verb: string, query: string, reason = 'A series'): Promise<number> {
  const { count, upTo } = await app.work.previewBulk(query)
  const started = await app.work.startBulk(actor, {
    verb,
    reason,
    query,
    expected: String(count),
    upTo: String(upTo),
  })
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started))
  return started.id
}
async function untilEnded(id: number) {
  for (;;) {
    const run = (await app.work.bulk(id))!
    if (!['collecting', 'running', 'undoing'].includes(run.state)) return run
    await runBulk(app.context)
  }
}

test('the page says exactly how many, and shows some of them', async () => {
  const preview = await app.work.previewBulk('domain=spam.example')
  expect(preview.count).toBe(PEOPLE / 2)
  expect(preview.sample).toHaveLength(10)
  expect(preview.sample.every(({ email }) => email!.endsWith('@spam.example'))).toBe(true)
})

test('all that match are removed, nobody else, and all come back', async () => {
  const id = await start('remove', 'domain=spam.example')
  expect(await untilEnded(id)).toMatchObject({
    state: 'done',
    expected: 30,
    collected: 30,
    changed: 30,
    skipped: 0,
    mayUndo: true,
  })
  expect(await states('spam')).toEqual(['removed'])
  expect(await states('fine')).toEqual(['published'])
  expect(await total()).toBe(PEOPLE / 2)
  expect(await app.work.undoBulk(actor, id)).toBe(true)
  expect(await untilEnded(id)).toMatchObject({ state: 'undone', undone: 30, mayUndo: false })
  expect(await states('spam')).toEqual(['published'])
  expect(await total()).toBe(PEOPLE)
  expect(await verifyTally(app.context.database)).toEqual([])
  const audited = await app.context.database.read(
    sql`select what, count(*) as n from audit group by what order by what`,
  )
  expect(audited).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ what: 'bulk.start', n: 1 }),
      expect.objectContaining({ what: 'bulk.undo', n: 1 }),
      expect.objectContaining({ what: 'endorsement.remove', n: 30 }),
      expect.objectContaining({ what: 'endorsement.undo', n: 30 }),
    ]),
  )
})

test('undoing leaves alone what somebody has decided on since', async () => {
  const id = await start('hold', 'domain=spam.example')
  await untilEnded(id)
  const [one] = await app.context.database.read(
    sql`select id from endorsements where email = 'p1@spam.example'`,
  )
  await app.work.act({ ...actor, id: 2 }, Number(one!['id']), { verb: 'remove', reason: 'Mine' })
  await app.work.undoBulk(actor, id)
  expect(await untilEnded(id)).toMatchObject({ state: 'undone', undone: 29 })
  expect(await states('spam')).toEqual(['published', 'removed'])
  await app.work.act(actor, Number(one!['id']), { verb: 'restore', reason: '' })
})

test('who comes after the number was seen is not part of it', async () => {
  const query = 'domain=late.example'
  const { upTo } = await app.work.previewBulk('')
  const newLinks = linkReader(app)
  await newLinks()
  app.clock.now += 5000
  await app.endorsements.submit(personForm(app, { email: 'x@late.example' }), visitor)
  for (const { token } of await newLinks()) await app.endorsements.confirm(token, {})
  await digest(app.context)
  const started = await app.work.startBulk(actor, {
    verb: 'remove',
    reason: 'x',
    query,
    expected: '1',
    upTo: String(upTo),
  })
  expect(await untilEnded((started as { id: number }).id)).toMatchObject({
    state: 'done',
    collected: 0,
    changed: 0,
  })
  expect(await states('late')).toEqual(['published'])
})

test('those that are not in a state for it are left alone, and said so', async () => {
  const id = await start('approve', 'domain=fine.example', '')
  expect(await untilEnded(id)).toMatchObject({
    state: 'done',
    changed: 0,
    skipped: 30,
    mayUndo: false,
  })
})

test('chosen by hand: these, once each', async () => {
  const rows = await app.context.database.read(
    sql`select id from endorsements where email like '%@fine.example' order by id limit 3`,
  )
  const ids = rows.map((row) => Number(row['id']))
  const id = await start('hold', `ids=${[...ids, ids[0], 'x', -1, 999_999].join(',')}`)
  expect(await untilEnded(id)).toMatchObject({ state: 'done', changed: 3 })
  expect(
    await app.context.database.read(
      sql`select id from endorsements where state = 'review' order by id`,
    ),
  ).toEqual(ids.map((one) => expect.objectContaining({ id: one })))
  await app.work.undoBulk(actor, id)
  await untilEnded(id)
})

test('one that is stopped half-way stays half done, and even that can be taken back', async () => {
  const id = await start('remove', 'domain=fine.example')
  const before = await total()
  // A step collects, the next ones change some rows each; then the process ends.
  await app.context.database.write([
    sql`insert into bulk_rows (run_id, endorsement_id) select ${id}, id from endorsements where email like '%@fine.example' order by id limit 12`,
    sql`update bulk_runs set state = 'running', collected = 12 where id = ${id}`,
  ])
  await runBulk(app.context)
  expect(await total()).toBe(before - 12)
  expect(await app.work.cancelBulk(actor, id)).toBe(false)
  await app.work.undoBulk(actor, id)
  expect(await untilEnded(id)).toMatchObject({ state: 'undone', undone: 12 })
  expect(await total()).toBe(before)
})

test('stopped before it began it changes nobody; and it cannot be stopped twice', async () => {
  const id = await start('remove', '')
  expect(await app.work.cancelBulk(actor, id)).toBe(true)
  expect(await app.work.cancelBulk(actor, id)).toBe(false)
  await runBulk(app.context)
  expect(await untilEnded(id)).toMatchObject({ state: 'cancelled', changed: 0 })
})

describe('it is not begun', () => {
  const fine = { verb: 'remove', reason: 'x', query: '', expected: '3', upTo: '5' }
  test.each([
    [{ ...fine, verb: 'erase' }, 'verb'],
    [{ ...fine, verb: ['remove', 'approve'] }, 'verb'],
    [{ ...fine, reason: '' }, 'reason'],
    [{ ...fine, reason: 'x'.repeat(1001) }, 'reason'],
    [{ ...fine, expected: '0' }, 'which'],
    [{ ...fine, expected: 'many' }, 'which'],
    [{ ...fine, upTo: '-1' }, 'which'],
    [{ ...fine, query: 'ids=' }, 'which'],
    [{ ...fine, query: `ids=${Array.from({ length: 501 }, (_, i) => i + 1).join(',')}` }, 'which'],
  ])('with %j', async (posted, field) => {
    expect(await app.work.startBulk(actor, posted as never)).toEqual({ outcome: 'invalid', field })
  })
})

test('an approval, which brought mails and numbers, cannot be taken back; nor can anything after a week', async () => {
  const approved = await start('approve', '', '')
  await untilEnded(approved)
  expect(await app.work.undoBulk(actor, approved)).toBe(false)
  const held = await start('hold', 'domain=late.example')
  await untilEnded(held)
  app.clock.now += 8 * 86_400_000
  expect(await app.work.undoBulk(actor, held)).toBe(false)
  expect((await app.work.bulk(held))!.mayUndo).toBe(false)
})

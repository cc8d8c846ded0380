/** One connection to a database file, with its statements kept prepared. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LibsqlError, createClient, type Client } from '@libsql/client'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../src/server/database/connection.ts'
import { connectToFile } from '../../src/server/database/file-connection.ts'
import { raw, sql, type Value } from '../../src/server/database/sql.ts'

let folder: string
let connection: Connection
let other: Client
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accede-connection-'))
  const path = join(folder, 'file.db')
  other = createClient({ url: `file:${path}`, timeout: 100, concurrency: 1 })
  await other.execute('pragma journal_mode = wal')
  await other.execute('create table things (id integer primary key, thing unique)')
  connection = connectToFile(path, 100)
})
afterEach(() => {
  connection.close()
  other.close()
  rmSync(folder, { recursive: true, force: true })
})

const put = (thing: Value) => sql`insert into things (thing) values (${thing})`
const all = sql`select thing from things order by id`
const things = async () => (await connection.execute(all)).rows.map((row) => row['thing'])

test('what goes in comes out, whatever it is', async () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
    fc.constant(null),
    fc.uint8Array(),
  )
  await fc.assert(
    fc.asyncProperty(value, async (thing) => {
      const { rows } = await connection.execute(sql`select ${thing} as thing`)
      const back = rows[0]!['thing']
      expect(back instanceof ArrayBuffer ? new Uint8Array(back) : back).toEqual(thing)
    }),
  )
})

test('a statement gives the same however often it is run, with rows by the hundred', async () => {
  await connection.batch(
    Array.from({ length: 250 }, (_, i) => put(`thing ${i}`)),
    'write',
  )
  for (const most of [0, 1, 99, 100, 101, 200, 250, 250, 0]) {
    const { rows } = await connection.execute(
      sql`select thing from things order by id limit ${most}`,
    )
    expect(rows).toHaveLength(most)
    expect(rows.at(-1)?.['thing']).toBe(most ? `thing ${most - 1}` : undefined)
  }
})

test('a statement that failed works again, with its own values', async () => {
  await connection.execute(put('one'))
  for (let i = 0; i < 3; i++) {
    await expect(connection.execute(put('one'))).rejects.toThrow(LibsqlError)
    await connection.execute(put(`two ${i}`))
  }
  expect(await things()).toEqual(['one', 'two 0', 'two 1', 'two 2'])
})

test('a batch is all or nothing, and the next one is untouched by it', async () => {
  await expect(connection.batch([put('a'), put('b'), put('a')], 'write')).rejects.toThrow()
  expect(await things()).toEqual([])
  await connection.batch([put('a'), put('b')], 'write')
  expect(await things()).toEqual(['a', 'b'])
})

test('statements follow a schema that has changed meanwhile', async () => {
  await connection.execute(put('before'))
  const star = raw('select * from things')
  expect(Object.keys((await connection.execute(star)).rows[0]!)).toEqual(['id', 'thing'])
  await other.execute("alter table things add column colour text default 'red'")
  expect((await connection.execute(star)).rows[0]).toMatchObject({
    colour: 'red',
  })
  await connection.execute(put('after'))
  expect(await things()).toEqual(['before', 'after'])
})

test('kept statements hold no snapshot: others write, are seen, and the log can be emptied', async () => {
  await connection.execute(put('mine'))
  expect(await things()).toEqual(['mine'])
  await other.execute("insert into things (thing) values ('theirs')")
  expect(await things()).toEqual(['mine', 'theirs'])
  await other.execute('pragma wal_checkpoint(truncate)')
  expect(statSync(join(folder, 'file.db-wal')).size).toBe(0)
})

test('while another writes, a batch waits, is refused whole, and works after a reconnect', async () => {
  const lock = await other.transaction('write')
  const refused = connection.batch([put('late')], 'write')
  await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^SQLITE_BUSY/) })
  await lock.rollback()
  connection.reconnect()
  await connection.batch([put('now')], 'write')
  expect(await things()).toEqual(['now'])
})

test('who comes while another still holds the file is told at once, until it is free', async () => {
  const slow = connectToFile(join(folder, 'file.db'), 1000)
  const lock = await other.transaction('write')
  const seconds = async () => {
    const started = performance.now()
    await expect(slow.batch([put('late')], 'write')).rejects.toThrow()
    slow.reconnect()
    return (performance.now() - started) / 1000
  }
  expect(await seconds()).toBeGreaterThan(0.9)
  for (let i = 0; i < 3; i++) expect(await seconds()).toBeLessThan(0.9)
  await lock.rollback()
  await slow.batch([put('now')], 'write')
  const again = await other.transaction('write')
  expect(await seconds()).toBeGreaterThan(0.9)
  await again.rollback()
  slow.close()
})

test('thousands of different statements are no burden', async () => {
  for (let i = 0; i < 2000; i++) {
    const { rows } = await connection.execute(raw(`select ${i} as n`))
    expect(rows).toEqual([{ n: i }])
  }
  expect(await things()).toEqual([])
})

test('a file that cannot be opened says so', () => {
  expect(() => connectToFile(join(folder, 'nowhere', 'file.db'), 100)).toThrow()
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '@libsql/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../src/server/database/connection.ts'
import { connectToFile } from '../../src/server/database/file-connection.ts'
import { migrate } from '../../src/server/database/migrate.ts'
import { raw, sql } from '../../src/server/database/sql.ts'
import { DatabaseUnavailable } from '../../src/server/database/unavailable.ts'
import { createWriteQueue } from '../../src/server/database/write-queue.ts'

let folder: string
let connection: Connection
let other: Client
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accede-queue-'))
  const path = join(folder, 'queue.db')
  other = createClient({ url: `file:${path}`, timeout: 200, concurrency: 1 })
  await other.execute('pragma journal_mode = wal')
  await migrate(other)
  await other.execute('create table names (id integer primary key, name text not null unique)')
  connection = connectToFile(path, 200)
})
afterEach(() => {
  connection.close()
  other.close()
  rmSync(folder, { recursive: true, force: true })
})

const add = (name: string | null) => sql`insert into names (name) values (${name})`
const kept = async () =>
  (await other.execute('select name from names order by id')).rows.map((row) => row['name'])

test('a thousand units at once are all kept, each with its own results', async () => {
  const { run } = createWriteQueue(connection)
  const units = Array.from({ length: 1000 }, (_, i) => [
    add(`a${i}`),
    add(`b${i}`),
    sql`select ${i} as mine, count(*) as mine_twice from names where name in (${`a${i}`}, ${`b${i}`})`,
  ])
  const results = await Promise.all(units.map(run))
  results.forEach((result, i) => {
    expect(result).toHaveLength(3)
    expect(result[0]!.rowsAffected).toBe(1)
    expect(result[2]!.rows[0]).toMatchObject({ mine: i, mine_twice: 2 })
  })
  expect(await kept()).toHaveLength(2000)
})

test('units take effect in the order in which they came', async () => {
  const { run } = createWriteQueue(connection)
  await Promise.all(['c', 'a', 'b'].map((name) => run([add(name)])))
  expect(await kept()).toEqual(['c', 'a', 'b'])
})

test.each([
  ['breaks a constraint', [add('before'), add('good 1')]],
  ['is no SQL', [add('before'), raw('insert into nowhere values (1)')]],
  ['does not parse', [add('before'), raw('insrt')]],
  ['holds a null too many', [add('before'), add(null)]],
])('one bad unit that %s harms no other, and leaves nothing', async (_, bad) => {
  const { run } = createWriteQueue(connection)
  const settled = await Promise.allSettled([
    run([add('good 1')]),
    run(bad),
    run([add('good 2'), sql`select count(*) as n from names`]),
    run([add('good 3')]),
  ])
  expect(settled.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  ])
  expect(await kept()).toEqual(['good 1', 'good 2', 'good 3'])
  const reason = (settled[1] as PromiseRejectedResult).reason as unknown
  expect(reason).not.toBeInstanceOf(DatabaseUnavailable)
})

test('many bad units are each told why', async () => {
  const { run } = createWriteQueue(connection)
  const settled = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) => run([add(i % 2 ? null : `good ${i}`)])),
  )
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(25)
  expect(await kept()).toHaveLength(25)
})

test('one bad unit among many costs few commits more', async () => {
  const { run, figures } = createWriteQueue(connection)
  const units = Array.from({ length: 128 }, (_, i) => [add(i === 77 ? null : `good ${i}`)])
  const settled = await Promise.allSettled(units.map(run))
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  expect(await kept()).toHaveLength(127)
  const commits = figures().find(({ name }) => name === 'accede_write_queue_commits_total')!
  expect(commits.values[0]!.value).toBeLessThanOrEqual(8)
})

test('a full queue refuses at once and drops nothing that it took', async () => {
  const queue = createWriteQueue(connection, { limit: 3 })
  const settled = await Promise.allSettled(
    ['a', 'b', 'c', 'd', 'e'].map((name) => queue.run([add(name)])),
  )
  expect(settled.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
  ])
  expect((settled[3] as PromiseRejectedResult).reason).toBeInstanceOf(DatabaseUnavailable)
  expect(await kept()).toEqual(['a', 'b', 'c'])
  expect(queue.length()).toBe(0)
  await queue.run([add('f')])
  expect(await kept()).toContain('f')
})

test('closing waits for what was taken and refuses what comes later', async () => {
  const queue = createWriteQueue(connection)
  const taken = Array.from({ length: 300 }, (_, i) => queue.run([add(`n${i}`)]))
  const closed = queue.close()
  await expect(queue.run([add('late')])).rejects.toBeInstanceOf(DatabaseUnavailable)
  await closed
  expect(await kept()).toHaveLength(300)
  await Promise.all(taken)
})

test('closing an idle queue ends at once', async () => {
  const queue = createWriteQueue(connection)
  await queue.run([add('a')])
  await queue.close()
  await queue.close()
})

test('while another holds the database every unit is refused whole; afterwards all is well', async () => {
  const queue = createWriteQueue(connection)
  const lock = await other.transaction('write')
  const refused = await Promise.allSettled([queue.run([add('a')]), queue.run([add('b')])])
  await lock.rollback()
  for (const each of refused)
    expect((each as PromiseRejectedResult).reason).toBeInstanceOf(DatabaseUnavailable)
  expect(await kept()).toEqual([])
  await queue.run([add('c')])
  expect(await kept()).toEqual(['c'])
})

test('a unit of nothing is a success', async () => {
  expect(await createWriteQueue(connection).run([])).toEqual([])
})

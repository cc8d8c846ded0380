/** A snapshot of a file: one moment, and nothing of it is left when it ends, however it ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig, type Config } from '../../src/server/config.ts'
import { connectToFile } from '../../src/server/database/file-connection.ts'
import type { Connection } from '../../src/server/database/connection.ts'
import { raw, sql } from '../../src/server/database/sql.ts'
import { openSnapshot } from '../../src/server/database/snapshot.ts'

let config: Config
let writer: Connection
beforeEach(async () => {
  config = loadConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), 'accede-snapshot-')) })
  writer = connectToFile(new URL(config.databaseUrl).pathname, 1000)
  for (const statement of ['pragma journal_mode = wal', 'create table versions (value)'])
    await writer.execute(raw(statement))
  await writer.execute(sql`insert into versions values (1)`)
})
afterEach(() => {
  writer.close()
  rmSync(config.dataDir, { recursive: true, force: true })
})

/** Whether somebody still reads what is older than the newest commit. */
const isHeldBack = async () =>
  Number((await writer.execute(raw('pragma wal_checkpoint(truncate)'))).rows[0]!['busy']) === 1

test('shows what was committed before it, and lets go of it when it is closed', async () => {
  const snapshot = await openSnapshot(config)
  await writer.execute(sql`insert into versions values (2)`)
  expect(await snapshot.read(sql`select count(*) as n from versions`)).toEqual([{ n: 1 }])
  expect(await isHeldBack()).toBe(true)
  await snapshot.close()
  expect(await isHeldBack()).toBe(false)
})

test('says what is wrong with a question, and goes on', async () => {
  const snapshot = await openSnapshot(config)
  await expect(snapshot.read(raw('select nonsense'))).rejects.toThrow('no such column')
  // As JSON, which exports read, a text keeps what stands behind a NUL.
  const [row] = await snapshot.read(sql`select json_array(${'a\0b'}) as text`)
  expect(JSON.parse(String(row!['text']))).toEqual(['a\0b'])
  await snapshot.close()
})

test('closed in the middle of a question, it leaves that unanswered and nothing locked', async () => {
  const snapshot = await openSnapshot(config)
  const long = snapshot.read(
    raw(
      'with recursive n(i) as (select 1 union all select i + 1 from n limit 300000) select sum(i) from n',
    ),
  )
  const answer = expect(long).rejects.toThrow('The snapshot ended')
  await snapshot.close()
  await answer
  await writer.execute(sql`insert into versions values (3)`)
  expect(await isHeldBack()).toBe(false)
})

test('closed at whatever moment, it does not take the process with it', async () => {
  for (let round = 0; round < 20; round++) {
    const snapshot = await openSnapshot(config)
    const asked = Array.from({ length: 2000 }, () => snapshot.read(raw('select 1')))
    const answers = Promise.allSettled(asked)
    await asked[round]
    await snapshot.close()
    expect((await answers).at(-1)!.status).toBe('rejected')
  }
})

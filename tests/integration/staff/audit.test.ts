/** The audit: one chain, whoever writes and from wherever; nobody can change it without being named. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '@libsql/client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from '../../../src/server/config.ts'
import {
  openAsReader,
  openAsWriter,
  sql,
  type Database,
} from '../../../src/server/database/index.ts'
import { chainAudit } from '../../../src/server/staff/audit/chain.ts'
import { auditEntry, changed } from '../../../src/server/staff/audit/entry.ts'
import { verifyAudit } from '../../../src/server/staff/audit/verify.ts'

const NOW = 1_795_000_000_000
let dataDir: string
let database: Database
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'accede-audit-'))
  database = await openAsWriter(loadConfig({ DATA_DIR: dataDir }))
})
afterEach(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const entry = (what: string, condition = sql`true`) =>
  auditEntry({ who: 1, what, subject: 'thing:1', after: { what } }, NOW, condition)
const fill = async (count: number) => {
  for (let i = 1; i <= count; i++) await database.write([entry(`thing.step${i}`)])
  await chainAudit(database)
}
const problems = async () => (await verifyAudit(database)).problems

/** As somebody does it who has the file and the database's own program. */
async function tamper(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = createClient({ url: `file:${join(dataDir, 'accede.db')}` })
  const triggers = await client.execute(
    "select name from sqlite_master where type = 'trigger' and name like 'audit%'",
  )
  await client.execute('pragma foreign_keys = off')
  for (const { name } of triggers.rows) await client.execute(`drop trigger "${name}"`)
  await work(client)
  client.close()
}

describe('An entry', () => {
  test('is there exactly when its change took effect', async () => {
    const set = (value: string) => [
      sql`update settings set value = ${value} where key = 'sample' and value <> ${value}`,
      entry(`sample.${value}`, changed),
    ]
    await database.write([sql`insert into settings values ('sample', 'off', 0)`])
    await database.write(set('on'))
    await database.write(set('on'))
    await expect(
      database.write([...set('off'), sql`insert into nowhere values (1)`]),
    ).rejects.toThrow()
    const rows = await database.read(sql`select number, what, after from audit`)
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { number: 1, what: 'sample.on', after: '{"what":"sample.on"}' },
    ])
  })

  test('shows no address', async () => {
    await database.write([
      auditEntry(
        {
          who: 'visitor',
          what: 'x',
          before: { email: 'ana@example.org', n: 1 },
          after: { reason: 'She (ana@example.org) asked <bo@x.example> for it.' },
        },
        NOW,
      ),
    ])
    const [row] = await database.read(sql`select before, after from audit`)
    expect(row!['before']).toBe('{"email":"a…@example.org","n":1}')
    expect(row!['after']).toBe('{"reason":"She (a…@example.org) asked <b…@x.example> for it."}')
  })

  test.each([
    ["update audit set what = 'x'"],
    ['update audit set at = at'],
    ['delete from audit'],
    ["replace into audit values (1, 1, 'x', 'x', 'x', null, null, '')"],
    ["insert or ignore into audit values (9, 1, 'x', 'x', 'x', null, null, '')"],
    ["update audit_chain set hash = 'x'"],
    ['delete from audit_chain'],
    ["replace into audit_chain values (1, 'x', 'x')"],
  ])('stands for good: %s', async (statement) => {
    await fill(2)
    await expect(database.write([{ sql: statement, args: [] }])).rejects.toThrow(/audit/)
    expect(await verifyAudit(database)).toMatchObject({ problems: [], entries: 2 })
  })
})

describe('The chain', () => {
  test('is one, when many write at once from several processes, and two add the hashes', async () => {
    const readers = await Promise.all(
      [1, 2, 3].map(() => openAsReader(loadConfig({ DATA_DIR: dataDir }))),
    )
    const all = [database, ...readers]
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => all[i % 4]!.write([entry(`thing.number${i}`)])),
    )
    await Promise.all([chainAudit(database), chainAudit(readers[0]!), chainAudit(readers[1]!)])
    const state = await verifyAudit(database)
    expect(state).toMatchObject({ problems: [], entries: 200, waiting: 0 })
    const rows = await database.read(sql`select number, previous, hash from audit_chain order by 1`)
    expect(rows.map((row) => row['number'])).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
    expect(rows.slice(1).map((row) => row['previous'])).toEqual(
      rows.slice(0, -1).map((row) => row['hash']),
    )
    expect(state.head).toBe(rows.at(-1)!['hash'])
    await Promise.all(readers.map((reader) => reader.close()))
  })

  test('says what waits for its hash, which is no fault', async () => {
    await fill(2)
    await database.write([entry('thing.late')])
    expect(await verifyAudit(database)).toMatchObject({ problems: [], entries: 3, waiting: 1 })
  })

  test.each([
    ['a changed entry', "update audit set what = 'thing.else' where number = 2", [2]],
    ['a changed time', 'update audit set at = at + 1 where number = 3', [3]],
    ['a changed value', "update audit set after = '{}' where number = 1", [1]],
    [
      'two that changed places',
      'update audit set number = case number when 2 then 3 else 2 end + 100 where number in (2, 3); update audit set number = number - 100 where number > 100',
      [2, 3],
    ],
    ['a hash made to fit', "update audit_chain set hash = 'x' where number = 2", [2, 3]],
  ])('names %s', async (_, statements, numbers) => {
    await fill(4)
    await tamper((client) => client.executeMultiple(statements))
    const named = await problems()
    for (const number of numbers) expect(named.join('\n')).toContain(`audit entry ${number} `)
    expect(named).toHaveLength(numbers.length)
  })

  test.each([
    ['a missing entry', 'where number = 2', 'audit entry 2 is missing'],
    ['missing entries', 'where number in (2, 3)', 'audit entries 2 to 3 are missing'],
    ['a missing first', 'where number = 1', 'audit entry 1 is missing'],
    ['a missing last', 'where number = 4', 'audit entry 4 is missing'],
  ])('names %s', async (_, where, words) => {
    await fill(4)
    await tamper((client) =>
      client.executeMultiple(`delete from audit_chain ${where}; delete from audit ${where}`),
    )
    expect(await problems()).toEqual([words])
  })
})

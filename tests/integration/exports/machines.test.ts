/** Several machines that share a libSQL server: one makes an export, any of them gives it out. */
import { writeFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../../../src/server/config.ts'
import { sql } from '../../../src/server/database/index.ts'
import { openSnapshot } from '../../../src/server/database/snapshot.ts'
import { startCluster, taken, type Cluster, type Machine } from '../../support/cluster.ts'
import { accede } from '../../support/command.ts'
import { manifestIn, rowsIn, unzip } from '../../support/exports.ts'
import { fillInSign, linkTo } from '../../support/people.ts'
import { browserOf, createStaff, withPassword } from '../../support/staff.ts'
import { until } from '../../support/until.ts'
import { get, post } from '../../support/visitor.ts'

let cluster: Cluster
let env: Record<string, string>
beforeAll(async () => {
  cluster = await startCluster(['0', '0'])
  env = {
    DATABASE_URL: cluster.primary.url,
    DATABASE_AUTH_TOKEN: cluster.primary.token,
    SECRET_KEY: 'the same secret key on every machine',
  }
  const [one] = cluster.machines as [Machine, Machine]
  await taken(() => fillInSign(one, {}))
  const confirm = await linkTo(one, 'ana.pereira@example.org', 'confirm')
  await taken(() => post(one, confirm, {}))
})
afterAll(() => cluster.remove())

test('a snapshot of the server is one moment, too', async () => {
  const config = loadConfig({ ...env, DATA_DIR: cluster.machines[0]!.dataDir })
  const snapshot = await openSnapshot(config)
  const count = async () => (await snapshot.read(sql`select count(*) as n from settings`))[0]!['n']
  const before = await count()
  const client = cluster.machines[0]!.database()
  await client.execute("insert into settings (key, value, changed_at) values ('test', '1', 1)")
  client.close()
  expect(await count()).toBe(before)
  await snapshot.close()
  const later = await openSnapshot(config)
  expect((await later.read(sql`select count(*) as n from settings`))[0]!['n']).toBe(
    Number(before) + 1,
  )
  await later.close()
})

test('what one machine makes, the other gives out, byte for byte', async () => {
  const [one, two] = cluster.machines as [Machine, Machine]
  const eva = browserOf(one, 'editor', await createStaff(one, 'editor', 'eva@staff.example', env))
  await withPassword(eva)
  const { location } = await eva.post('/staff/exports/new', {
    preset: 'delivery',
    formats: ['jsonl', 'xlsx', 'pdf'],
  })
  const headers = { Cookie: eva.cookies() }
  const page = async () => (await get(two, location!, { headers })).body
  await until(async () => (await page()).includes('/file"'), 'the file', 30_000)
  const answers = await Promise.all(
    [one, two].map(({ url }) => fetch(`${url}${location}/file`, { headers })),
  )
  const [first, second] = await Promise.all(
    answers.map(async (one) => Buffer.from(await one.arrayBuffer())),
  )
  expect(first!.equals(second!)).toBe(true)
  const path = join(one.dataDir, 'saved.zip')
  writeFileSync(path, first!)
  const files = await unzip(path)
  expect(rowsIn(files).map(({ name }) => name)).toEqual(['Ana Pereira'])
  expect(manifestIn(files).files).toHaveLength(3)
  expect((await accede({ ...env, DATA_DIR: two.dataDir }, 'verify', path)).code).toBe(0)
  for (const { dataDir } of [one, two]) {
    const folder = join(dataDir, 'exports')
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  }
})

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCluster, taken, type Cluster, type Machine } from '../support/cluster.ts'
import { counts, fillInSign, linkTo } from '../support/people.ts'
import { until } from '../support/until.ts'
import { get, post, type Fields } from '../support/visitor.ts'

let cluster: Cluster
let sites: Machine[]

beforeAll(async () => {
  cluster = await startCluster(['1', '0'])
  sites = cluster.machines
})
afterAll(() => cluster.remove())

const mails = () => readdirSync(join(sites[0]!.dataDir, 'mailbox'))
const link = (address: string, kind: 'confirm' | 'manage') => linkTo(sites[0]!, address, kind)

const signOn = (site: Machine, fields: Fields) => taken(() => fillInSign(site, fields))
const confirmOn = (site: Machine, path: string) => taken(() => post(site, path, {}))

/** The machine that hands its units to the other. */
const follower = async () => {
  const leader = await cluster.leader()
  return sites.find((site) => site !== leader)!
}

describe('Two machines with one libSQL server and a replica of it', () => {
  test('a signature begun on one is confirmed on the other, and its owner sees it at once', async () => {
    const [one, two] = sites as [Machine, Machine]
    expect((await signOn(one, {})).status).toBe(303)
    const confirm = await link('ana.pereira@example.org', 'confirm')
    expect((await confirmOn(two, confirm)).status).toBe(303)
    expect((await get(two, confirm)).body).toContain('You are signatory no. 1.')
    expect((await get(one, confirm)).body).toContain('You are signatory no. 1.')
  })

  test('both show it', async () => {
    for (const site of sites) await until(async () => (await counts(site)).total === 1, 'the count')
  })

  test('each mail leaves once, from one of them', async () => {
    await link('ana.pereira@example.org', 'manage')
    expect(mails()).toHaveLength(2)
  })

  test('many who sign on both at once are all counted', async () => {
    const people = Array.from({ length: 20 }, (_, i) => `both-${i}@example.org`)
    await Promise.all(people.map((email, i) => signOn(sites[i % 2]!, { email })))
    await Promise.all(
      people.map(async (email, i) => confirmOn(sites[(i + 1) % 2]!, await link(email, 'confirm'))),
    )
    for (const site of sites)
      await until(async () => (await counts(site)).total === 21, 'the count')
  })

  test('the server holds its commits on the disk before it answers', async () => {
    const client = sites[0]!.database()
    expect(Number((await client.execute('pragma synchronous')).rows[0]?.[0])).toBe(2)
    client.close()
  })

  test('while the replica stands still, people see their own writes and everybody old pages', async () => {
    const site = await follower()
    await until(async () => (await counts(site)).total === 21, 'the count')
    cluster.replica.process.kill('SIGSTOP')
    try {
      expect((await signOn(site, { email: 'lag@example.org' })).status).toBe(303)
      const confirm = await link('lag@example.org', 'confirm')
      expect((await confirmOn(site, confirm)).status).toBe(303)
      expect((await get(site, confirm)).body).toContain('You are signatory no. 22.')
      const manage = await link('lag@example.org', 'manage')
      expect((await get(site, manage)).body).toContain('Ana Pereira')
      expect((await counts(site)).total).toBe(21)
    } finally {
      cluster.replica.process.kill('SIGCONT')
    }
    for (const one of sites) await until(async () => (await counts(one)).total === 22, 'the count')
  })

  test('when the one that writes is killed, the other takes over', async () => {
    const gone = await cluster.leader()
    const stays = await follower()
    gone.process.kill('SIGKILL')
    expect((await signOn(stays, { email: 'after@example.org' })).status).toBe(303)
    await confirmOn(stays, await link('after@example.org', 'confirm'))
    await until(async () => (await counts(stays)).total === 23, 'the count')
  })
})

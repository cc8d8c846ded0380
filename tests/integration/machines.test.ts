import { readdirSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPrimary, startReplica, type Primary, type Sqld } from '../../scripts/cluster/sqld.ts'
import { counts, fillInSign, linkTo } from '../support/people.ts'
import { freePort, startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get, post } from '../support/visitor.ts'

let folder: string
let primary: Primary
let replica: Sqld
let sites: Site[]
let peers: string[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accede-machines-'))
  primary = await startPrimary(join(folder, 'primary'))
  replica = await startReplica(primary, join(folder, 'replica'))
  const shared = {
    DATABASE_URL: primary.url,
    DATABASE_REPLICA_URL: replica.url,
    DATABASE_AUTH_TOKEN: primary.token,
    SECRET_KEY: 'the same secret key on every machine',
  }
  peers = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`]
  sites = await Promise.all([
    startSite({ ...shared, PEER_LISTEN: peers[0]!, WORKERS: '1' }),
    startSite({ ...shared, PEER_LISTEN: peers[1]! }),
  ])
})
afterAll(async () => {
  await Promise.all(sites.map((site) => site.remove()))
  await Promise.all([replica.stop(), primary.stop()])
  rmSync(folder, { recursive: true, force: true })
})

const mails = () =>
  sites.flatMap(({ dataDir }) => {
    try {
      return readdirSync(join(dataDir, 'mailbox'))
    } catch {
      return []
    }
  })

/** The link in the mail, whichever machine sent it. */
const link = (address: string, kind: 'confirm' | 'manage') =>
  Promise.any(sites.map((site) => linkTo(site, address, kind)))

describe('Two machines with one libSQL server and a replica of it', () => {
  test('a signature begun on one is confirmed on the other, and its owner sees it at once', async () => {
    const [one, two] = sites as [Site, Site]
    expect((await fillInSign(one, {})).status).toBe(303)
    const confirm = await link('ana.pereira@example.org', 'confirm')
    expect((await post(two, confirm, {})).status).toBe(303)
    expect((await get(two, confirm)).body).toContain('You are signatory no. 1.')
    expect((await get(one, confirm)).body).toContain('You are signatory no. 1.')
  })

  test('both show it within two seconds', async () => {
    for (const site of sites)
      await until(async () => (await counts(site)).total === 1, 'the count', 2000)
  })

  test('each mail leaves once, from one of them', async () => {
    await link('ana.pereira@example.org', 'manage')
    expect(mails()).toHaveLength(2)
  })

  test('many who sign on both at once are all counted', async () => {
    const people = Array.from({ length: 20 }, (_, i) => `both-${i}@example.org`)
    await Promise.all(people.map((email, i) => fillInSign(sites[i % 2]!, { email })))
    await Promise.all(
      people.map(async (email, i) => post(sites[(i + 1) % 2]!, await link(email, 'confirm'), {})),
    )
    for (const site of sites)
      await until(async () => (await counts(site)).total === 21, 'the count')
  })

  test('the server holds its commits on the disk before it answers', async () => {
    const client = createClient({ url: primary.url, authToken: primary.token })
    expect(Number((await client.execute('pragma synchronous')).rows[0]?.[0])).toBe(2)
    client.close()
  })

  test('when the one that writes is killed, the other takes over', async () => {
    const client = createClient({ url: primary.url, authToken: primary.token })
    const { rows } = await client.execute('select address from leases')
    client.close()
    const leading = peers.indexOf(String(rows[0]?.['address']))
    expect(leading).toBeGreaterThanOrEqual(0)
    const [gone, stays] = leading === 1 ? [sites[1]!, sites[0]!] : [sites[0]!, sites[1]!]
    gone.process.kill('SIGKILL')
    await until(
      async () => (await fillInSign(stays, { email: 'after@example.org' })).status === 303,
      'the other machine to write',
      20_000,
    )
    await post(stays, await link('after@example.org', 'confirm'), {})
    await until(async () => (await counts(stays)).total === 22, 'the count')
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCluster, type Cluster, type Machine } from '../../support/cluster.ts'
import {
  browserOf,
  createStaff,
  setUpTotp,
  withPassword,
  type Member,
} from '../../support/staff.ts'
import { until } from '../../support/until.ts'
import { accede } from '../../support/command.ts'
import { get } from '../../support/visitor.ts'

let cluster: Cluster
let env: Record<string, string>
beforeAll(async () => {
  cluster = await startCluster(['0', '0'])
  env = {
    DATABASE_URL: cluster.primary.url,
    DATABASE_AUTH_TOKEN: cluster.primary.token,
    SECRET_KEY: 'the same secret key on every machine',
  }
})
afterAll(() => cluster.remove())

/** The answer of a machine to the cookies of somebody who signed in on another. */
const statusOn = async (machine: Machine, member: Member, path: string) =>
  (await get(machine, path, { headers: { Cookie: member.cookies() } })).status

test('Two machines with one libSQL server: who signs in on one is in on the other, and out at once', async () => {
  const [one, two] = cluster.machines as [Machine, Machine]
  const member = async (machine: Machine, email: string) => {
    const made = browserOf(machine, 'admin', await createStaff(one, 'admin', email, env))
    await withPassword(made)
    await setUpTotp(made)
    return made
  }
  const ada = await member(one, 'ada@staff.example')
  const bo = await member(two, 'bo@staff.example')
  expect(await statusOn(two, ada, '/staff/people')).toBe(200)
  expect(await statusOn(one, bo, '/staff/people')).toBe(200)
  const { location } = await ada.post('/staff/people/2', { act: 'role', role: 'viewer' })
  expect(location).toBe('/staff/people/2?done')
  for (const machine of [one, two]) expect(await statusOn(machine, bo, '/staff/people')).toBe(303)
})

test('and the audit of both is one chain', async () => {
  const verify = () => accede({ ...env, DATA_DIR: cluster.machines[0]!.dataDir }, 'verify')
  const { stdout } = await until(async () => {
    const ended = await verify()
    return ended.code === 0 && ended
  }, 'the audit to be whole')
  expect(stdout).toMatch(/The audit is whole: 7 entries/)
})

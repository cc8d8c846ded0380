/** A libSQL primary, a replica of it, and site machines on loopback, as `npm run cluster` starts them. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { startPrimary, startReplica, type Primary, type Sqld } from '../../scripts/cluster/sqld.ts'
import { freePort } from '../../scripts/cluster/free-port.ts'
import { startSite, type Site } from './site.ts'
import { until } from './until.ts'
import type { Answer } from './visitor.ts'

/** A site machine; its database is the server that all share. */
export type Machine = Site & {
  /** where it takes the units of the others */
  peer: string
}
export type Cluster = {
  primary: Primary
  replica: Sqld
  machines: Machine[]
  /** the machine that writes now */
  leader(): Promise<Machine>
  remove(): Promise<void>
}

/**
 * @param workers WORKERS of each machine. All have one mailbox, as they would have one mail service.
 * @param siteUrl the address in front of them; without it each has its own
 */
export async function startCluster(
  workers: readonly string[] = ['1', '0'],
  siteUrl = '',
): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'accede-cluster-'))
  const primary = await startPrimary(join(folder, 'primary'))
  const replica = await startReplica(primary, join(folder, 'replica'))
  mkdirSync(join(folder, 'mailbox'))
  const machines = await Promise.all(
    workers.map((each, i) =>
      machine(join(folder, `machine-${i}`), primary, replica, { WORKERS: each, SITE_URL: siteUrl }),
    ),
  )
  return {
    primary,
    replica,
    machines,
    async leader() {
      const client = machines[0]!.database()
      const { rows } = await client.execute('select address from leases')
      client.close()
      const found = machines.find(({ peer }) => peer === rows[0]?.['address'])
      if (!found) throw new Error('No machine writes')
      return found
    },
    async remove() {
      await Promise.all(machines.map((one) => one.remove()))
      await Promise.all([replica.stop(), primary.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As people do who are asked to try again: the other machine may begin to write just now. */
export const taken = (ask: () => Promise<Answer>): Promise<Answer> =>
  until(async () => {
    const answer = await ask()
    return answer.status !== 503 && answer
  }, 'a machine that writes')
/** Machines behind one address, as if they were one site: each connection goes to the next of them. */
export async function startSiteInCluster(): Promise<Site> {
  const ports: number[] = []
  let next = 0
  const front = createServer((incoming) => {
    const outgoing = connect(ports[next++ % ports.length]!, '127.0.0.1')
    incoming.on('error', () => outgoing.destroy()).pipe(outgoing)
    outgoing.on('error', () => incoming.destroy()).pipe(incoming)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => front.once('listening', resolve))
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  const cluster = await startCluster(['1', '1'], url)
  ports.push(...cluster.machines.map((one) => Number(new URL(one.url).port)))
  return {
    ...cluster.machines[0]!,
    url,
    async remove() {
      await cluster.remove()
      await new Promise((resolve) => front.close(resolve))
    },
  }
}

async function machine(
  dataDir: string,
  primary: Primary,
  replica: Sqld,
  env: Record<string, string>,
): Promise<Machine> {
  mkdirSync(dataDir)
  symlinkSync(join(dataDir, '..', 'mailbox'), join(dataDir, 'mailbox'))
  const peer = `127.0.0.1:${await freePort()}`
  const site = await startSite({
    DATA_DIR: dataDir,
    DATABASE_URL: primary.url,
    DATABASE_REPLICA_URL: replica.url,
    DATABASE_AUTH_TOKEN: primary.token,
    SECRET_KEY: 'the same secret key on every machine',
    PEER_LISTEN: peer,
    ...env,
  })
  const database = () => createClient({ url: primary.url, authToken: primary.token })
  return { ...site, peer, database }
}

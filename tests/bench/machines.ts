/**
 * Site machines that share one libSQL server, all writing as fast as they can: each by itself, and
 * as the site does it, one for all.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { startPrimary, type Primary } from '../../scripts/cluster/sqld.ts'
import { loadConfig } from '../../src/server/config.ts'
import { withClient } from '../../src/server/database/connect.ts'
import { migrate } from '../../src/server/database/migrate.ts'
import { ms, summary } from './measure.ts'
import type { Work, Worked } from './machines-worker.ts'
import type { Scenario } from './scenario.ts'

const IN_FLIGHT = 100
const SECONDS = 60
const WORKER = new URL('./machines-worker.ts', import.meta.url).pathname

type Run = { machines: number; alone: boolean; seconds: number; worked: Worked; stored: number }

export const machines: Scenario = async ({ short }) => {
  const seconds = short ? 5 : SECONDS
  const runs: Run[] = []
  for (const count of [1, 2, 4, 8])
    for (const alone of [true, false]) runs.push(await measure(count, alone, seconds))
  return {
    title: 'Site machines that share a libSQL server',
    method: `One primary (sqld, \`durability_mode: strong\`) on the same machine; each site machine a process with ${IN_FLIGHT} submissions in flight for ${seconds} seconds, batches of up to 100. “Alone”: each writes to the server by itself; “one for all”: one writes, by lease, and the others hand over, as the site does it. Milliseconds until a unit is committed.`,
    columns: ['Site machines', 'units a second', 'median', 'p99', 'slowest', 'failed'],
    table: runs.map(({ machines, alone, worked, ...run }) => {
      const { requests, median, p99, max } = summary(worked.times)
      return [
        `${machines}, ${alone ? 'alone' : 'one for all'}`,
        Math.round(requests / run.seconds).toLocaleString('en'),
        ...[median, p99, max].map((time) => (requests > 0 ? ms(time) : '–')),
        String(worked.failed),
      ]
    }),
    remarks: [],
    details: [],
    problems: runs.flatMap(({ machines, alone, worked, stored }) => [
      ...(!alone && worked.failed > 0
        ? [`${machines} machines, one for all: ${worked.failed} units failed`]
        : []),
      // A unit that ran into the time-out may have been committed: never fewer, and never twice.
      ...(stored < worked.times.length || stored > worked.times.length + worked.failed
        ? [`${machines} machines: ${worked.times.length} were answered, ${stored} are stored`]
        : []),
    ]),
  }
}

async function measure(count: number, alone: boolean, seconds: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'accede-machines-'))
  const start = () => startPrimary(join(folder, 'primary'))
  let primary = await start()
  const children: ChildProcess[] = []
  try {
    await prepare(primary, folder)
    for (let i = 0; i < count; i++)
      children.push(
        await ready(primary, join(folder, `machine-${i}`), { alone, inFlight: IN_FLIGHT, seconds }),
      )
    const all = await Promise.all(children.map(work))
    // Counted after a new start: one that stands still answers nobody.
    end(children)
    await primary.stop()
    primary = await start()
    return {
      ...{ machines: count, alone, seconds },
      worked: {
        times: all.flatMap(({ times }) => times),
        failed: all.reduce((sum, { failed }) => sum + failed, 0),
      },
      stored: await stored(primary),
    }
  } finally {
    end(children)
    await primary.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const end = (children: ChildProcess[]) => children.forEach((child) => child.kill('SIGKILL'))

const environment = (primary: Primary, dataDir: string) => ({
  DATA_DIR: dataDir,
  DATABASE_URL: primary.url,
  DATABASE_AUTH_TOKEN: primary.token,
  SECRET_KEY: 'the same secret key on every machine',
})

const prepare = (primary: Primary, folder: string): Promise<void> =>
  withClient(loadConfig(environment(primary, folder)), migrate)

/** Starts a machine. @returns once it could write */
function ready(primary: Primary, dataDir: string, work: Work): Promise<ChildProcess> {
  const child = fork(WORKER, { env: environment(primary, dataDir), serialization: 'advanced' })
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`a machine ended with ${code}`)))
    child.send(work)
  })
}

function work(child: ChildProcess): Promise<Worked> {
  return new Promise((resolve) => {
    child.once('message', (worked: Worked) => resolve(worked))
    child.send('go')
  })
}

async function stored({ url, token }: Primary): Promise<number> {
  const client = createClient({ url, authToken: token })
  try {
    return Number((await client.execute('select count(*) from submissions')).rows[0]?.[0])
  } finally {
    client.close()
  }
}

/**
 * `npm run cluster`: a libSQL primary, a replica, and two site machines (each with its own
 * processes) on loopback, from npm packages alone. To try out what several machines do.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { freePort } from './cluster/free-port.ts'
import { startPrimary, startReplica, type Sqld } from './cluster/sqld.ts'

const MAIN = new URL('../src/server/main.ts', import.meta.url).pathname
const folder = resolve(process.env['DATA_DIR'] ?? './data/cluster', String(Date.now()))
mkdirSync(folder, { recursive: true })

const primary = await startPrimary(join(folder, 'primary'))
const replica = await startReplica(primary, join(folder, 'replica'))
const secret = process.env['SECRET_KEY'] ?? randomBytes(32).toString('base64url')
const machines = [await machine('one'), await machine('two')]

console.log(`Primary   ${primary.url}`)
console.log(`Replica   ${replica.url}`)
for (const { url } of machines) console.log(`Site      ${url}`)
console.log('Ctrl-C ends them all.')

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop())

/** One site machine: the same secret key everywhere, a data directory of its own. */
async function machine(name: string): Promise<{ url: string; process: ChildProcess }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [MAIN], {
    stdio: 'inherit',
    env: { ...process.env, ...settings(name, port, url) },
  })
  return { url, process: child }
}

function settings(name: string, port: number, url: string): Record<string, string> {
  return {
    PORT: String(port),
    SITE_URL: url,
    DATA_DIR: join(folder, name),
    DATABASE_URL: primary.url,
    DATABASE_REPLICA_URL: replica.url,
    DATABASE_AUTH_TOKEN: primary.token,
    SECRET_KEY: secret,
    WORKERS: process.env['WORKERS'] ?? '1',
  }
}

/** Sites first, so that what they took is committed. */
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.all(
    machines.map(
      ({ process: child }) => new Promise((resolve) => child.once('exit', resolve).kill('SIGTERM')),
    ),
  )
  await Promise.all([replica, primary].map((server: Sqld) => server.stop()))
  process.exit(0)
}

/** The site as a process of its own, built, on an empty data directory and a free port. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '@libsql/client'
import { freePort } from '../../scripts/cluster/free-port.ts'
import { until } from './until.ts'

const MAIN = new URL('../../src/server/main.ts', import.meta.url).pathname
/** Milliseconds; a machine that is busy with other tests takes its time. */
const START_PATIENCE = 45_000

export type Site = {
  url: string
  dataDir: string
  process: ChildProcess
  /** everything that the site has written so far */
  output(): string
  /** a connection of the test's own, for looking and for moving time */
  database(): Client
  /** SIGTERM; @returns the exit code */
  stop(): Promise<number | null>
  /** stops, and deletes the data directory */
  remove(): Promise<void>
}

/** @param main the program; another one than the site's own gives it an internet of its own */
export async function startSite(env: Record<string, string> = {}, main = MAIN): Promise<Site> {
  const dataDir = env['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'accede-test-'))
  const port = env['PORT'] ?? String(await freePort())
  const url = `http://127.0.0.1:${port}`
  let written = ''
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      PORT: port,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      SIGN_LIMITS: 'off',
      LOOKUPS: 'off',
      WORKERS: '0',
      ...env,
    },
  })
  child.stdout.on('data', (chunk) => (written += chunk))
  child.stderr.on('data', (chunk) => (written += chunk))
  // Whoever ends without stopping it takes it along.
  const takeAlong = () => void child.kill()
  process.once('exit', takeAlong)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  void ended.then(() => process.off('exit', takeAlong))
  const stop = () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    return ended
  }
  await until(
    async () => child.exitCode !== null || (await answers(url)),
    'the site to answer',
    START_PATIENCE,
  )
  // Somebody else may have taken the port since it was free.
  if (child.exitCode !== null && !env['PORT'] && /PORT \d+ is in use/.test(written))
    return startSite({ ...env, DATA_DIR: dataDir }, main)
  if (child.exitCode !== null) throw new Error(`The site ended: ${written}`)
  return {
    url,
    dataDir,
    process: child,
    output: () => written,
    database: () => createClient({ url: `file:${join(dataDir, 'accede.db')}`, timeout: 5000 }),
    stop,
    async remove() {
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  )
}

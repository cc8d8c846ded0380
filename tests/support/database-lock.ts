/**
 * Holds the database of a site for itself. In a process of its own: POSIX gives up all locks of a
 * process on a file as soon as that process closes the file anywhere.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Site } from './site.ts'

const HOLD = `
  const { DatabaseSync } = require('node:sqlite')
  const database = new DatabaseSync(process.argv[1], { timeout: 10000 })
  database.exec('begin exclusive')
  process.stdout.write('held')
  process.stdin.resume().on('end', () => database.close())
`

/** @returns lets go of the database */
export async function lockDatabase({
  dataDir,
}: Pick<Site, 'dataDir'>): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, ['-e', HOLD, join(dataDir, 'accede.db')])
  await once(holder.stdout, 'data')
  return async () => {
    if (holder.exitCode !== null) return
    holder.stdin.end()
    await once(holder, 'exit')
  }
}

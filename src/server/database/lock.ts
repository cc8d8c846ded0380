import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One writer for one database file: two processes that write or checkpoint can corrupt it
 * (docs/decisions/0003-one-writer.md). The lock is a file with the process id in it; one that a
 * killed process left behind is taken over.
 * @throws AnotherWriter when a living process holds it
 */
export function takeWriterLock(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'writer.lock')
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error
      const holder = Number(readFileSync(path, 'utf8'))
      if (isAlive(holder)) throw new AnotherWriter(dataDir, holder)
      rmSync(path, { force: true })
    }
  }
}

/** Another living process writes to this data directory. */
export class AnotherWriter extends Error {
  override name = 'AnotherWriter'
  constructor(dataDir: string, holder: number) {
    super(`Process ${holder} already runs on ${dataDir}; stop it first, or set DATA_DIR.`)
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

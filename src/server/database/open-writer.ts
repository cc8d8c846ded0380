import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { assertDurable, connectReading, connectWriting, withClient } from './connect.ts'
import type { Database } from './index.ts'
import { takeWriterLock } from './lock.ts'
import { migrate } from './migrate.ts'
import { readingWith } from './read.ts'
import { heardVersion, readVersion } from './version.ts'
import { socketPath } from './wire.ts'
import { createWriteQueue } from './write-queue.ts'
import { listenForUnits, localListener, type WriterLink } from './writer-link.ts'

/**
 * Opens a database file as its only writer, migrates it, and makes sure that commits are durable.
 * @param onCommit called after every commit, whoever asked for it
 * @throws AnotherWriter when a living process writes to the same DATA_DIR
 */
export async function openFile(config: Config, onCommit: () => void): Promise<Database> {
  mkdirSync(dirname(fileURLToPath(config.databaseUrl)), { recursive: true })
  const unlock = takeWriterLock(config.dataDir)
  const clients = connectReading(config)
  const writing = connectWriting(config)
  await assertDurable(writing)
  await withClient(config, migrate)
  const version = heardVersion(await readVersion(clients.reading))
  let tell: WriterLink['tell'] = () => {}
  const queue = createWriteQueue(writing, {
    onCommit(current) {
      if (current !== version.current()) {
        tell(current)
        version.hear(current)
      }
      onCommit()
    },
  })
  const link = await listenForUnits(
    queue.run,
    localListener(socketPath(config.dataDir)),
    version.current,
  )
  tell = link.tell
  return {
    ...readingWith(clients),
    write: queue.run,
    figures: queue.figures,
    version: version.current,
    onVersion: version.onHeard,
    leads: () => true,
    durable: true,
    async close() {
      await queue.close()
      await link.close()
      for (const client of [clients.reading, writing]) client.close()
      unlock()
    },
  }
}

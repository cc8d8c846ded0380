import { connect } from 'node:net'
import type { Config } from '../config.ts'
import { connectReading } from './connect.ts'
import type { Database } from './index.ts'
import { readingWith } from './read.ts'
import { linkToWriter } from './reader-link.ts'
import { heardVersion } from './version.ts'
import { socketPath } from './wire.ts'

/** Milliseconds that a reader waits for its writer when it starts. */
const WRITER_PATIENCE = 5000

/** Opens the database to read; its units go to the writer of the same DATA_DIR. */
export async function openAsReader(config: Config): Promise<Database> {
  const clients = connectReading(config)
  const version = heardVersion(0)
  const link = linkToWriter(() => connect(socketPath(config.dataDir)), version.hear)
  await link.reached(WRITER_PATIENCE)
  return {
    ...readingWith(clients),
    write: (unit) => link.run(unit),
    figures: link.figures,
    version: version.current,
    onVersion: version.onHeard,
    leads: () => false,
    durable: true,
    async close() {
      link.close()
      for (const client of new Set([clients.reading, clients.fresh])) client.close()
    },
  }
}

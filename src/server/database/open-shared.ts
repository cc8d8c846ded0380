import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { gauge } from '../figures.ts'
import { connectReading, connectWriting, isDurable, withClient } from './connect.ts'
import type { Database } from './index.ts'
import { findLeader, type Leadership } from './leadership.ts'
import { takeWriterLock } from './lock.ts'
import { migrate, replicated } from './migrate.ts'
import { connectToPeer, peerListener } from './peers.ts'
import { linkToWriter, type ReaderLink } from './reader-link.ts'
import { readingWith } from './read.ts'
import { DatabaseUnavailable, isUnavailable } from './unavailable.ts'
import { sql } from './sql.ts'
import { heardVersion, watchVersion } from './version.ts'
import { socketPath } from './wire.ts'
import { createWriteQueue, type Committed, type Unit } from './write-queue.ts'
import { listenForUnits, localListener, type WriterLink } from './writer-link.ts'

/**
 * Opens a database behind a libSQL server for this machine. Among the machines that share it one
 * writes; this one commits its units itself when it leads, and hands them to the leader when not.
 * @param onCommit called after every commit that this machine made
 */
export async function openShared(config: Config, onCommit: () => void): Promise<Database> {
  const unlock = takeWriterLock(config.dataDir)
  const clients = connectReading(config)
  const writing = connectWriting(config)
  await withClient(config, migrate)
  await replicated(clients.reading)
  const reading = readingWith(clients)
  const queue = createWriteQueue(writing, { onCommit })

  const version = heardVersion(0)
  let tell: WriterLink['tell'] = () => {}
  let leads = () => false
  const peers = await takeFromPeers(config, (unit) =>
    leads()
      ? queue.run(unit)
      : Promise.reject(new DatabaseUnavailable('another machine writes now')),
  )
  const leadership = await findLeader(
    { firstFresh: reading.firstFresh, write: queue.run },
    peers.address,
  )
  leads = leadership.leads
  const handOver = handToLeader(config, leadership)
  const write = (unit: Unit) => (leadership.leads() ? queue.run(unit) : handOver.run(unit))
  await taken(write)
  const link = await listenForUnits(
    write,
    localListener(socketPath(config.dataDir)),
    version.current,
  )
  tell = link.tell
  // Others commit too, and a replica shows a commit later: so what can be read is what is told.
  const stopWatching = watchVersion(clients.reading, (current) => {
    if (current === version.current()) return
    tell(current)
    version.hear(current)
  })
  return {
    ...reading,
    write,
    figures: () => [
      ...queue.figures(),
      gauge(
        'accede_handed_to_leader_units',
        'Units handed to the machine that writes',
        handOver.length(),
      ),
    ],
    version: version.current,
    onVersion: version.onHeard,
    leads: leadership.leads,
    durable: await isDurable(writing),
    async close() {
      stopWatching()
      await leadership.stop()
      await queue.close()
      handOver.close()
      await Promise.all([link.close(), peers.close()])
      for (const client of new Set([clients.reading, clients.fresh, writing])) client.close()
      unlock()
    },
  }
}

async function takeFromPeers(config: Config, write: (unit: Unit) => Promise<Committed[]>) {
  let address = config.peerListen
  const listener = peerListener(config.peerListen, config.secretKey, (opened) => (address = opened))
  const link = await listenForUnits(write, listener, () => 0)
  return { address, close: link.close }
}

/** A link to whoever leads; made anew when that changes. */
function handToLeader(config: Config, leadership: Leadership) {
  let to: string | undefined
  let link: ReaderLink | undefined
  return {
    async run(unit: Unit): Promise<Committed[]> {
      const leader = leadership.leader()
      if (!leader) throw new DatabaseUnavailable('no machine writes just now')
      if (leader !== to || !link) {
        link?.close()
        to = leader
        link = linkToWriter(
          () => connectToPeer(leader, config.secretKey),
          () => {},
          MOST_HANDED_OVER,
        )
      }
      await link.reached(REACH)
      return link.run(unit)
    },
    length: () => link?.length() ?? 0,
    close: () => link?.close(),
  }
}

/**
 * Waits until a unit is taken: who led before may have gone without a word, and its lease goes on
 * for some seconds; who leads now may still be starting.
 */
async function taken(write: Database['write']): Promise<void> {
  for (const end = Date.now() + START_PATIENCE; ;) {
    try {
      await write([sql`select 1`])
      return
    } catch (error) {
      if (!isUnavailable(error) || Date.now() > end) throw error
      await pause(LOOK_AGAIN)
    }
  }
}

/** Milliseconds until somebody writes when a machine starts; a lease lasts eight seconds. */
const START_PATIENCE = 30_000
const LOOK_AGAIN = 200
/** Units of all processes of this machine that may be on their way to the leader. */
const MOST_HANDED_OVER = 4000
/** Milliseconds to reach the leader before a visitor is told to try again. */
const REACH = 2000

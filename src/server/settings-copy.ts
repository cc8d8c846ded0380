/**
 * The settings in memory, so that pages and verbs do not ask the database for each request. Every
 * process hears when the register's version grows, which a changed setting makes it do, and reads
 * the few rows again.
 */
import { sql, type Database } from './database/index.ts'
import type { Logger } from './log.ts'
import type { KeptKey } from './settings.ts'

/** Milliseconds between two readings: signatures, too, make the version grow. */
const AT_MOST_EVERY = 100
/** Milliseconds after which a reading that failed is tried again. */
const AGAIN = 1000

export type SettingsCopy = {
  /** The value of a setting, or undefined when it was never set. */
  get(key: KeptKey): string | undefined
  /** Grows each time that a value has changed. */
  generation(): number
  /** Calls `listener` after each change. */
  onChange(listener: () => void): void
  stop(): void
}

/** Reads the settings and keeps them current. @throws DatabaseUnavailable at the first reading */
export async function keepSettings(database: Database, log: Logger): Promise<SettingsCopy> {
  const listeners: (() => void)[] = []
  let values = new Map<string, string>()
  let generation = 0
  let timer: NodeJS.Timeout | undefined
  let heard = false
  let ready = false
  let stopped = false

  async function read(): Promise<void> {
    heard = false
    // What is heard while this reading is under way, or shortly after, is answered by the next.
    timer = setTimeout(rest, AT_MOST_EVERY)
    try {
      replace(await readAll(database))
    } catch (error) {
      if (stopped) return
      log.warn({ problem: String(error) }, 'settings not read')
      clearTimeout(timer)
      timer = setTimeout(() => void read(), AGAIN)
    }
    timer.unref()
  }
  function rest(): void {
    timer = undefined
    if (heard) void read()
  }
  function replace(current: Map<string, string>): void {
    if (sameValues(values, current)) return
    values = current
    generation++
    for (const listener of listeners) listener()
  }

  // Listening comes first, so that nothing falls between the first reading and what is told next.
  database.onVersion(() => {
    heard = true
    if (ready && !timer && !stopped) void read()
  })
  replace(await readAll(database))
  ready = true
  if (heard) void read()
  return {
    get: (key) => values.get(key),
    generation: () => generation,
    onChange: (listener) => void listeners.push(listener),
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

async function readAll(database: Database): Promise<Map<string, string>> {
  const rows = await database.read(sql`select key, value from settings`)
  return new Map(rows.map((row) => [String(row['key']), String(row['value'])]))
}

function sameValues(one: Map<string, string>, other: Map<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value)
}

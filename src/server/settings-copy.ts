/**
 * The settings in memory, so that pages and verbs do not ask the database for each request. Every
 * process hears when the register's version grows, which a changed setting makes it do, and reads
 * the few rows again.
 */
import { setTimeout as pause } from 'node:timers/promises'
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
  const stopping = new AbortController()
  let values = new Map<string, string>()
  let generation = 0
  let heard = false
  let reading = true

  /** Reads as often as something is heard, once at a time: what is heard meanwhile is for the next. */
  async function readWhatIsHeard(): Promise<void> {
    reading = true
    while (heard && !stopping.signal.aborted) {
      heard = false
      await rest(await readOnce())
    }
    reading = false
  }
  /** @returns milliseconds until the next may follow */
  async function readOnce(): Promise<number> {
    try {
      replace(await readAll(database))
      return AT_MOST_EVERY
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ problem: String(error) }, 'settings not read')
      heard = true
      return AGAIN
    }
  }
  const rest = (milliseconds: number) =>
    pause(milliseconds, undefined, { ref: false, signal: stopping.signal }).catch(() => {})
  function replace(current: Map<string, string>): void {
    if (sameValues(values, current)) return
    values = current
    generation++
    for (const listener of listeners) listener()
  }

  // Listening comes first, so that nothing falls between the first reading and what is told next.
  database.onVersion(() => {
    heard = true
    if (!reading) void readWhatIsHeard()
  })
  replace(await readAll(database))
  void readWhatIsHeard()
  return {
    get: (key) => values.get(key),
    generation: () => generation,
    onChange: (listener) => void listeners.push(listener),
    stop: () => stopping.abort(),
  }
}

async function readAll(database: Database): Promise<Map<string, string>> {
  const rows = await database.read(sql`select key, value from settings`)
  return new Map(rows.map((row) => [String(row['key']), String(row['value'])]))
}

function sameValues(one: Map<string, string>, other: Map<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value)
}

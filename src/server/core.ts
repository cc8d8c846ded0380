/**
 * What every process has: configuration, log, database, settings, rules, wordings; and, unless it
 * is a reader, mail and jobs. A process that only writes has no more than this.
 */
import type { Background } from './background.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { openAsReader, openAsWriter } from './database/index.ts'
import { createLogger } from './log.ts'
import { internet, type Outside } from './organisations/evidence/outside.ts'
import { keepRules } from './rules/index.ts'
import { keepSettings } from './settings-copy.ts'
import { addWordings, findWordings } from './texts/wordings.ts'

/**
 * `all`: one process does everything. `writer`: owns the database file, the mail and the jobs.
 * `reader`: serves HTTP, only reads, and hands its units of work to the writer.
 */
export type Role = 'all' | 'writer' | 'reader'

const UNSAFE =
  'The libSQL server answers writes before they are on its disk; give its namespace durability_mode strong (docs/operating.md)'

/** `outside`: another internet than the real one, for tests */
export type AppOptions = { role?: Role; now?: () => number; outside?: Outside }

export type Core = { context: Context; close(): Promise<void> }

/** Opens the database and, unless it is a reader, starts mail and jobs. Close it to let go of the file. */
export async function createCore(
  config: Config,
  { role = 'all', now = Date.now, outside }: AppOptions = {},
): Promise<Core> {
  const log = createLogger(config.logLevel)
  let onCommit = () => {}
  const database =
    role === 'reader' ? await openAsReader(config) : await openAsWriter(config, () => onCommit())
  if (role !== 'reader') await addWordings(database, now())
  const settings = await keepSettings(database, log)
  const rules = await keepRules(database, settings, log)
  const wordings = await findWordings(database)
  const context: Context = {
    ...{ config, database, wordings, settings, rules, log, now },
    outside: outside ?? (config.lookups === 'on' ? internet() : undefined),
  }
  const background = role === 'reader' ? undefined : await start(context)
  if (background) onCommit = background.committed
  if (!database.durable) log.warn(UNSAFE)
  return {
    context,
    /** Ends mail and jobs, commits what is under way, closes the database. */
    async close() {
      settings.stop()
      await background?.stop()
      await database.close()
    },
  }
}

/** Loaded by those that need it: units of others are taken meanwhile. */
async function start(context: Context): Promise<Background> {
  const { startBackground } = await import('./background.ts')
  return startBackground(context)
}

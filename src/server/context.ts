import type { Config } from './config.ts'
import type { Database } from './database/index.ts'
import type { Logger } from './log.ts'
import type { Outside } from './organisations/evidence/outside.ts'
import type { RulesCopy } from './rules/index.ts'
import type { SettingsCopy } from './settings-copy.ts'
import type { Wordings } from './texts/wordings.ts'

/** What every verb may need; made once in app.ts and passed on as the first argument. */
export type Context = {
  config: Config
  database: Database
  wordings: Wordings
  settings: SettingsCopy
  rules: RulesCopy
  log: Logger
  /** the internet, as far as evidence about organisations needs it; undefined with LOOKUPS=off */
  outside: Outside | undefined
  /** milliseconds since 1970 */
  now(): number
}

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The beginning of the hour or day (UTC) that a time is in. @param unit HOUR or DAY */
export const startOf = (time: number, unit: number) => Math.floor(time / unit) * unit

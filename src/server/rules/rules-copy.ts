/**
 * The rules in memory of every process. A changed rule makes the setting `rules` grow (trigger),
 * which every process hears within two seconds (settings-copy.ts), and then it reads them again.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Database } from '../database/index.ts'
import type { Logger } from '../log.ts'
import type { SettingsCopy } from '../settings-copy.ts'
import { compileRules, type Judge, type Rule } from './judge.ts'

/** Milliseconds after which a reading that failed is tried again. */
const AGAIN = 1000

export type RulesCopy = { judge: Judge }

/** @throws DatabaseUnavailable at the first reading */
export async function keepRules(
  database: Pick<Database, 'readFresh'>,
  settings: Pick<SettingsCopy, 'get' | 'onChange'>,
  log: Pick<Logger, 'warn'>,
): Promise<RulesCopy> {
  let version = settings.get('rules')
  let judge = await read()
  let reading = false
  async function read(): Promise<Judge> {
    return compileRules(
      (await database.readFresh(
        sql`select id, action, subject, pattern from rules where ended_at is null`,
      )) as unknown as Rule[],
    )
  }
  /** Once at a time: of two readings, the older could be answered last. */
  async function again(): Promise<void> {
    if (reading) return
    reading = true
    for (let heard; (heard = settings.get('rules')) !== version;) {
      try {
        judge = await read()
        version = heard
      } catch (error) {
        log.warn({ problem: String(error) }, 'rules not read')
        await pause(AGAIN, undefined, { ref: false })
      }
    }
    reading = false
  }
  settings.onChange(() => void again())
  return { judge: (signer) => judge(signer) }
}

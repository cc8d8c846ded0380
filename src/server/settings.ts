/** Settings that operators change while the site runs; `npm run accede -- settings`. */
import { z } from 'zod'
import { campaign } from '../../content/campaign.ts'
import type { Context } from './context.ts'
import { sql, type Statement } from './database/index.ts'

/** What may be set, and how a value is checked. */
export const SETTINGS = {
  closes_at: z.union([z.literal('never'), z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'closes_at takes a date (2027-01-31), a time (2027-01-31T23:59:00Z) or never',
  }),
  sample: z.enum(['on', 'off'], { error: 'sample takes on or off' }),
} as const

export type Setting = keyof typeof SETTINGS

/** The value of a setting, or undefined when it was never set. */
export async function readSetting(
  context: Pick<Context, 'database'>,
  key: Setting,
): Promise<string | undefined> {
  const row = await context.database.first(sql`select value from settings where key = ${key}`)
  return row ? String(row['value']) : undefined
}

export function writeSetting(key: Setting, value: string, now: number): Statement {
  return sql`insert into settings (key, value, changed_at) values (${key}, ${SETTINGS[key].parse(value)}, ${now})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at`
}

/** True while signatures are taken: by the campaign's dates, or by the setting where there is one. */
export async function campaignIsOpen(context: Context): Promise<boolean> {
  const set = await readSetting(context, 'closes_at')
  const closesAt = set === 'never' ? null : (set ?? campaign.closesAt)
  const now = context.now()
  return now >= Date.parse(campaign.opensAt) && (closesAt === null || now < Date.parse(closesAt))
}

/** True for a database of sample data: every page says so. */
export async function holdsSampleData(context: Pick<Context, 'database'>): Promise<boolean> {
  return (await readSetting(context, 'sample')) === 'on'
}

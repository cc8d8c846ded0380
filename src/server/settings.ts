/** Settings that operators change while the site runs; `npm run accede -- settings`. */
import { z } from 'zod'
import { campaign } from '../../content/campaign.ts'
import type { Context } from './context.ts'
import { sql, type Statement } from './database/index.ts'

const onOrOff = (key: string) => z.enum(['on', 'off'], { error: `${key} takes on or off` })
const LONGEST_NOTICE = 300
/** Seconds after which a client may try again while no form is taken. */
export const READ_ONLY_RETRY_AFTER = 300

/** What may be set, and how a value is checked. */
export const SETTINGS = {
  closes_at: z.union([z.literal('never'), z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'closes_at takes a date (2027-01-31), a time (2027-01-31T23:59:00Z) or never',
  }),
  pause_mail: onOrOff('pause_mail'),
  pause_search: onOrOff('pause_search'),
  read_only: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}]+$/u, 'read_only takes off, or a notice of one line')
    .refine((notice) => notice !== 'on', 'read_only takes off, or the notice that visitors read')
    .max(
      LONGEST_NOTICE,
      `read_only takes off, or a notice of at most ${LONGEST_NOTICE} characters`,
    ),
  sample: onOrOff('sample'),
} as const

export type Setting = keyof typeof SETTINGS
type Kept = Pick<Context, 'settings'>

/** The value of a setting as the database has it, or undefined when it was never set. */
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
export function campaignIsOpen({ settings, now }: Kept & Pick<Context, 'now'>): boolean {
  const set = settings.get('closes_at')
  const closesAt = set === 'never' ? null : (set ?? campaign.closesAt)
  const time = now()
  return time >= Date.parse(campaign.opensAt) && (closesAt === null || time < Date.parse(closesAt))
}

/** The notice that visitors read while no form is taken, or undefined when forms are. */
export function readOnlyNotice({ settings }: Kept): string | undefined {
  const notice = settings.get('read_only')
  return notice === 'off' ? undefined : notice
}

/** True while only confirmation mails are sent. */
export const mailIsPaused = ({ settings }: Kept): boolean => settings.get('pause_mail') === 'on'

/** True while names are not searched for. */
export const searchIsPaused = ({ settings }: Kept): boolean => settings.get('pause_search') === 'on'

/** True for a database of sample data: every page says so. */
export async function holdsSampleData(context: Pick<Context, 'database'>): Promise<boolean> {
  return (await readSetting(context, 'sample')) === 'on'
}

/** Settings that operators change while the site runs; `npm run accede -- settings`. */
import { z } from 'zod'
import { campaign, type Text } from '../../content/campaign.ts'
import type { Context } from './context.ts'
import { DAY } from './context.ts'
import { sql, type Statement } from './database/index.ts'

const unique = (list: string[]) => new Set(list).size === list.length
const ascending = (list: string) =>
  list.split(',').every((n, i, all) => i === 0 || Number(n) > Number(all[i - 1]))
const onOrOff = (key: string) => z.enum(['on', 'off'], { error: `${key} takes on or off` })
const LONGEST_NOTICE = 300
/** A confirmation still counts that long after the end, because the mail took its time. */
const CONFIRMING_AFTER_THE_END = DAY
/** Seconds after which a client may try again while no form is taken. */
export const READ_ONLY_RETRY_AFTER = 300

const moment = (key: string, without: string) =>
  z.union(
    [z.literal(without), z.literal('campaign'), z.iso.datetime({ offset: true }), z.iso.date()],
    {
      error: `${key} takes a date (2027-01-31), a time (2027-01-31T23:59:00Z) or ${without}`,
    },
  )
/** A line that visitors read, or off. */
const notice = (key: string) =>
  z
    .string()
    .trim()
    .regex(/^[^\p{Cc}]+$/u, `${key} takes off, or a notice of one line`)
    .refine((text) => text !== 'on', `${key} takes off, or the notice that visitors read`)
    .max(LONGEST_NOTICE, `${key} takes off, or a notice of at most ${LONGEST_NOTICE} characters`)

/** Mails a minute. */
const pace = (key: string) =>
  z
    .string()
    .regex(/^(none|[1-9]\d{0,6})$/, `${key} takes none, or a whole number of mails a minute from 1`)

/** What may be set, and how a value is checked. */
export const SETTINGS = {
  opens_at: moment('opens_at', 'campaign'),
  closes_at: moment('closes_at', 'never'),
  pause_signing: notice('pause_signing'),
  banner: notice('banner'),
  open_texts: z
    .string()
    .refine(
      (list) => list.split(',').every((text) => text in campaign.texts) && unique(list.split(',')),
      `open_texts takes some of ${Object.keys(campaign.texts).join(',')}`,
    ),
  milestones: z
    .string()
    .refine(
      (list) =>
        list === 'none' || (/^[1-9]\d{0,8}(,[1-9]\d{0,8}){0,19}$/.test(list) && ascending(list)),
      'milestones takes none, or up to 20 whole numbers, each greater than the one before: 1000,5000',
    ),
  pause_mail: onOrOff('pause_mail'),
  pause_news: onOrOff('pause_news'),
  mail_pace: pace('mail_pace'),
  mail_pace_domain: pace('mail_pace_domain'),
  pause_search: onOrOff('pause_search'),
  pause_live: onOrOff('pause_live'),
  read_only: notice('read_only'),
  sample: onOrOff('sample'),
} as const

export type Setting = keyof typeof SETTINGS
/** What the table holds: `rules` is no setting but grows with every change of a rule (trigger). */
export type KeptKey = Setting | 'rules'
type Kept = { settings: Pick<Context['settings'], 'get'> }
type Timed = Kept & Pick<Context, 'now'>

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

/** When signatures are taken: by the campaign's dates, or by the settings where there are some. */
export function campaignDates({ settings }: Kept): { opensAt: number; closesAt: number | null } {
  const [opens, closes] = [settings.get('opens_at'), settings.get('closes_at')]
  const given = closes === undefined || closes === 'campaign' ? campaign.closesAt : closes
  const closesAt = given === 'never' ? null : given
  return {
    opensAt: Date.parse(opens === undefined || opens === 'campaign' ? campaign.opensAt : opens),
    closesAt: closesAt === null ? null : Date.parse(closesAt),
  }
}

/** True while signatures are taken. */
export function campaignIsOpen(context: Timed): boolean {
  const { opensAt, closesAt } = campaignDates(context)
  const time = context.now()
  if (signingNotice(context) !== undefined) return false
  return time >= opensAt && (closesAt === null || time < closesAt)
}

/** True while what was signed in time may still be confirmed. */
export function confirmingIsOpen(context: Timed): boolean {
  const { closesAt } = campaignDates(context)
  return closesAt === null || context.now() < closesAt + CONFIRMING_AFTER_THE_END
}

const noticeIn = ({ settings }: Kept, key: Setting): string | undefined => {
  const notice = settings.get(key)
  return notice === 'off' ? undefined : notice
}

/** What visitors are told while signing is paused and everything else goes on; undefined when it is not. */
export const signingNotice = (context: Kept): string | undefined =>
  noticeIn(context, 'pause_signing')

/** A line at the top of every page; undefined for none. */
export const bannerOf = (context: Kept): string | undefined => noticeIn(context, 'banner')

/** The texts that can be signed now. */
export function openTexts({ settings }: Kept): Text[] {
  const all = Object.keys(campaign.texts) as Text[]
  const open = settings.get('open_texts')?.split(',')
  return open ? all.filter((text) => open.includes(text)) : all
}

/** The numbers of signatories that the campaign looks forward to, rising. */
export function milestonesOf({ settings }: Kept): number[] {
  const milestones = settings.get('milestones')
  return !milestones || milestones === 'none' ? [] : milestones.split(',').map(Number)
}

/** The next of them; undefined after the last. */
export const nextMilestone = (context: Kept, count: number): number | undefined =>
  milestonesOf(context).find((milestone) => milestone > count)

/** The notice that visitors read while no form is taken, or undefined when forms are. */
export const readOnlyNotice = (context: Kept): string | undefined => noticeIn(context, 'read_only')

/** True while only confirmation mails are sent. */
export const mailIsPaused = ({ settings }: Kept): boolean => settings.get('pause_mail') === 'on'

/** True while no news leave: staff paused them, or complaints did (mail/complaints.ts). */
export const newsArePaused = ({ settings }: Kept): boolean => settings.get('pause_news') === 'on'

/** Mails a minute that may leave, in all and to one domain; Infinity where nothing is set. */
export function mailPace({ settings }: Kept): { inAll: number; perDomain: number } {
  const read = (key: 'mail_pace' | 'mail_pace_domain') => {
    const value = settings.get(key)
    return value === undefined || value === 'none' ? Infinity : Number(value)
  }
  return { inAll: read('mail_pace'), perDomain: read('mail_pace_domain') }
}

/** True while names are not searched for. */
export const searchIsPaused = ({ settings }: Kept): boolean => settings.get('pause_search') === 'on'

/** True while open pages do not follow the register. */
export const liveIsPaused = ({ settings }: Kept): boolean => settings.get('pause_live') === 'on'

/** True for a database of sample data: every page says so. */
export async function holdsSampleData(context: Pick<Context, 'database'>): Promise<boolean> {
  return (await readSetting(context, 'sample')) === 'on'
}

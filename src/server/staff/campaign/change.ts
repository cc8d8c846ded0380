/** The settings of the campaign and the switches of its operation, from the staff area. In force on every process within two seconds. */
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { SETTINGS, writeSetting } from '../../settings.ts'
import type { Actor } from '../actor.ts'
import { auditEntry, changed } from '../audit/entry.ts'

/** What the page offers; `sample` belongs to whoever made the database. */
export const CAMPAIGN_SETTINGS = [
  'opens_at',
  'closes_at',
  'pause_signing',
  'banner',
  'open_texts',
  'milestones',
] as const
export const SWITCHES = ['read_only', 'pause_mail', 'pause_search', 'pause_live'] as const
/** What the page of the mail offers. */
export const MAIL_SETTINGS = ['mail_pace', 'mail_pace_domain', 'pause_news'] as const
export type OfferedSetting = (
  typeof CAMPAIGN_SETTINGS | typeof SWITCHES | typeof MAIL_SETTINGS
)[number]

const FORMS: Readonly<Record<string, readonly OfferedSetting[]>> = {
  campaign: CAMPAIGN_SETTINGS,
  switches: SWITCHES,
  mail: MAIL_SETTINGS,
}
const TICKS: readonly OfferedSetting[] = ['pause_mail', 'pause_search', 'pause_live', 'pause_news']

/** What a setting is when it was never set. */
const UNSET: Record<OfferedSetting, string> = {
  ...{ opens_at: 'campaign', closes_at: 'campaign', pause_signing: 'off', banner: 'off' },
  ...{ open_texts: 'convention,declaration', milestones: 'none' },
  ...{ read_only: 'off', pause_mail: 'off', pause_search: 'off', pause_live: 'off' },
  ...{ mail_pace: 'none', mail_pace_domain: 'none', pause_news: 'off' },
}

export type ChangeSettingsOutcome =
  { outcome: 'saved'; changed: OfferedSetting[] } | { outcome: 'invalid'; wrong: OfferedSetting[] }

/** What stands, with the value of each that was never set. */
export async function offeredSettings({
  database,
}: Pick<Context, 'database'>): Promise<Record<OfferedSetting, string>> {
  const rows = await database.readFresh(sql`select key, value from settings`)
  const set = new Map(rows.map((row) => [String(row['key']), String(row['value'])]))
  return Object.fromEntries(
    Object.entries(UNSET).map(([key, without]) => [key, set.get(key) ?? without]),
  ) as Record<OfferedSetting, string>
}

/**
 * Saves those that are posted and differ; all of them, or none when one is wrong.
 * @param forms which forms the page has: what another page offers is not taken
 */
export async function changeSettings(
  context: Context,
  actor: Actor,
  posted: Record<string, unknown>,
  forms: readonly string[] = ['campaign', 'switches'],
): Promise<ChangeSettingsOutcome> {
  if (!forms.includes(String(posted['form']))) return { outcome: 'saved', changed: [] }
  const before = await offeredSettings(context)
  const asked = (Object.keys(UNSET) as OfferedSetting[]).flatMap((key) => {
    const value = valueOf(key, posted)
    return value === undefined || value === before[key] ? [] : [{ key, value }]
  })
  const wrong = asked.filter(({ key, value }) => !SETTINGS[key].safeParse(value).success)
  if (wrong.length > 0) return { outcome: 'invalid', wrong: wrong.map(({ key }) => key) }
  const now = context.now()
  await context.database.write(
    asked.flatMap(({ key, value }) => [
      writeSetting(key, value, now),
      auditEntry(
        {
          who: actor.id,
          what: 'settings.change',
          subject: `setting:${key}`,
          before: { [key]: before[key] },
          after: { [key]: value },
          network: actor.network,
        },
        now,
        changed,
      ),
    ]),
  )
  return { outcome: 'saved', changed: asked.map(({ key }) => key) }
}

/** Several ticks are one list; an empty line means what an unset one does. */
function valueOf(key: OfferedSetting, posted: Record<string, unknown>): string | undefined {
  if (!FORMS[String(posted['form'])]?.includes(key)) return undefined
  if (TICKS.includes(key)) return posted[key] === 'on' ? 'on' : 'off'
  const value = posted[key]
  if (Array.isArray(value)) return value.join(',')
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' && key !== 'open_texts' ? UNSET[key] : text
}

/** The services, put together: what pages reach through `Astro.locals.app`, and what the command line uses. */
import { startBackground } from './background.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { openAsReader, openAsWriter } from './database/index.ts'
import { endorsementService } from './endorsements/index.ts'
import { createLogger } from './log.ts'
import { readMail, readMailbox } from './mail/mailbox.ts'
import { internet, type Outside } from './organisations/evidence/outside.ts'
import { organisationService } from './organisations/index.ts'
import { keepRules } from './rules/index.ts'
import { registerService } from './register/index.ts'
import { staffService } from './staff/index.ts'
import { workService } from './staff/work.ts'
import {
  bannerOf,
  campaignIsOpen,
  nextMilestone,
  openTexts,
  readOnlyNotice,
  signingNotice,
} from './settings.ts'
import { keepSettings } from './settings-copy.ts'
import { citeService } from './texts/cite/index.ts'
import { takeAway } from './texts/formats/index.ts'
import { textService } from './texts/index.ts'
import { textSearch } from './texts/search/index.ts'
import { readingService } from './texts/reading/index.ts'
import { addWordings, findWordings, formWordings } from './texts/wordings.ts'

export type App = Awaited<ReturnType<typeof createApp>>

/**
 * `all`: one process does everything. `writer`: owns the database file, the mail and the jobs.
 * `reader`: serves HTTP, only reads, and hands its units of work to the writer.
 */
export type Role = 'all' | 'writer' | 'reader'

const UNSAFE =
  'The libSQL server answers writes before they are on its disk; give its namespace durability_mode strong (docs/operating.md)'

/** `outside`: another internet than the real one, for tests */
export type AppOptions = { role?: Role; now?: () => number; outside?: Outside }

/** Opens the database and, unless it is a reader, starts mail and jobs. Close it to let go of the file. */
export async function createApp(
  config: Config,
  { role = 'all', now = Date.now, outside }: AppOptions = {},
) {
  const log = createLogger(config.logLevel)
  const texts = textService(config.contentDir)
  const files = takeAway(config, texts)
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
  const background = role === 'reader' ? undefined : startBackground(context)
  if (background) onCommit = background.committed
  if (!database.durable) log.warn(UNSAFE)
  return {
    config,
    context,
    log,
    /** true when the database holds sample data: every page says so */
    sample: settings.get('sample') === 'on',
    endorsements: endorsementService(context),
    organisations: organisationService(context),
    register: registerService(context),
    texts,
    takeAway: files,
    cite: citeService(context, texts),
    search: textSearch(context, texts),
    staff: staffService(context),
    work: workService(context),
    reading: readingService(texts),
    /** the local mailbox, where mail goes there */
    mailbox: config.mailTransport === 'mailbox' ? mailbox(config.dataDir) : undefined,
    formWordings,
    /** whether forms are offered now */
    formState: () => ({
      outcome: campaignIsOpen(context) ? ('open' as const) : ('closed' as const),
    }),
    /** what visitors are told while no form is taken; undefined when forms are */
    notice: () => readOnlyNotice(context),
    /** what visitors are told while signing is paused */
    signingNotice: () => signingNotice(context),
    banner: () => bannerOf(context),
    openTexts: () => openTexts(context),
    nextMilestone: (count: number) => nextMilestone(context, count),
    /** Ends mail and jobs, commits what is under way, closes the database. */
    async close() {
      settings.stop()
      await background?.stop()
      await files.stop()
      await database.close()
    },
  }
}

function mailbox(dataDir: string) {
  return {
    list: () => readMailbox(dataDir),
    mail: (id: string) => readMail(dataDir, id),
  }
}

/** The services, put together: what pages reach through `Astro.locals.app`, and what the command line uses. */
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { openDatabase, openForReading } from './database/index.ts'
import { endorsementService } from './endorsements/index.ts'
import { startJobs } from './jobs.ts'
import { createLogger } from './log.ts'
import { mailboxTransport, readMail, readMailbox } from './mail/mailbox.ts'
import { startMailWorker } from './mail/worker.ts'
import { organisationService } from './organisations/index.ts'
import { registerService } from './register/index.ts'
import { campaignIsOpen, holdsSampleData } from './settings.ts'
import { addWordings, findWordings, formWordings } from './texts/wordings.ts'

export type App = Awaited<ReturnType<typeof createApp>>

/**
 * `all`: one process does everything. `writer`: owns the database file, the mail and the jobs.
 * `reader`: serves HTTP, only reads, and hands its units of work to the writer.
 */
export type Role = 'all' | 'writer' | 'reader'

export type AppOptions = { role?: Role; now?: () => number }

/** Opens the database and, unless it is a reader, starts mail and jobs. Close it to let go of the file. */
export async function createApp(config: Config, { role = 'all', now = Date.now }: AppOptions = {}) {
  const log = createLogger(config.logLevel)
  let wake = () => {}
  const database =
    role === 'reader' ? await openForReading(config) : await openDatabase(config, () => wake())
  if (role !== 'reader') await addWordings(database, now())
  const context: Context = { config, database, wordings: await findWordings(database), log, now }
  const mail =
    role === 'reader' ? undefined : startMailWorker(context, mailboxTransport(config.dataDir))
  if (mail) wake = mail.wake
  const stopJobs = role === 'reader' ? () => {} : startJobs(context)
  const sample = await holdsSampleData(context)
  return {
    config,
    context,
    log,
    /** true when the database holds sample data: every page says so */
    sample,
    endorsements: endorsementService(context),
    organisations: organisationService(context),
    register: registerService(context),
    /** the local mailbox, where mail goes there */
    mailbox: config.mailTransport === 'mailbox' ? mailbox(config.dataDir) : undefined,
    formWordings,
    /** whether forms are offered now */
    formState: async () => ({
      outcome: (await campaignIsOpen(context)) ? ('open' as const) : ('closed' as const),
    }),
    /** Ends mail and jobs, commits what is under way, closes the database. */
    async close() {
      stopJobs()
      await mail?.stop()
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

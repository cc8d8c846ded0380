/** The services, put together: what pages reach through `Astro.locals.app`, and what the command line uses. */
import type { Config } from './config.ts'
import { createCore, type AppOptions } from './core.ts'
import { embedService } from './embeds/index.ts'
import { endorsementService } from './endorsements/index.ts'
import { mailService } from './mail/index.ts'
import { importService } from './imports/index.ts'
import { exportService } from './exports/index.ts'
import { readMail, readMailbox } from './mail/mailbox.ts'
import { newsService } from './news/index.ts'
import { organisationService } from './organisations/index.ts'
import { pictureService } from './pictures/index.ts'
import { registerService } from './register/index.ts'
import { openData } from './register/open/index.ts'
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
import { citeService } from './texts/cite/index.ts'
import { takeAway } from './texts/formats/index.ts'
import { textService } from './texts/index.ts'
import { textSearch } from './texts/search/index.ts'
import { readingService } from './texts/reading/index.ts'
import { formWordings } from './texts/wordings.ts'

export type App = Awaited<ReturnType<typeof createApp>>

/** Puts the services together over what every process has. Close it to let go of the database. */
export async function createApp(config: Config, options: AppOptions = {}) {
  const texts = textService(config.contentDir)
  const files = takeAway(config, texts)
  const { context, close } = await createCore(config, options)
  const { log, settings } = context
  const data = openData(context)
  const [register, reading] = [registerService(context), readingService(texts)]
  const sample = settings.get('sample') === 'on'
  const pictures = pictureService({ context, reading, sample, counts: register.counts })
  return {
    config,
    context,
    log,
    /** true when the database holds sample data: every page says so */
    sample,
    endorsements: endorsementService(context),
    organisations: organisationService(context),
    register,
    openData: data,
    embeds: embedService({ context, sample, standing: register.standing }),
    texts,
    takeAway: files,
    cite: citeService(context, texts),
    search: textSearch(context, texts),
    mail: mailService(context),
    news: newsService(context),
    staff: staffService(context),
    work: workService(context),
    imports: importService(context),
    exports: exportService(context),
    reading,
    pictures,
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
    /** Ends what is being made, mail and jobs, commits what is under way, closes the database. */
    async close() {
      await Promise.all([files.stop(), data.csv.stop(), pictures.stop()])
      await close()
    },
  }
}

function mailbox(dataDir: string) {
  return {
    list: () => readMailbox(dataDir),
    mail: (id: string) => readMail(dataDir, id),
  }
}

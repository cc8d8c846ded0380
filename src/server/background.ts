/** What runs by itself in a process that writes: the mail and the jobs, on the one machine that leads. */
import type { Context } from './context.ts'
import { startJobs } from './jobs.ts'
import { mailboxTransport } from './mail/mailbox.ts'
import { startMailWorker } from './mail/worker.ts'

export type Background = {
  /** Something was committed: perhaps a mail waits. */
  committed(): void
  stop(): Promise<void>
}

export function startBackground(context: Context): Background {
  const { config, database } = context
  const mail = startMailWorker(context, mailboxTransport(config.dataDir), database.leads)
  const stopJobs = startJobs(context, database.leads)
  return {
    committed: mail.wake,
    async stop() {
      stopJobs()
      await mail.stop()
    },
  }
}

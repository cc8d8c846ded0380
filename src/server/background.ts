/** What runs by itself in a process that writes: the mail, the jobs and the audit's chain, on the one machine that leads. */
import type { Context } from './context.ts'
import { startJobs } from './jobs.ts'
import { mailboxTransport } from './mail/mailbox.ts'
import { startMailWorker } from './mail/worker.ts'
import { startChainer } from './staff/audit/chain.ts'

export type Background = {
  /** Something was committed: perhaps a mail waits, or an entry of the audit. */
  committed(): void
  stop(): Promise<void>
}

export function startBackground(context: Context): Background {
  const { config, database } = context
  const mail = startMailWorker(context, mailboxTransport(config.dataDir), database.leads)
  const chainer = startChainer(context, database.leads)
  const stopJobs = startJobs(context, database.leads)
  return {
    committed() {
      mail.wake()
      chainer.committed()
    },
    async stop() {
      await stopJobs()
      await Promise.all([mail.stop(), chainer.stop()])
    },
  }
}

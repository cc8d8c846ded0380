/** What runs by itself in a process that writes: the mail, the jobs and the audit's chain, on the one machine that leads. */
import type { Context } from './context.ts'
import { startJobs } from './jobs.ts'
import type { Config } from './config.ts'
import { isFile } from './database/connect.ts'
import { mailboxTransport } from './mail/mailbox.ts'
import type { Transport } from './mail/transport.ts'
import { startMailWorker } from './mail/worker.ts'
import { startChainer } from './staff/audit/chain.ts'

export type Background = {
  /** Something was committed: perhaps a mail waits, or an entry of the audit. */
  committed(): void
  stop(): Promise<void>
}

export async function startBackground(context: Context): Promise<Background> {
  const { config, database } = context
  const mail = startMailWorker(context, await transportOf(config), {
    mayWork: database.leads,
    alone: isFile(config),
  })
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

/** The service's SDK is loaded where it is used. */
async function transportOf(config: Config): Promise<Transport> {
  if (config.mailTransport === 'mailbox') return mailboxTransport(config.dataDir)
  const { resendTransport } = await import('./mail/resend/transport.ts')
  return resendTransport(config)
}

/** What runs by itself in the process that writes: name, how often, which function. */
import type { Context } from './context.ts'
import { HOUR, MINUTE, SECOND } from './context.ts'
import { remind } from './endorsements/remind.ts'
import { makeNameKeys } from './organisations/doubles/keys.ts'
import { gatherDue } from './organisations/evidence/gather.ts'
import { KEPT } from './retention/kept.ts'
import { runImports } from './imports/run.ts'
import { deleteOldExports } from './exports/cancel.ts'
import { runExports } from './exports/run.ts'
import { feedNews } from './news/feed.ts'
import { noteMilestones } from './register/milestones.ts'
import { mailAuditHead } from './staff/audit/mail-head.ts'
import { runBulk } from './staff/bulk/run.ts'
import { digest } from './staff/digest/digest.ts'

type Job = {
  name: string
  every: number
  /** @param signal aborted when the site stops */
  run: (context: Context, signal: AbortSignal) => Promise<unknown>
}

export const JOBS: readonly Job[] = [
  // What is kept for a time and then goes: each a job of its own.
  ...KEPT.map(({ name, forget }) => ({ name, every: HOUR, run: forget })),
  { name: 'remind', every: 5 * MINUTE, run: remind },
  { name: 'make-name-keys', every: 2 * SECOND, run: makeNameKeys },
  { name: 'gather-evidence', every: 2 * SECOND, run: gatherDue },
  { name: 'mail-audit-head', every: HOUR, run: mailAuditHead },
  { name: 'note-milestones', every: 5 * SECOND, run: noteMilestones },
  { name: 'gather-for-staff', every: SECOND, run: digest },
  { name: 'change-many', every: SECOND, run: runBulk },
  { name: 'send-news', every: SECOND, run: feedNews },
  { name: 'bring-in-lists', every: SECOND, run: runImports },
  { name: 'make-exports', every: SECOND, run: runExports },
  { name: 'delete-old-exports', every: MINUTE, run: deleteOldExports },
]

/**
 * Runs each job now and at its interval, where it may; one that is still under way is left alone.
 * @returns what stops them, after those under way
 */
export function startJobs(
  context: Context,
  mayWork: () => boolean = () => true,
): () => Promise<void> {
  const stopping = new AbortController()
  const stops = JOBS.map((job) => {
    let underWay: Promise<unknown> | undefined
    const run = () => {
      if (underWay || !mayWork()) return
      underWay = job
        .run(context, stopping.signal)
        .catch((error: unknown) =>
          context.log.warn({ job: job.name, problem: String(error) }, 'job failed'),
        )
        .finally(() => (underWay = undefined))
    }
    run()
    const timer = setInterval(run, job.every).unref()
    return async () => {
      clearInterval(timer)
      await underWay
    }
  })
  return async () => {
    stopping.abort()
    await Promise.all(stops.map((stop) => stop()))
  }
}

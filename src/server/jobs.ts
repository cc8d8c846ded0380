/** What runs by itself in the process that writes: name, how often, which function. */
import type { Context } from './context.ts'
import { HOUR } from './context.ts'
import { deleteUnconfirmed } from './endorsements/submission.ts'
import { deleteOldMail } from './mail/outbox.ts'
import { deleteOldAttempts } from './staff/attempts.ts'
import { deleteEndedSessions } from './staff/sessions.ts'

type Job = { name: string; every: number; run: (context: Context) => Promise<unknown> }

export const JOBS: readonly Job[] = [
  {
    name: 'delete-unconfirmed',
    every: HOUR,
    run: (context) => context.database.write(deleteUnconfirmed(context.now())),
  },
  {
    name: 'delete-old-mail',
    every: HOUR,
    run: (context) => context.database.write([deleteOldMail(context.now())]),
  },
  {
    name: 'delete-ended-staff-sessions',
    every: HOUR,
    run: ({ database, now }) =>
      database.write([deleteEndedSessions(now()), deleteOldAttempts(now())]),
  },
]

/** Runs each job now and at its interval, where it may. @returns a function that stops them */
export function startJobs(context: Context, mayWork: () => boolean = () => true): () => void {
  const timers = JOBS.map((job) => {
    const run = () =>
      mayWork() &&
      job
        .run(context)
        .catch((error: unknown) =>
          context.log.warn({ job: job.name, problem: String(error) }, 'job failed'),
        )
    void run()
    return setInterval(run, job.every).unref()
  })
  return () => timers.forEach(clearInterval)
}

/** What every signing form goes through first, and what it meets when the database is away. */
import type { Context } from '../context.ts'
import { DatabaseUnavailable } from '../database/index.ts'
import { campaignIsOpen } from '../settings.ts'
import type { SubmitOutcome } from './submission.ts'

/** Seconds after which a client may try again while the database is away. */
const RETRY_AFTER = 30

/** Runs `take` while the campaign is open. Nothing is half-written when the database goes away. */
export async function whileOpen(
  context: Context,
  take: () => Promise<SubmitOutcome>,
): Promise<SubmitOutcome> {
  try {
    return (await campaignIsOpen(context)) ? await take() : { outcome: 'closed' }
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    return { outcome: 'unavailable', retryAfter: RETRY_AFTER }
  }
}

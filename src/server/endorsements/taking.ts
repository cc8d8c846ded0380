/** What every signing form goes through first, and what it meets when the database is away. */
import type { Context } from '../context.ts'
import { DatabaseUnavailable } from '../database/index.ts'
import { campaignIsOpen, READ_ONLY_RETRY_AFTER, readOnlyNotice } from '../settings.ts'
import type { SubmitOutcome } from './submission.ts'

/** Seconds after which a client may try again while the database is away, or too much is under way. */
export const RETRY_AFTER = 30

/**
 * Runs `take` while the campaign is open and forms are taken. Nothing is half-written when the
 * database goes away.
 */
export async function whileOpen(
  context: Context,
  take: () => Promise<SubmitOutcome>,
): Promise<SubmitOutcome> {
  if (!campaignIsOpen(context)) return { outcome: 'closed' }
  if (readOnlyNotice(context)) return { outcome: 'unavailable', retryAfter: READ_ONLY_RETRY_AFTER }
  try {
    return await take()
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    return { outcome: 'unavailable', retryAfter: RETRY_AFTER }
  }
}

/** How the register grew: what charts show. */
import type { Context } from '../context.ts'
import { HOUR, startOf } from '../context.ts'
import { history, type Period } from './history.ts'
import { milestonesReached, type Milestone } from './milestones.ts'

export type Growth = {
  /** since the beginning */
  days: Period[]
  /** the last two days */
  hours: Period[]
  milestones: Milestone[]
  /** milliseconds since 1970 */
  now: number
}

export const HOURS_SHOWN = 48

export async function growth(context: Context): Promise<Growth> {
  const now = context.now()
  const from = startOf(now, HOUR) - (HOURS_SHOWN - 1) * HOUR
  const [days, hours, milestones] = await Promise.all([
    history(context, { by: 'day' }),
    history(context, { by: 'hour', from }),
    milestonesReached(context, ''),
  ])
  return { days, hours, milestones, now }
}

/**
 * The life of a piece of news.
 *
 *   draft -> scheduled -> sending -> done
 *   scheduled -> draft                        taken back, as long as nothing was sent
 *   sending <-> paused                        by staff
 *   draft, scheduled, sending, paused -> cancelled
 *
 * Words and audience change only in a draft. What was sent stays sent.
 */
import type { NEWS_STATES } from '../../../db/words.ts'
import { raw, type Statement } from '../database/index.ts'
import { mayAct, type StaffRole } from '../staff/accounts.ts'
import type { Actor } from '../staff/actor.ts'

export type NewsState = (typeof NEWS_STATES)[number]

const TRANSITIONS = {
  change: ['draft'],
  schedule: ['draft'],
  takeBack: ['scheduled'],
  begin: ['scheduled'],
  pause: ['sending'],
  resume: ['paused'],
  cancel: ['draft', 'scheduled', 'sending', 'paused'],
  end: ['sending'],
} as const satisfies Record<string, readonly NewsState[]>

export type ActorInRole = Actor & { role: StaffRole }
export type NewsTransition = keyof typeof TRANSITIONS

/** Editors draft and stop; what sends on, or ends for good what was to be sent, is for admins. */
function neededFor(transition: NewsTransition, state: NewsState): StaffRole {
  const sends = transition === 'schedule' || transition === 'resume'
  return sends || (transition === 'cancel' && state !== 'draft') ? 'admin' : 'editor'
}

/** What somebody may let happen to a piece in that state. */
export const possibleIn = (state: NewsState, role: StaffRole): NewsTransition[] =>
  (Object.keys(TRANSITIONS) as NewsTransition[]).filter((transition) =>
    statesFor(transition, role).includes(state),
  )

const statesFor = (transition: NewsTransition, role: StaffRole): NewsState[] =>
  TRANSITIONS[transition].filter((state) => mayAct(role, neededFor(transition, state)))

/**
 * A condition for SQL: the piece is in a state from which this may happen.
 * @param role of whoever asks; left out where nobody does, or the page has let in those who may
 */
export function may(transition: NewsTransition, role: StaffRole = 'admin'): Statement {
  const states = statesFor(transition, role).map((state) => `'${state}'`)
  return raw(`state in (${states.join(', ')})`)
}

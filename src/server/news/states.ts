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

export type NewsTransition = keyof typeof TRANSITIONS

/** What may happen to a piece now. */
export const possibleIn = (state: NewsState): NewsTransition[] =>
  (Object.keys(TRANSITIONS) as NewsTransition[]).filter((transition) =>
    (TRANSITIONS[transition] as readonly NewsState[]).includes(state),
  )

/** A condition for SQL: the piece is in a state from which this may happen. */
export function may(transition: NewsTransition): Statement {
  return raw(`state in (${TRANSITIONS[transition].map((state) => `'${state}'`).join(', ')})`)
}

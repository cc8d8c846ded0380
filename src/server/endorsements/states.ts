/**
 * The life of an endorsement.
 *
 *   (confirmed) -> review -> published <-> review        held and approved by staff, or by a rule
 *                  review -> declined                    an organisation, by staff
 *   published -> withdrawn -> review -> published        by its owner; signing again brings it back
 *   published, review -> removed -> published            by staff, with a reason; restored by staff
 *   published -> anonymised                              by retention, after the campaign's end
 *   published, review -> merged -> as before             an organisation that was there twice, by staff
 *   any of these -> erased                               by its owner; the end
 *
 * Counted are `published` and `anonymised`; shown is `published` with visibility `public`.
 */
import type { STATES } from '../../../db/words.ts'
import { raw, sql, type Statement } from '../database/index.ts'

export type State = (typeof STATES)[number]

const TRANSITIONS = {
  change: ['published', 'review'],
  withdraw: ['published', 'review'],
  signAgain: ['withdrawn', 'removed', 'declined'],
  hold: ['published'],
  approve: ['review'],
  decline: ['review'],
  remove: ['published', 'review'],
  restore: ['removed'],
  merge: ['published', 'review'],
  unmerge: ['merged'],
  erase: ['review', 'published', 'declined', 'withdrawn', 'removed', 'anonymised', 'merged'],
} as const satisfies Record<string, readonly State[]>

export type Transition = keyof typeof TRANSITIONS

/** A condition for SQL: the endorsement is in a state from which this may happen. */
export function may(transition: Transition, column = 'state'): Statement {
  const states = TRANSITIONS[transition].map((state) => `'${state}'`).join(', ')
  return raw(`${column} in (${states})`)
}

/** What counts as "has already signed" when a form or a request for a link comes in. */
export const standing = sql`state in ('published', 'review', 'merged')`

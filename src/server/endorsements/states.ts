/**
 * The life of an endorsement. What an owner sees of `blocked` is what everybody sees (`shownState`).
 *
 *   (confirmed) -> review -> published <-> review        held and approved by staff, or by a rule
 *                  review -> declined                    an organisation, by staff
 *   (confirmed) -> blocked -> published                  by a rule that blocks; let through by staff
 *   published -> withdrawn -> review -> published        by its owner; signing again brings it back
 *   published, review -> removed -> published            by staff, with a reason; restored by staff
 *   published -> anonymised                              by retention, after the campaign's end
 *   published, review -> merged -> as before             an organisation that was there twice, by staff
 *   any of these -> erased                               by its owner; the end
 *
 * Counted are `published` and `anonymised`; shown is `published` with visibility `public`.
 */
import type { KINDS, STATES } from '../../../db/words.ts'
import { raw, sql, type Statement } from '../database/index.ts'

type Kind = (typeof KINDS)[number]
export type State = (typeof STATES)[number]

const TRANSITIONS = {
  change: ['published', 'review', 'blocked'],
  withdraw: ['published', 'review', 'blocked'],
  signAgain: ['withdrawn', 'removed', 'declined'],
  hold: ['published'],
  approve: ['review', 'blocked'],
  decline: ['review'],
  remove: ['published', 'review', 'blocked'],
  restore: ['removed'],
  merge: ['published', 'review'],
  unmerge: ['merged'],
  anonymise: ['published'],
  erase: [
    'review',
    'published',
    'declined',
    'withdrawn',
    'removed',
    'anonymised',
    'merged',
    'blocked',
  ],
} as const satisfies Record<string, readonly State[]>

export type ShownState = Exclude<State, 'blocked'>
export type Transition = keyof typeof TRANSITIONS

/** A condition for SQL: the endorsement is in a state from which this may happen. */
export function may(transition: Transition, column = 'state'): Statement {
  const states = TRANSITIONS[transition].map((state) => `'${state}'`).join(', ')
  return raw(`${column} in (${states})`)
}

/** What counts as "has already signed" when a form or a request for a link comes in. */
export const standing = sql`state in ('published', 'review', 'merged', 'blocked')`

/**
 * What an owner is told: a blocked person reads what anybody else would, with a number that is
 * nobody's; a blocked organisation waits for review, as all do.
 */
export function shownState(state: State, kind: Kind): ShownState {
  if (state !== 'blocked') return state
  return kind === 'individual' ? 'published' : 'review'
}

/** The same for SQL. @param alias of endorsements, with its dot, or '' */
export const shownStateOf = (alias: string): Statement =>
  raw(
    `iif(${alias}state = 'blocked', iif(${alias}kind = 'individual', 'published', 'review'), ${alias}state)`,
  )

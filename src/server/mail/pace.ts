/**
 * How fast mail leaves, as staff set it: so many mails a minute in all, and to one domain. In all it
 * flows evenly, so that a confirmation never waits for long; a domain has its number in each minute,
 * given out by priority.
 */
import type { Context } from '../context.ts'
import { MINUTE } from '../context.ts'
import { mailPace } from '../settings.ts'

export type Paced<T> = {
  /** to be sent now */
  now: T[]
  /** to be sent from the next minute on: the number of their domain is used up */
  later: T[]
  /** when that minute begins */
  next: number
}

export type Pace = {
  /** How many of those that are due may leave, at most `most`. */
  room(most: number): number
  /** True while domains have a pace. */
  byDomain(): boolean
  /** Takes from those that are due, in their order, what may leave now. */
  take<T extends { domain: string }>(due: readonly T[], room: number): Paced<T>
  /** True once after the number for a domain has changed: what was put off is due again. */
  changed(): boolean
}

/** Seconds' worth of mails that may leave at once after a pause. */
const BURST = 2

export function createPace(context: Pick<Context, 'settings' | 'now'>): Pace {
  let tokens = Infinity
  let filledAt = context.now()
  let minute = 0
  let byDomain = new Map<string, number>()
  let last = mailPace(context).perDomain

  return {
    room(most) {
      const { inAll } = mailPace(context)
      const now = context.now()
      if (inAll === Infinity) tokens = Infinity
      else {
        const capacity = Math.max(1, (inAll / 60) * BURST)
        const flown = (Math.max(0, now - filledAt) * inAll) / MINUTE
        tokens = Math.min(capacity, Math.min(tokens, capacity) + flown)
      }
      filledAt = now
      return Math.min(most, Math.floor(tokens))
    },
    byDomain: () => mailPace(context).perDomain !== Infinity,
    take(due, room) {
      const { perDomain } = mailPace(context)
      const begun = Math.floor(context.now() / MINUTE)
      if (begun !== minute) byDomain = new Map()
      minute = begun
      const paced: Paced<(typeof due)[number]> = { now: [], later: [], next: (begun + 1) * MINUTE }
      for (const one of due) {
        const used = byDomain.get(one.domain) ?? 0
        if (used >= perDomain) paced.later.push(one)
        else if (paced.now.length < room) {
          paced.now.push(one)
          if (perDomain !== Infinity) byDomain.set(one.domain, used + 1)
        }
      }
      tokens -= paced.now.length
      return paced
    },
    changed() {
      const { perDomain } = mailPace(context)
      const before = last
      last = perDomain
      return perDomain > before
    },
  }
}

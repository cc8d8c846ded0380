/**
 * How many requests may be made: the service counts them for the whole team, 5 a second unless it
 * says otherwise, and tells with every answer how many are left (ratelimit-*, draft 6 of the IETF).
 */
import { setTimeout as pause } from 'node:timers/promises'
import { SECOND } from '../../context.ts'

export type Requests = {
  /** Resolves once a request may be made; the result gives the turn back if none is. */
  turn(): Promise<() => void>
  /** What the answer said to a request that was made at that time. @param headers in lower case */
  heard(headers: Readonly<Record<string, string>>, askedAt: number): void
  /** requests a second, as the service said last */
  limit(): number
}

/** What the service allows a team until it says something else. */
const USUAL = 5

export function countRequests(clock: () => number = () => performance.now()): Requests {
  let limit = USUAL
  let left = USUAL
  let windowEnds = 0

  function renew(): void {
    if (clock() < windowEnds) return
    left = limit
    windowEnds = clock() + SECOND
  }
  return {
    async turn() {
      for (;;) {
        renew()
        if (left > 0) break
        await pause(Math.ceil(windowEnds - clock()))
      }
      left--
      return () => void left++
    },
    heard(headers, askedAt) {
      const before = limit
      limit = Math.max(1, numberIn(headers, 'ratelimit-limit') ?? limit)
      left += Math.max(0, limit - before)
      // Others of the team make requests too. What was said of an earlier second says nothing now.
      const remaining = numberIn(headers, 'ratelimit-remaining')
      if (remaining !== undefined && askedAt > windowEnds - SECOND) left = Math.min(left, remaining)
    },
    limit: () => limit,
  }
}

function numberIn(headers: Readonly<Record<string, string>>, name: string): number | undefined {
  const value = headers[name]
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined
}

/**
 * Work in slices: a few milliseconds of it in a turn of the event loop. Node accepts one
 * connection a turn, so while connections arrive, as much time again goes to turns without such
 * work, hundreds of short ones: who comes new must not wait outside, unanswered.
 */

/** Milliseconds of a turn after which nothing more is started. */
const SLICE = 5
const MOST_A_TURN = 32

export type Work = {
  /** how much is waiting */
  left(): number
  /** starts one piece; what it does until it waits for something else counts */
  next(): void
}

export type Slices = {
  /** To be called when there is something to do. */
  wake(): void
  /** To be called when a connection was accepted. */
  arrived(): void
}

/**
 * Each piece is started by an immediate of its own, because only between two of them the first has
 * done its work; those that are set within a turn run in the next.
 */
export function inSlices({ left, next }: Work): Slices {
  let planned = 0
  let began: number | undefined
  let worked = false
  let arrivals = false
  let resting = false
  let restUntil = 0

  function plan(): void {
    for (const most = Math.min(left(), MOST_A_TURN); planned < most; planned++) setImmediate(step)
  }
  function beginTurn(now: number): number {
    if (worked) restUntil = now + SLICE
    resting = arrivals && now < restUntil
    worked = arrivals = false
    return now
  }
  function step(): void {
    planned--
    const now = performance.now()
    began ??= beginTurn(now)
    if (!resting && now - began < SLICE) {
      worked = true
      next()
    }
    if (planned > 0) return
    began = undefined
    plan()
  }
  return { wake: plan, arrived: () => void (arrivals = true) }
}

/**
 * Work in slices: a few milliseconds of it in a turn of the event loop. Node accepts one
 * connection a turn, so while connections arrive, as much time again goes to turns without such
 * work, hundreds of short ones: who comes new must not wait outside, unanswered.
 */

/** Milliseconds of a turn after which nothing more is started. */
const SLICE = 5
const MOST_A_TURN = 32
/** Pieces that are no crowd: they are started as they come, so that posts gather in one commit. */
const FEW = 4

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
  let atOnce = 0
  let worked = false
  let arrivals = false
  let resting = false
  let restUntil = 0

  function plan(least = 0): void {
    const most = Math.max(least, Math.min(left(), MOST_A_TURN))
    for (; planned < most; planned++) setImmediate(step)
  }
  function beginTurn(now: number): number {
    if (worked) restUntil = now + SLICE
    resting = arrivals && now < restUntil
    worked = arrivals = false
    return now
  }
  function startOne(): void {
    const now = performance.now()
    began ??= beginTurn(now)
    const crowded = left() > FEW
    if (left() === 0 || (crowded && (resting || now - began >= SLICE))) return
    worked = true
    next()
  }
  function step(): void {
    planned--
    startOne()
    if (planned > 0) return
    began = undefined
    atOnce = 0
    plan()
  }
  function wake(): void {
    // Who comes while nobody waits need not wait for the end of the turn either.
    if (left() === 1 && atOnce++ < FEW) startOne()
    plan(1)
  }
  return { wake, arrived: () => void (arrivals = true) }
}

/**
 * How many rows go into a unit, so that it takes the writer a short while and no more, and how long
 * it rests after: whoever signs meanwhile waits for one such unit at most, and gets every other turn.
 * Below a fewest, a commit itself costs more than its rows: smaller units would help nobody.
 */
const MOST = 1000
/** Milliseconds of the writer's time for a unit. */
const AIM = 40
/** Of the time that a unit took, this much is left to others. */
const REST = 0.3

/** @param fewest rows of a unit, however busy the writer is */
export function pacer(fewest: number) {
  let size = fewest
  return {
    rows: () => size,
    /** Does the work, rests, and learns from how long it took. */
    async measured(work: () => Promise<unknown>): Promise<void> {
      const started = performance.now()
      await work()
      const took = performance.now() - started
      const next = size * Math.min(2, Math.max(0.5, AIM / took))
      size = Math.round(Math.min(MOST, Math.max(fewest, next)))
      await new Promise((resolve) => setTimeout(resolve, Math.min(took, 1000) * REST))
    },
  }
}

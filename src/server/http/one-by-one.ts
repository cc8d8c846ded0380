/**
 * Turns for work that holds up the thread while it is done: one at a time, and then a rest as long as
 * it took. However much there is, whoever else needs the thread comes between.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Leave } from './admission.ts'

/** @returns asks for a turn, which comes in the order of asking and is given back when the work is done */
export function oneByOne(): () => Promise<Leave> {
  let last: Promise<unknown> = Promise.resolve()

  return () => {
    const done = Promise.withResolvers<undefined>()
    const turn = last.then((): Leave => {
      const began = performance.now()
      return () => void pause(performance.now() - began, undefined).then(done.resolve)
    })
    last = done.promise
    return turn
  }
}

/**
 * Turns for work that holds up the thread while it is done: one at a time, and then a rest as long as
 * it took. However much there is, whoever else needs the thread comes between.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Leave } from './admission.ts'

/**
 * Asks for a turn, which comes in the order of asking and is given back when the work is done.
 * @param rests false for work that somebody waits for, who should not wait for a rest of the one before
 */
export type OneByOne = (rests: boolean) => Promise<Leave>

export function oneByOne(): OneByOne {
  let last: Promise<unknown> = Promise.resolve()

  return (rests) => {
    const done = Promise.withResolvers<undefined>()
    const turn = last.then((): Leave => {
      const began = performance.now()
      return () => {
        if (rests) void pause(performance.now() - began, undefined).then(done.resolve)
        else done.resolve(undefined)
      }
    })
    last = done.promise
    return turn
  }
}

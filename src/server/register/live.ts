/**
 * The figures that open pages follow. One reading a change for each process, however many look on:
 * the database is asked when the register's version has grown, at most every half second, and not
 * at all while nobody follows.
 */
import type { Context } from '../context.ts'
import { counts, type Counts } from './counts.ts'

/** The counts without their countries, and the version of the register that they are of. */
export type Standing = Omit<Counts, 'byCountry' | 'asOf'>
export type LiveFigures = {
  /** What was read last; undefined until somebody follows. */
  current(): Standing | undefined
  /** Calls `listener` with each newer standing. @returns what ends it */
  follow(listener: (standing: Standing) => void): () => void
}

/** Milliseconds from one reading to the next. */
const AT_MOST_EVERY = 500
/** Milliseconds after which a reading that failed is tried again. */
const AGAIN = 2000

export function liveFigures(context: Context): LiveFigures {
  const listeners = new Set<(standing: Standing) => void>()
  let standing: Standing | undefined
  let resting: NodeJS.Timeout | undefined
  /** version that was heard when it was read last: a replica may have shown an older one */
  let heard = -1

  const isBehind = () => listeners.size > 0 && heard !== context.database.version()

  async function read(): Promise<void> {
    const version = context.database.version()
    rest(AT_MOST_EVERY)
    try {
      const { byCountry: _, asOf: __, ...current } = await counts(context)
      heard = version
      take(current)
    } catch (error) {
      context.log.warn({ problem: String(error) }, 'live figures not read')
      rest(AGAIN)
    }
  }
  function rest(milliseconds: number): void {
    clearTimeout(resting)
    resting = setTimeout(() => {
      resting = undefined
      wake()
    }, milliseconds).unref()
  }
  /** Never backwards: what is older than what was told is another machine that is behind. */
  function take(current: Standing): void {
    if (standing && current.version <= standing.version) return
    standing = current
    for (const listener of listeners) listener(current)
  }
  const wake = () => void (!resting && isBehind() && read())

  context.database.onVersion(wake)
  return {
    current: () => standing,
    follow(listener) {
      listeners.add(listener)
      wake()
      return () => void listeners.delete(listener)
    },
  }
}

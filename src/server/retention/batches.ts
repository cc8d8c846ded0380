/** Deletes in portions that never keep visitors waiting: each is one unit, and the writer rests as long as it took. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { Statement } from '../database/index.ts'

/** What deleting needs, in a process of the site as in a command. */
export type Keeping = Pick<Context, 'database' | 'now'> & {
  config: Pick<Context['config'], 'dataDir'>
}

/** Rows of one portion: some milliseconds of the writer's time. */
export const PORTION = 200

/** Writes the same unit until it changes nothing any more. @returns rows that its statements changed */
export async function inPortions(
  { database }: Pick<Keeping, 'database'>,
  signal: AbortSignal,
  portion: () => Statement[],
): Promise<number> {
  let all = 0
  while (!signal.aborted) {
    const began = performance.now()
    const results = await database.write(portion())
    const changed = results.reduce((sum, { rowsAffected }) => sum + rowsAffected, 0)
    all += changed
    if (changed < PORTION) return all
    await pause(performance.now() - began)
  }
  return all
}

/**
 * Thorough compression for pages that are kept, after those who waited have had quick bytes: one
 * page at a time, and with long rests, so that it never takes more than a small share of a core,
 * however often pages change.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { encodeForAll, THOROUGH, type Encoded } from './compress.ts'
import type { Rendered } from './render.ts'

/** Rest after a compression, as a multiple of the time that it took. */
const REST = 9

/** @param put gets the thorough bytes; a newer page may have taken the place meanwhile */
export type Afterwards = (key: string, rendered: Rendered, put: (encoded: Encoded) => void) => void

/** @param headers of every answer */
export function afterwards(headers: readonly string[]): Afterwards {
  // The newest page of each address; a Map goes on to what is added while it is gone through.
  const waiting = new Map<string, () => Promise<void>>()
  let working = false

  async function work(): Promise<void> {
    working = true
    for (const [key, improve] of waiting) {
      waiting.delete(key)
      const started = performance.now()
      // Should it fail, the quick bytes stay.
      await improve().catch(() => {})
      await pause(REST * (performance.now() - started), undefined, { ref: false })
    }
    working = false
  }
  return (key, rendered, put) => {
    waiting.set(key, async () => put(await encodeForAll(rendered, headers, THOROUGH)))
    if (!working) void work()
  }
}

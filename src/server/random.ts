/**
 * Random bytes from a store that is filled many at a time: asking the system for each few costs more
 * than all else that a token needs. Each byte is given once, and not kept.
 */
import { randomFillSync } from 'node:crypto'

const store = Buffer.allocUnsafe(4096)
let used = store.length

/** @param count at most 4,096 @returns bytes fit for secrets, the caller's own */
export function randomBytes(count: number): Buffer {
  if (used + count > store.length) {
    randomFillSync(store)
    used = 0
  }
  const bytes = Buffer.from(store.subarray(used, (used += count)))
  store.fill(0, used - count, used)
  return bytes
}

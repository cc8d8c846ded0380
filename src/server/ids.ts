/** Ids in the order of time (UUID version 7, RFC 9562): rows are added at an index's end, and an age is a range of ids. */
import { randomBytes } from './random.ts'

/** @param at milliseconds since 1970 @returns an id that nobody can guess and nobody else makes */
export function newId(at: number): string {
  const random = randomBytes(10)
  random[0] = 0x70 | (random[0]! & 0x0f)
  random[2] = 0x80 | (random[2]! & 0x3f)
  return written(at, random.toString('hex'))
}

/** Every id made before that time sorts below this one, and every later one does not. */
export const firstIdAt = (at: number): string => written(at, '0'.repeat(20))

function written(at: number, rest: string): string {
  const all = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0') + rest
  return all.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

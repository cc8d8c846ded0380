/**
 * Units on their way to the writer. The same few hundred texts of SQL come again and again, so each
 * travels once over a connection and is a number from then on; both ends count alike.
 */
import type { Value } from './sql.ts'
import type { Unit } from './write-queue.ts'

/** A statement: its text or the number of a text that came before, and its values. */
type Packed = [string | number, Value[]]
export type PackedUnit = Packed[]

/** Texts that get a number; what comes later, as from lists of any length, travels whole. */
const MOST = 1000

/** For the end that sends; one for each connection. */
export function packer(): (unit: Unit) => PackedUnit {
  const numbers = new Map<string, number>()
  return (unit) =>
    unit.map(({ sql, args }) => {
      const number = numbers.get(sql)
      if (number === undefined && numbers.size < MOST) numbers.set(sql, numbers.size)
      return [number ?? sql, args]
    })
}

/** For the end that receives, everything in the order in which it was packed. */
export function unpacker(): (packed: PackedUnit) => Unit {
  const texts: string[] = []
  return (packed) =>
    packed.map(([text, args]) => {
      if (typeof text === 'number') return { sql: texts[text]!, args }
      if (texts.length < MOST) texts.push(text)
      return { sql: text, args }
    })
}

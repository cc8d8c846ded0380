/** Two wordings of one section, provision beside provision. */
import { diffArrays } from 'diff'
import { placeProvisions, splitAddress } from '../addresses.ts'
import type { Runs, Section } from '../model.ts'

/** A provision by itself, without its points. */
export type Line = {
  /** the anchor of its address: `p2-a` */
  id: string
  /** 1 for a paragraph, 2 for a point, … */
  depth: number
  label: string | null
  text: Runs
  after: Runs[]
}
/** At least one of the two is there. */
export type Pair<One> = { left?: One; right?: One }

export const linesOf = (section: Section | undefined): Line[] =>
  section
    ? placeProvisions(section, 'x').map(({ address, depth, provision }) => {
        const { label, text, after } = provision
        return { id: splitAddress(address).anchor!, depth, label, text, after }
      })
    : []

/**
 * For two languages: what has the same address stands side by side, in the order of the left one;
 * what only one of them has stands alone.
 */
export function byAddress(left: readonly Line[], right: readonly Line[]): Pair<Line>[] {
  const [inLeft, inRight] = [byId(left), byId(right)]
  const order = diffArrays(
    left.map(({ id }) => id),
    right.map(({ id }) => id),
  )
  return order.flatMap(({ value, added }) =>
    value
      .filter((id) => !added || !inLeft.has(id))
      .map((id) => pair(inLeft.get(id), inRight.get(id))),
  )
}

/**
 * For two editions: what is alike stands side by side, whatever its number, because something new
 * moves the numbers of what comes after it.
 */
export function alignBy<One extends { id: string }>(
  left: readonly One[],
  right: readonly One[],
  alike: (a: One, b: One) => boolean,
): Pair<One>[] {
  const pairs: Pair<One>[] = []
  let [l, r] = [0, 0]
  for (const { count, added, removed } of diffArrays([...left], [...right], {
    comparator: alike,
  }))
    for (let i = 0; i < count; i++)
      pairs.push(pair(added ? undefined : left[l++], removed ? undefined : right[r++]))
  return rejoined(pairs)
}

/** What found nothing alike is set beside what has its number and found nothing either. */
function rejoined<One extends { id: string }>(pairs: Pair<One>[]): Pair<One>[] {
  const gone = new Map(
    pairs.flatMap(({ left, right }) => (left && !right ? [[left.id, left]] : [])),
  )
  const joined = new Set<string>()
  const result = pairs.map(({ left, right }) => {
    if (left || !right || !gone.has(right.id)) return pair(left, right)
    joined.add(right.id)
    return pair(gone.get(right.id), right)
  })
  return result.filter(({ left, right }) => right || !joined.has(left!.id))
}

const byId = (lines: readonly Line[]) => new Map(lines.map((line) => [line.id, line]))
const pair = <One>(left: One | undefined, right: One | undefined): Pair<One> => ({
  ...(left !== undefined && { left }),
  ...(right !== undefined && { right }),
})

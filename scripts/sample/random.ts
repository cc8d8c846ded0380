/** Chance that is the same every time: the sample must come out alike on every machine. */

export type Random = {
  /** from 0 up to, not including, 1 */
  next(): number
  /** a whole number from 0 up to, not including, `n` */
  below(n: number): number
  /** true with this probability */
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
}

/** The generator "mulberry32": 32 bits of state, fast, and far from fit for secrets. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)]!,
  }
}

/** Draws indices in proportion to weights. @returns a function that draws one */
export function weighted(weights: readonly number[]): (random: Random) => number {
  let sum = 0
  const upTo = weights.map((weight) => (sum += weight))
  return (random) => {
    const drawn = random.next() * sum
    let [low, high] = [0, upTo.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! > drawn) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** A seed of its own for each word, e.g. a country's code (FNV-1a). */
export function seedOf(word: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

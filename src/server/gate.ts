/** A gate before work that is dear: so many at once, so many more in the row, the rest turned away. */
export type Gate = {
  /** Does the work when it is its turn. Undefined, and nothing done, when the row is full. */
  pass<T>(work: () => Promise<T>): Promise<T> | undefined
}

/** @param atOnce how many are let in together @param inRow how many may wait for that */
export function gate(atOnce: number, inRow: number): Gate {
  const row: (() => void)[] = []
  let inside = 0

  async function enter<T>(work: () => Promise<T>): Promise<T> {
    if (inside < atOnce) inside++
    // Whoever leaves hands the place on, so that nobody slips in between.
    else await new Promise<void>((resolve) => row.push(resolve))
    try {
      return await work()
    } finally {
      const next = row.shift()
      if (next) next()
      else inside--
    }
  }
  return {
    pass: (work) => (inside < atOnce || row.length < inRow ? enter(work) : undefined),
  }
}

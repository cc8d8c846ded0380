/** Scales of charts: whole numbers that read well. */

/** Ticks from 0 to at least the largest value: 1, 2 or 5 times a power of ten apart; about four of them. */
export function ticksUpTo(largest: number): number[] {
  if (largest <= 0) return [0, 1]
  const rough = largest / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough)!,
  )
  const count = Math.ceil(largest / step)
  return Array.from({ length: count + 1 }, (_, i) => i * step)
}

/** Indexes of the labels that have room below a chart: the first, and each that is far enough from the one before. */
export function labelled(count: number, most: number): number[] {
  const every = Math.ceil(count / most)
  return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every)
}

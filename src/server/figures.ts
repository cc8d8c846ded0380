/**
 * Figures for /metrics, counted as plain numbers where things happen and put into the form of
 * Prometheus only when somebody asks. As plain data they can travel between processes.
 */
export type Figure = {
  name: string
  help: string
  type: 'counter' | 'gauge' | 'histogram'
  /** how the figures of several processes become one */
  aggregator: 'sum' | 'max' | 'min' | 'first' | 'average' | 'omit'
  values: { value: number; labels: Record<string, string | number>; metricName?: string }[]
}

/** One number, or one for each value of a label. */
export type Counted = number | { label: string; by: Record<string, number> }

/** A number that only grows; of all processes the sum. */
export const counter = (name: string, help: string, counted: Counted): Figure => ({
  ...{ name, help, type: 'counter', aggregator: 'sum' },
  values: valuesOf(counted),
})

/** A number as it is now; of all processes the sum, or the largest. */
export const gauge = (
  name: string,
  help: string,
  counted: Counted,
  aggregator: 'sum' | 'max' = 'sum',
): Figure => ({ ...{ name, help, type: 'gauge', aggregator }, values: valuesOf(counted) })

function valuesOf(counted: Counted): Figure['values'] {
  if (typeof counted === 'number') return [{ value: counted, labels: {} }]
  return Object.entries(counted.by).map(([name, value]) => ({
    value,
    labels: { [counted.label]: name },
  }))
}

export type Histogram = { observe(value: number): void; figure(name: string, help: string): Figure }

/** Counts how often a value was at most each bound. @param bounds ascending */
export function histogram(bounds: readonly number[]): Histogram {
  const counts = new Array<number>(bounds.length + 1).fill(0)
  let sum = 0
  return {
    observe(value) {
      let i = 0
      while (i < bounds.length && value > bounds[i]!) i++
      counts[i]!++
      sum += value
    },
    figure(name, help) {
      let count = 0
      const values: Figure['values'] = counts.map((n, i) => ({
        metricName: `${name}_bucket`,
        labels: { le: bounds[i] ?? '+Inf' },
        value: (count += n),
      }))
      values.push({ metricName: `${name}_sum`, labels: {}, value: sum })
      values.push({ metricName: `${name}_count`, labels: {}, value: count })
      return { name, help, type: 'histogram', aggregator: 'sum', values }
    },
  }
}

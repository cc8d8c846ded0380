import { AggregatorRegistry } from 'prom-client'
import { describe, expect, test } from 'vitest'
import { counter, gauge, histogram, type Figure } from '../../src/server/figures.ts'

const text = (...processes: Figure[][]) => AggregatorRegistry.aggregate(processes).metrics()

describe('Figures of several processes', () => {
  test('are added up, or the largest is taken', async () => {
    const one = (n: number) => [counter('taken', 'Taken', n), gauge('delay', 'Delay', n, 'max')]
    const read = await text(one(2), one(5))
    expect(read).toContain('# TYPE taken counter\ntaken 7')
    expect(read).toContain('# TYPE delay gauge\ndelay 5')
  })

  test('are kept apart by their label', async () => {
    const one = (a: number, b: number) => [
      counter('asked', 'Asked', { label: 'lane', by: { a, b } }),
    ]
    const read = await text(one(1, 2), one(10, 20))
    expect(read).toContain('asked{lane="a"} 11')
    expect(read).toContain('asked{lane="b"} 22')
  })

  test('of a histogram are cumulative, a value on a bound counting below it', async () => {
    const seconds = histogram([0.1, 1])
    for (const value of [0.05, 0.1, 0.5, 3]) seconds.observe(value)
    const read = await text([seconds.figure('wait', 'Wait')], [seconds.figure('wait', 'Wait')])
    expect(read).toContain('wait_bucket{le="0.1"} 4')
    expect(read).toContain('wait_bucket{le="1"} 6')
    expect(read).toContain('wait_bucket{le="+Inf"} 8')
    expect(read).toContain('wait_sum 7.3')
    expect(read).toContain('wait_count 8')
  })
})

import { brotliCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { circles, reach, type Figure } from '../../src/server/map/circles.ts'
import { HEIGHT, LAND, POINTS, WIDTH } from '../../src/server/map/geometry.ts'
import { COUNTRY_CODES } from '../../src/server/countries/index.ts'

const SMALLEST = 2.2
const LARGEST = 34
/** Radii are written with one decimal. */
const ROUNDING = 0.0501

const someFigures = fc.uniqueArray(
  fc.record({
    country: fc.constantFrom(...COUNTRY_CODES),
    individuals: fc.nat(200_000),
    organisations: fc.nat(3_000),
  }),
  { selector: ({ country }) => country },
)

function signed(country: string, individuals: number, organisations = 0): Figure {
  return { country, individuals, organisations }
}

test('every country stands on the map, in the frame, and apart from every other', () => {
  expect(Object.keys(POINTS)).toEqual(COUNTRY_CODES)
  const points = Object.entries(POINTS)
  for (const [code, [x, y]] of points) {
    expect(x > 0 && x < WIDTH && y > 0 && y < HEIGHT, code).toBe(true)
    const near = points.filter(([, [u, v]]) => Math.hypot(u - x, v - y) < 2.9)
    expect(near.map(([other]) => other)).toEqual([code])
  }
})

test('nudging leaves countries where readers look for them', () => {
  const [, usa, uk, india, fiji] = ['', 'US', 'GB', 'IN', 'FJ'].map((code) => POINTS[code]!)
  expect(usa![0]).toBeLessThan(uk![0])
  expect(uk![0]).toBeLessThan(india![0])
  expect(india![0]).toBeLessThan(fiji![0])
  expect(uk![1]).toBeLessThan(india![1])
  expect(india![1]).toBeLessThan(fiji![1])
})

test('the land is small to send', () => {
  expect(LAND).toMatch(/^m[-\d mz]+z$/)
  expect(brotliCompressSync(LAND).length).toBeLessThan(9_000)
})

test('the area of a circle is in proportion to its signatories', () => {
  fc.assert(
    fc.property(someFigures, (figures) => {
      const drawn = circles(figures)
      const largest = drawn[0]
      if (!largest) return
      for (const { r, total } of drawn) {
        const fair = largest.r * Math.sqrt(total / largest.total)
        if (r > SMALLEST) expect(Math.abs(r - fair)).toBeLessThanOrEqual(2 * ROUNDING)
        else expect(fair).toBeLessThanOrEqual(SMALLEST + 2 * ROUNDING)
        expect(r).toBeGreaterThanOrEqual(SMALLEST)
        expect(r).toBeLessThanOrEqual(LARGEST)
      }
    }),
  )
})

test('whoever signed is on the map once, the larger beneath the smaller', () => {
  fc.assert(
    fc.property(someFigures, (figures) => {
      const drawn = circles(figures)
      const expected = figures.filter((f) => f.individuals + f.organisations > 0)
      expect(drawn.map(({ country }) => country).sort()).toEqual(
        expected.map(({ country }) => country).sort(),
      )
      const totals = drawn.map(({ total }) => total)
      expect(totals).toEqual([...totals].sort((a, b) => b - a))
    }),
  )
})

test('the order of the figures does not matter', () => {
  fc.assert(
    fc.property(someFigures, (figures) => {
      expect(circles([...figures].reverse())).toEqual(circles(figures))
    }),
  )
})

test('one signatory is a small circle, many make a large one', () => {
  expect(circles([signed('PT', 1)])[0]!.r).toBe(4)
  expect(circles([signed('PT', 1_000_000)])[0]!.r).toBe(LARGEST)
  expect(circles([signed('PT', 1_000_000), signed('TV', 1)])[1]!.r).toBe(SMALLEST)
})

test('a circle says who signed there', () => {
  const drawn = circles([signed('PT', 3), signed('TV', 0, 2), signed('FR', 1, 1), signed('DE', 0)])
  const kinds = Object.fromEntries(drawn.map(({ country, kind }) => [country, kind]))
  expect(kinds).toEqual({ PT: 'individual', TV: 'organisation', FR: 'both' })
})

test('a country that no map knows is left out', () => {
  expect(circles([signed('ZZ', 5)])).toEqual([])
})

test('a small circle can be hit beside itself, but not in place of its neighbour', () => {
  const [alone] = circles([signed('TV', 1)])
  expect(reach(alone!, [alone!])).toBe(8)
  const pair = circles([signed('MF', 1), signed('SX', 1)])
  expect(pair.map((circle) => reach(circle, pair))).toEqual([4, 4])
  const [largest] = circles([signed('US', 100_000)])
  expect(reach(largest!, [largest!])).toBe(LARGEST)
})

/** The land of scripts/make-map.ts: projected, simplified, and written as short path data. */
import { geoPath, type GeoContext, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo'
import { feature } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import atlas from 'world-atlas/land-50m.json' with { type: 'json' }

type Point = readonly [x: number, y: number]
/** Grid lines to a unit of the view box: coordinates are whole numbers of half units. */
export const GRID = 2
/** What the eye does not miss, in square units: of an island, and of a corner of the coast. */
const SPECK = 0.8
const DETAIL = 0.6

/** SVG path data in units of 1/GRID; the land south of 60° S is left out. */
export function landPath(projection: GeoProjection): string {
  const rings = landRings(projection).map((ring) => snapped(simplified(ring)))
  return pathOf(rings.filter((ring) => area(ring) > SPECK))
}

function landRings(projection: GeoProjection): Point[][] {
  const world = atlas as unknown as Topology
  const land = feature(world, world.objects['land']!) as GeoJSON.FeatureCollection
  const polygons = land.features.flatMap(
    ({ geometry }) => (geometry as GeoJSON.MultiPolygon).coordinates,
  )
  const coordinates = polygons.filter(([outer]) => outer!.some(([, lat]) => lat! > -60))
  const rings: Point[][] = []
  const pen: GeoContext = {
    beginPath() {},
    arc() {},
    moveTo: (x, y) => void rings.push([[x, y]]),
    lineTo: (x, y) => void rings.at(-1)!.push([x, y]),
    closePath() {},
  }
  geoPath(projection, pen)({ type: 'MultiPolygon', coordinates } as GeoPermissibleObjects)
  return rings
}

/** Visvalingam and Whyatt (1993): drops, again and again, the corner that changes least. */
function simplified(ring: Point[]): Point[] {
  const kept = [...ring]
  const corner = (i: number): Point[] => [kept.at(i - 1)!, kept[i]!, kept[(i + 1) % kept.length]!]
  for (;;) {
    const sizes = kept.map((_, i) => area(corner(i)))
    const least = Math.min(...sizes)
    if (kept.length < 4 || least >= DETAIL) return kept
    kept.splice(sizes.indexOf(least), 1)
  }
}

function snapped(ring: Point[]): Point[] {
  const whole = ring.map(([x, y]): Point => [onGrid(x), onGrid(y)])
  return whole.filter(([x, y], i) => {
    const [u, v] = whole.at(i - 1)!
    return x !== u || y !== v
  })
}

function onGrid(length: number): number {
  return Math.round(length * GRID) / GRID
}

function area(ring: Point[]): number {
  let twice = 0
  ring.forEach(([x, y], i) => {
    const [u, v] = ring.at(i - 1)!
    twice += u * y - x * v
  })
  return Math.abs(twice) / 2
}

/** Relative moves and lines, with no more letters and separators than the grammar of SVG asks. */
function pathOf(rings: Point[][]): string {
  let at: Point = [0, 0]
  const step = (to: Point) => {
    const [dx, dy] = [(to[0] - at[0]) * GRID, (to[1] - at[1]) * GRID]
    at = to
    return `${dx} ${dy}`
  }
  const paths = rings.map((ring) => {
    const path = `m${ring.map(step).join(' ')}z`
    at = ring[0]! // where closing an outline leaves the pen
    return path
  })
  return paths.join('').replaceAll(' -', '-')
}

import { POINTS } from './geometry.ts'

export interface Figure {
  /** ISO 3166-1 alpha-2 */
  country: string
  individuals: number
  organisations: number
}

export interface Circle {
  country: string
  x: number
  y: number
  r: number
  total: number
  kind: 'individual' | 'organisation' | 'both'
}

const LARGEST = 34
/** Below this a circle could be neither seen nor hit; only here does area not follow the total. */
const SMALLEST = 2.2
/** While signatories are few, one of them has this radius; else the first would fill a continent. */
const OF_ONE = 4
/** A finger's or a pointer's reach, in units of the view box. */
const REACH = 8

/**
 * One circle a country, its area in proportion to its signatories, in units of the view box;
 * the largest first, so that the small lie on top. Countries without any are left out.
 */
export function circles(figures: readonly Figure[]): Circle[] {
  const placed = figures.flatMap(circleWithoutSize)
  const most = Math.max(1, ...placed.map(({ total }) => total))
  const ofOne = Math.min(OF_ONE, LARGEST / Math.sqrt(most))
  return placed
    .map((circle) => ({ ...circle, r: tenth(Math.max(SMALLEST, ofOne * Math.sqrt(circle.total))) }))
    .sort((a, b) => b.total - a.total || (a.country < b.country ? -1 : 1))
}

/** How far a circle may be hit beside itself: REACH, but never past half the way to its neighbour. */
export function reach(circle: Circle, all: readonly Circle[]): number {
  const distances = all
    .filter((other) => other !== circle)
    .map((other) => Math.hypot(other.x - circle.x, other.y - circle.y) / 2)
  return tenth(Math.max(circle.r, Math.min(REACH, ...distances)))
}

function circleWithoutSize({ country, individuals, organisations }: Figure): Circle[] {
  const point = POINTS[country]
  const total = individuals + organisations
  if (!point || total < 1) return []
  const kind = organisations === 0 ? 'individual' : individuals === 0 ? 'organisation' : 'both'
  return [{ country, x: point[0], y: point[1], r: 0, total, kind }]
}

function tenth(length: number): number {
  return Math.round(length * 10) / 10
}

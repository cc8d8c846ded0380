/** Periods as the places of a chart: as many as can be told apart, those of nobody among them. */
import type { Period } from '../../server/register/history.ts'

export type Step = 'hour' | 'day' | 'week' | 'month'
export type Place = { start: number; individuals: number; organisations: number }

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Places up to which days, then weeks, are told apart. */
const MOST = 66

/** The step by which a time span makes places that can be told apart. */
export function stepFor(from: number, to: number): Step {
  const days = (to - from) / DAY
  return days < MOST ? 'day' : days < 7 * MOST ? 'week' : 'month'
}

/** Beginning of the step that a time is in (UTC). Weeks begin on Monday (ISO 8601); the epoch was a Thursday. */
export function startOf(step: Step, time: number): number {
  if (step === 'hour') return Math.floor(time / HOUR) * HOUR
  const day = Math.floor(time / DAY)
  if (step === 'day') return day * DAY
  if (step === 'week') return (day - ((day + 3) % 7)) * DAY
  const date = new Date(time)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}

function after(step: Step, start: number): number {
  if (step !== 'month') return start + { hour: HOUR, day: DAY, week: 7 * DAY }[step]
  const date = new Date(start)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}

/** Who came in each step from the one that holds `from` to the one that holds `to`. */
export function placesOf(
  periods: readonly Period[],
  step: Step,
  from: number,
  to: number,
): Place[] {
  const places = new Map<number, Place>()
  for (let start = startOf(step, from); start <= to; start = after(step, start))
    places.set(start, { start, individuals: 0, organisations: 0 })
  for (const { start, individuals, organisations } of periods) {
    const place = places.get(startOf(step, start))
    if (!place) continue
    place.individuals += individuals
    place.organisations += organisations
  }
  return [...places.values()]
}

/** Who stood at the end of each. */
export function standing(places: readonly Place[]): Place[] {
  let [individuals, organisations] = [0, 0]
  return places.map((place) => ({
    start: place.start,
    individuals: (individuals += place.individuals),
    organisations: (organisations += place.organisations),
  }))
}

/**
 * A year of a campaign: it opens loudly, has further waves, sleeps at weekends, and reaches each
 * country on a day of its own. Times are milliseconds since 1970, UTC.
 */
import { countryPoint } from '../../src/server/countries/index.ts'
import { seeded, seedOf, weighted, type Random } from './random.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DAYS = 365
/** share of a country's signatures that its own push brings */
const OWN_PUSH = 0.4

/** day it begins, height over an ordinary day, days until it has faded to a third */
const WAVES = [
  [0, 9, 8],
  [61, 4, 5],
  [148, 6, 9],
  [233, 3, 6],
  [301, 7, 10],
  [352, 5, 20],
] as const
const WEEKDAYS = [0.55, 1.1, 1.25, 1.2, 1.1, 0.95, 0.5]
/** by the hour of the signatory's own clock */
const HOURS = [
  3, 1, 1, 1, 1, 2, 5, 10, 18, 26, 28, 26, 22, 24, 26, 25, 22, 19, 17, 18, 20, 19, 13, 7,
]
/** minutes before the end at which the newest of all signed */
const NEWEST = [3, 7, 16, 24, 38, 55, 71, 90, 112, 140]

/** Draws when somebody signed. @param end the last moment of the year */
export function campaignYear(end: number, seed: number) {
  const drawHour = weighted(HOURS)
  const drawDay = weighted(worldDays(end, seed))
  const pushes = new Map<string, Push>()

  return {
    /** `nth` of all: the first few are the newest signatures, close to the end */
    signedAt(country: string, nth: number, random: Random): number {
      const push = getOrMake(pushes, country, () => pushOf(country, end, seed))
      const day = random.chance(OWN_PUSH) ? push.drawDay(random) : drawDay(random)
      const local = drawHour(random) * HOUR + random.below(HOUR)
      if (NEWEST[nth] !== undefined) return end - NEWEST[nth] * MINUTE - random.below(MINUTE)
      const time = midnight(end, Math.max(day, push.opens)) + local - push.offset
      // The last day is not over yet.
      return time < end - NEWEST[0]! * MINUTE ? time : time - DAY
    },
  }
}

type Push = { opens: number; offset: number; drawDay: (random: Random) => number }

function pushOf(country: string, end: number, seed: number): Push {
  const random = seeded(seedOf(country, seed))
  const opens = random.below(3) === 0 ? random.below(120) : 0
  const begins = opens + random.below(DAYS - opens)
  const days = Array.from({ length: DAYS }, (_, day) =>
    day < begins ? 0 : Math.exp((begins - day) / 7) * weekday(end, day),
  )
  const offset = Math.round(countryPoint(country)[0] / 15) * HOUR
  return { opens, offset, drawDay: weighted(days) }
}

function worldDays(end: number, seed: number): number[] {
  const random = seeded(seedOf('days', seed))
  return Array.from({ length: DAYS }, (_, day) => {
    const waves = WAVES.map(([begins, height, fades]) =>
      day < begins ? 0 : height * Math.exp((begins - day) / fades),
    )
    const noise = 0.75 + random.next() / 2
    return (1 + waves.reduce((sum, wave) => sum + wave, 0)) * weekday(end, day) * noise
  })
}

const midnight = (end: number, day: number) => (Math.floor(end / DAY) - (DAYS - 1) + day) * DAY
const weekday = (end: number, day: number) => WEEKDAYS[new Date(midnight(end, day)).getUTCDay()]!

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

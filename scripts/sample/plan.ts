/** Who of the sample signs where and when, before anybody has a name. */
import { PLACES } from './countries.ts'
import { campaignYear } from './dates.ts'
import type { SampleOrganisation } from './organisations.ts'
import { seeded, seedOf, weighted } from './random.ts'

export type Plan = {
  /** by signatory number less one: who it is */
  order: Uint32Array
  /** by who it is: index into PLACES, and the time of publication */
  places: Uint16Array
  times: Float64Array
}

/** The first of `count` are the organisations; the last make sure that no country is empty. */
export function planned(
  count: number,
  organisations: readonly SampleOrganisation[],
  end: number,
  seed: number,
): Plan {
  const random = seeded(seedOf('plan', seed))
  const year = campaignYear(end, seed)
  const draw = weighted(PLACES.map(({ weight }) => weight))
  const indexOf = new Map(PLACES.map(({ country }, i) => [country, i]))
  const oneOfEach = count - PLACES.length
  const places = new Uint16Array(count)
  const times = new Float64Array(count)
  for (let nth = 0; nth < count; nth++) {
    const drawn = draw(random)
    const seat = organisations[nth]?.country
    const place = seat ? indexOf.get(seat)! : nth < oneOfEach ? drawn : Math.max(0, nth - oneOfEach)
    places[nth] = place
    times[nth] = year.signedAt(PLACES[place]!.country, oneOfEach - 1 - nth, random)
  }
  const order = new Uint32Array(count).map((_, nth) => nth)
  return { order: order.sort((a, b) => times[a]! - times[b]! || a - b), places, times }
}

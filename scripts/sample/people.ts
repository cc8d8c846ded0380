/** Somebody who signs: a name of their place, and sometimes what they do, where, and a word. */
import { SEATS } from './cities.ts'
import type { Place } from './countries.ts'
import { nameIn } from './cultures.ts'
import { organisationIn } from './organisations.ts'
import { weighted, type Random } from './random.ts'
import { ROLES } from './roles.ts'

export type SamplePerson = {
  name: string
  country: string
  role: string | null
  affiliation: string | null
  comment: string | null
  visibility: 'public' | 'anonymous'
}

const COMMENTS = [
  'I crossed three borders to study. Nobody should need luck for that.',
  'My parents moved for work. This would have spared them years.',
  'As a nurse abroad I see what a clear status is worth.',
  'The law should know more than citizens and refugees.',
  'I teach this text to my students.',
  'A fair rule for those who go, and for those who stay.',
  'From a family of seafarers: thank you.',
  'Signed in memory of those who did not arrive.',
]
const drawCulture = new WeakMap<Place, (random: Random) => number>()

export function personIn(place: Place, random: Random): SamplePerson {
  const name = nameOf(place, random)
  const seat = SEATS.get(place.country)
  const language = languageOf(name, seat?.language)
  return {
    name,
    country: place.country,
    role: random.chance(0.4) ? random.pick(ROLES[language] ?? ROLES['en']!) : null,
    affiliation: seat && random.chance(0.22) ? organisationIn(seat, language, random).name : null,
    comment: random.chance(0.06) ? random.pick(COMMENTS) : null,
    visibility: random.chance(0.07) ? 'anonymous' : 'public',
  }
}

/** A name that is given where this place is. */
export function nameOf(place: Place, random: Random): string {
  let draw = drawCulture.get(place)
  if (!draw) drawCulture.set(place, (draw = weighted(place.cultures.map(([, share]) => share))))
  return nameIn(place.cultures[draw(random)]![0], random)
}

/** Who signs in Latin letters says the rest in them too. */
function languageOf(name: string, ofPlace = 'en'): string {
  const latin = /\p{sc=Latin}/u
  return latin.test(name) && (ROLES[ofPlace] ?? []).some((role) => !latin.test(role))
    ? 'en'
    : ofPlace
}

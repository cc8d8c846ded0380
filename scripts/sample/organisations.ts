/** Organisations that plainly do not exist: named a sample in their own language, at .example. */
import { parseWebsite } from '../../src/server/organisations/submit.ts'
import { SEATS, type Seat } from './cities.ts'
import { PLACES } from './countries.ts'
import { ORGANISATION_WORDS, type OrganisationType } from './organisation-words.ts'
import { seeded, seedOf, weighted, type Random } from './random.ts'

export type SampleOrganisation = {
  name: string
  country: string
  type: OrganisationType
  city: string
  website: string
  domain: string
}

const SEATED = PLACES.filter(({ country }) => SEATS.has(country))
const drawSeat = weighted(SEATED.map(({ weight }) => weight))

/** @returns `count` organisations, no two of one name or domain */
export function sampleOrganisations(count: number, seed: number): SampleOrganisation[] {
  const random = seeded(seedOf('organisations', seed))
  const names = new Set<string>()
  return Array.from({ length: count }, (_, i) => {
    const seat = SEATS.get(SEATED[drawSeat(random)]!.country)!
    const drawn = organisationIn(seat, seat.language, random)
    const name = names.has(drawn.name) ? `${drawn.name} ${i + 1}` : drawn.name
    names.add(name)
    const address = `https://sample-${drawn.type}-${seat.country.toLowerCase()}-${i + 1}.example`
    return { ...drawn, name, country: seat.country, ...website(address) }
  })
}

/** The name of an organisation that somebody of this country may belong to. */
export function organisationIn(
  { cities }: Seat,
  language: string,
  random: Random,
): { name: string; type: OrganisationType; city: string } {
  const words = Object.entries(ORGANISATION_WORDS[language] ?? ORGANISATION_WORDS['en']!)
  // Universities and aid organisations are the first to endorse.
  const [type, pattern] = random.chance(0.3) ? random.pick(words.slice(0, 2)) : random.pick(words)
  const city = random.pick(cities)
  return { name: pattern.replace('{}', city), type: type as OrganisationType, city }
}

function website(address: string): { website: string; domain: string } {
  const read = parseWebsite(address)
  if (typeof read !== 'object') throw new Error(`${address} is no address of a website: ${read}`)
  return read
}

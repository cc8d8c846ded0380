/**
 * The sample: endorsements in the order of their signatory numbers, then those that wait for
 * review. The same seed gives the same people; only the dates go with `end`. Made one by one, so
 * that a million needs no more memory than their dates.
 */
import type { Text } from '../../content/campaign.ts'
import { PLACES, type Place } from './countries.ts'
import { sampleOrganisations, type SampleOrganisation } from './organisations.ts'
import { nameOf, personIn } from './people.ts'
import { planned } from './plan.ts'
import { seeded, seedOf, type Random } from './random.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const SEED = 2018

export type SampleOptions = {
  /** endorsements that count; withdrawn ones and those in review come on top */
  count: number
  /** the last moment of the campaign so far, in milliseconds since 1970 */
  end: number
  seed?: number
}
export type SampleEndorsement = {
  kind: 'individual' | 'organisation'
  name: string
  country: string
  role: string | null
  affiliation: string | null
  comment: string | null
  visibility: 'public' | 'anonymous'
  email: string
  texts: Text[]
  /** wants news */
  updates: boolean
  submittedAt: number
  confirmedAt: number
  /** null: in review, for the reason in `heldBy` */
  publishedAt: number | null
  heldBy: string | null
  number: number | null
  withdrawnAt: number | null
  organisation: (SampleOrganisation & { contactName: string }) | null
}

/** How many there are of what; of 25,000: 300 organisations, 100 withdrawn, 25 + 3 in review. */
export function sizes(count: number) {
  return {
    organisations: Math.round(count * 0.012),
    withdrawn: Math.round(count * 0.004),
    organisationsInReview: Math.max(3, Math.round(count * 0.001)),
    peopleInReview: 3,
  }
}

export function* sampleEndorsements({
  count,
  end,
  seed = SEED,
}: SampleOptions): Generator<SampleEndorsement> {
  const { organisations, withdrawn, organisationsInReview, peopleInReview } = sizes(count)
  const all = sampleOrganisations(organisations + organisationsInReview, seed)
  const published = all.slice(0, organisations)
  const { order, places, times } = planned(count + withdrawn, published, end, seed)
  for (const [i, nth] of order.entries()) {
    const place = PLACES[places[nth]!]!
    const made = draft(nth, published[nth], place, times[nth]!, seed)
    const leaves = nth >= organisations && nth < organisations + withdrawn
    yield { ...made, number: i + 1, withdrawnAt: leaves ? leftAt(times[nth]!, end) : null }
  }
  for (let i = 0; i < organisationsInReview + peopleInReview; i++) {
    const signedAt = end - (i % 97) * 53 * MINUTE - 12 * MINUTE
    const made = draft(order.length + i, all[organisations + i], PLACES[i % 40]!, signedAt, seed)
    yield inReview(made, signedAt)
  }
}

/** Everything but number and withdrawal, by chance of its own, so that dates change nobody. */
function draft(
  nth: number,
  organisation: SampleOrganisation | undefined,
  place: Place,
  publishedAt: number,
  seed: number,
): SampleEndorsement {
  const random = seeded(seedOf(String(nth), seed))
  const confirmedAt = organisation ? publishedAt - vetting(random) : publishedAt
  return {
    ...(organisation ? signatory(organisation, place, random) : somebody(place, random)),
    email: `sample-${nth + 1}@example.${nth % 3 === 0 ? 'net' : 'org'}`,
    texts: textsOf(random),
    updates: random.chance(0.35),
    submittedAt: confirmedAt - Math.ceil(MINUTE * (0.7 + 540 * random.next() ** 6)),
    confirmedAt,
    publishedAt,
    heldBy: null,
    number: null,
    withdrawnAt: null,
  }
}

const somebody = (place: Place, random: Random) => ({
  ...personIn(place, random),
  kind: 'individual' as const,
  organisation: null,
})

const signatory = (organisation: SampleOrganisation, place: Place, random: Random) => ({
  kind: 'organisation' as const,
  name: organisation.name,
  country: organisation.country,
  role: null,
  affiliation: null,
  comment: null,
  visibility: 'public' as const,
  organisation: { ...organisation, contactName: nameOf(place, random) },
})

const vetting = (random: Random) => Math.round((0.3 + 5 * random.next()) * DAY)
const leftAt = (publishedAt: number, end: number) =>
  Math.round(publishedAt + (end - publishedAt) * 0.4)

function textsOf(random: Random): Text[] {
  const drawn = random.next()
  if (drawn < 0.05) return ['declaration']
  return drawn < 0.3 ? ['convention', 'declaration'] : ['convention']
}

function inReview(made: SampleEndorsement, confirmedAt: number): SampleEndorsement {
  const waiting = { ...made, confirmedAt, publishedAt: null }
  if (made.organisation) return { ...waiting, heldBy: 'vetting' }
  // A Cyrillic а among Latin letters: the rule for look-alikes holds it.
  return { ...waiting, name: 'S\u0430mple Person', heldBy: 'mixed scripts' }
}

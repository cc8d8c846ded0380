/** What the work list can be asked for, as it stands in an address; what makes no sense is left out. */
import { z } from 'zod'
import { KINDS, STATES, TEXTS } from '../../../../db/words.ts'
import type { Text } from '../../../../content/campaign.ts'
import { isCountry } from '../../countries/index.ts'
import type { Kind } from '../../endorsements/form.ts'
import type { State } from '../../endorsements/states.ts'
import { parseNetwork } from '../../rules/network.ts'
import { HELD_WORDS, type Held } from './words.ts'

const LONGEST = 100
export const SORTS = ['newest', 'oldest', 'name'] as const
export type Sort = (typeof SORTS)[number]

export type WorkFilter = {
  q: string
  state: State | undefined
  kind: Kind | undefined
  text: Text | undefined
  country: string | undefined
  /** first and last day, UTC, `2026-11-21` */
  from: string | undefined
  to: string | undefined
  /** of the address or the website; those below it are meant too */
  domain: string | undefined
  /** CIDR, /8 to /24 or /16 to /56 */
  network: string | undefined
  held: Held | undefined
  rule: number | undefined
  comment: 'waiting' | 'shown' | undefined
  sort: Sort
  cursor: string | undefined
}

const day = z.iso
  .date()
  .refine((value) => value >= '1970-01-01' && value <= '2099-12-31')
  .optional()
  .catch(undefined)
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values).optional().catch(undefined)
const line = z
  .string()
  .trim()
  .transform((text) => text.slice(0, LONGEST))

const schema = z.object({
  q: line.catch(''),
  state: oneOf(STATES),
  kind: oneOf(KINDS),
  text: oneOf(TEXTS),
  country: z.string().toUpperCase().refine(isCountry).optional().catch(undefined),
  from: day,
  to: day,
  domain: line
    .transform((text) => text.toLowerCase())
    .refine((domain) => /^[^\s@]+\.[^\s@]+$/.test(domain))
    .optional()
    .catch(undefined),
  network: line
    .refine((network) => typeof parseNetwork(network) === 'object')
    .optional()
    .catch(undefined),
  held: z
    .enum(Object.keys(HELD_WORDS) as [Held, ...Held[]])
    .optional()
    .catch(undefined),
  rule: z.coerce.number().int().positive().max(1e12).optional().catch(undefined),
  comment: oneOf(['waiting', 'shown']),
  sort: z.enum(SORTS).catch('newest'),
  cursor: z.string().max(300).optional().catch(undefined),
})

/** @param addresses false for those who see no addresses: they cannot ask about them either */
export function readWorkFilter(params: URLSearchParams, addresses: boolean): WorkFilter {
  const given = Object.fromEntries([...params].filter(([, value]) => value.trim() !== ''))
  const filter = schema.parse({ q: '', ...given }) as WorkFilter
  return addresses ? filter : { ...filter, domain: undefined, network: undefined }
}

/** The query of an address that means this filter; '' for everything. */
export function queryOf(filter: Partial<WorkFilter>): string {
  const given = Object.entries(filter).filter(
    ([name, value]) =>
      value !== undefined && value !== '' && !(name === 'sort' && value === 'newest'),
  )
  return new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
}

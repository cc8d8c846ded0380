/** The names of a language or region, from faker's lists and our own, and how they are put together. */
import { allLocales, type LocaleDefinition } from '@faker-js/faker'
import { mixesScripts, parseName } from '../../src/server/endorsements/names.ts'
import { AFRICA } from './names/africa.ts'
import { AMERICAS_AND_PACIFIC } from './names/americas-pacific.ts'
import { ASIA } from './names/asia.ts'
import { EUROPE } from './names/europe.ts'
import type { Random } from './random.ts'

/** Lists of words parted by spaces; `_` joins words of one name. What is missing comes from `locale`. */
export type NameLists = {
  /** a locale of faker */
  locale?: string
  female?: string
  male?: string
  family?: string
  /** how a family name ends for a woman */
  feminine?: readonly [ending: RegExp, becomes: string | ((ending: string) => string)]
  order?: 'family-first'
  /** what stands between the names; a space unless said */
  glue?: string
  /** both parents' names */
  families?: 2
}

type Culture = {
  given: { female: readonly string[]; male: readonly string[] }
  family: { female: readonly string[]; male: readonly string[] }
  lists: NameLists
}

const DOUBLED = Object.fromEntries(
  ['es', 'es_MX', 'pt_PT', 'pt_BR'].map((locale) => [locale, { locale, families: 2 as const }]),
)
const LISTS: Record<string, NameLists> = {
  ...AFRICA,
  ...ASIA,
  ...EUROPE,
  ...AMERICAS_AND_PACIFIC,
  ...DOUBLED,
  fr_LU: { locale: 'fr' },
}
const cultures = new Map<string, Culture>()

/** A name as it is written in a culture. @param key of the lists above, or a locale of faker */
export function nameIn(key: string, random: Random): string {
  const { given, family, lists } = cultureOf(key)
  const sex = random.chance(0.52) ? 'female' : 'male'
  const first = random.pick(given[sex])
  const families = Array.from({ length: lists.families ?? 1 }, () => random.pick(family[sex]))
  const last = [...new Set(families)].join(' ')
  const parts = lists.order === 'family-first' ? [last, first] : [first, last]
  return parts.join(lists.glue ?? ' ')
}

function cultureOf(key: string): Culture {
  let culture = cultures.get(key)
  if (!culture) cultures.set(key, (culture = read(key)))
  return culture
}

function read(key: string): Culture {
  const lists = LISTS[key] ?? { locale: key }
  const person = (allLocales as Record<string, LocaleDefinition>)[lists.locale ?? '']?.person
  const given = (sex: 'female' | 'male') => words(lists[sex]) ?? inFaker(person?.first_name, sex)
  const family = (sex: 'female' | 'male') => words(lists.family) ?? inFaker(person?.last_name, sex)
  const culture = {
    given: { female: usable(given('female')), male: usable(given('male')) },
    family: {
      female: usable(family('female').map((name) => feminine(name, lists))),
      male: usable(family('male')),
    },
    lists,
  }
  if ([...Object.values(culture.given), ...Object.values(culture.family)].some((l) => !l.length))
    throw new Error(`There are no names for ${key}.`)
  return culture
}

const words = (list: string | undefined) =>
  list?.split(' ').map((name) => name.replaceAll('_', ' '))

function inFaker(names: unknown, sex: 'female' | 'male'): readonly string[] {
  const lists = names as { female?: string[]; male?: string[]; generic?: string[] } | undefined
  return lists?.[sex] ?? lists?.generic ?? []
}

/** Names as the site would keep them; a few of faker's are broken, or mix scripts and would be held. */
function usable(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const read = parseName(name)
    return typeof read === 'object' && !mixesScripts(read.name) ? [read.name] : []
  })
}

function feminine(name: string, { feminine }: NameLists): string {
  // `replace` takes both, but has no signature for the union.
  return feminine ? name.replace(feminine[0], feminine[1] as string) : name
}

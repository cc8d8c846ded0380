import { COUNTRIES } from './codes.ts'

/** ISO 3166-1 alpha-2, with XK for Kosovo, in alphabetical order. */
export const COUNTRY_CODES: readonly string[] = Object.keys(COUNTRIES)

export interface Country {
  code: string
  name: string
}

// Building a formatter costs far more than asking it, and the site's locales are few.
const namesByLocale = new Map<string, ReadonlyMap<string, string>>()
const listsByLocale = new Map<string, readonly Country[]>()

/** Whether this is one of COUNTRY_CODES, as written there: upper case. */
export function isCountry(code: unknown): code is string {
  return typeof code === 'string' && Object.hasOwn(COUNTRIES, code)
}

/** The name by CLDR in a BCP 47 locale; a code that is none of ours comes back as it is. */
export function countryName(code: string, locale: string): string {
  return namesIn(locale).get(code) ?? code
}

/** Every country, in the alphabetical order of the locale. */
export function countryList(locale: string): readonly Country[] {
  const known = listsByLocale.get(locale)
  if (known) return known
  const { compare } = new Intl.Collator(locale)
  const list = Array.from(namesIn(locale), ([code, name]) => ({ code, name }))
  list.sort((a, b) => compare(a.name, b.name))
  listsByLocale.set(locale, list)
  return list
}

/** A point inside the country, in degrees, longitude first (as in GeoJSON, RFC 7946). */
export function countryPoint(code: string): readonly [lon: number, lat: number] {
  const country = isCountry(code) && COUNTRIES[code]
  if (!country) throw new RangeError(`no such country: ${code}`)
  return [country[0], country[1]]
}

function namesIn(locale: string): ReadonlyMap<string, string> {
  const known = namesByLocale.get(locale)
  if (known) return known
  const formatter = new Intl.DisplayNames(locale, { type: 'region' })
  const names = new Map(COUNTRY_CODES.map((code) => [code, formatter.of(code) ?? code]))
  namesByLocale.set(locale, names)
  return names
}

import { expect, test } from 'vitest'
import { COUNTRIES } from '../../src/server/countries/codes.ts'
import {
  COUNTRY_CODES,
  countryList,
  countryName,
  countryPoint,
  isCountry,
} from '../../src/server/countries/index.ts'

const LOCALES = ['en', 'fr', 'es', 'ar', 'ru', 'zh']

test('the 249 assigned codes and Kosovo are there, in order and once', () => {
  expect(COUNTRY_CODES).toHaveLength(249 + 1)
  expect(COUNTRY_CODES).toContain('XK')
  expect([...new Set(COUNTRY_CODES)].sort()).toEqual(COUNTRY_CODES)
  expect(COUNTRY_CODES.filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([])
})

test('every country but Kosovo has a numeric code of its own', () => {
  const numeric = COUNTRY_CODES.filter((code) => code !== 'XK').map((code) => COUNTRIES[code]![2])
  expect(numeric.filter((digits) => !/^\d{3}$/.test(digits))).toEqual([])
  expect(new Set(numeric).size).toBe(249)
})

test('only a code as it is written is a country', () => {
  expect(['PT', 'XK', 'TV'].every(isCountry)).toBe(true)
  const others = ['pt', 'UK', 'EU', 'ZZ', '', 'PRT', 'toString', '__proto__', null, 4, ['PT']]
  expect(others.filter(isCountry)).toEqual([])
})

test.each(LOCALES)('every country has a name of its own in %s', (locale) => {
  const names = COUNTRY_CODES.map((code) => countryName(code, locale))
  expect(names.filter((name) => /^[A-Z]{2}$/.test(name))).toEqual([])
  expect(new Set(names).size).toBe(COUNTRY_CODES.length)
})

test('an unknown code is its own name', () => {
  expect(countryName('ZZ', 'en')).toBe('ZZ')
  expect(countryName('not a code', 'en')).toBe('not a code')
})

test.each(LOCALES)('the list in %s has every country in the order of that language', (locale) => {
  const list = countryList(locale)
  expect(list.map(({ code }) => code).sort()).toEqual(COUNTRY_CODES)
  const names = list.map(({ name }) => name)
  expect(names).toEqual([...names].sort(new Intl.Collator(locale).compare))
  expect(countryList(locale)).toBe(list)
})

test('a Frenchwoman finds Égypte under E, an Englishman Åland under A', () => {
  const french = countryList('fr').map(({ code }) => code)
  expect(french.indexOf('EG')).toBeLessThan(french.indexOf('FR'))
  const english = countryList('en').map(({ code }) => code)
  expect(english.indexOf('AX')).toBeLessThan(english.indexOf('BR'))
})

test('every country has a point on the globe', () => {
  for (const code of COUNTRY_CODES) {
    const [lon, lat] = countryPoint(code)
    expect(Math.abs(lon), code).toBeLessThanOrEqual(180)
    expect(Math.abs(lat), code).toBeLessThanOrEqual(90)
  }
  expect(() => countryPoint('ZZ')).toThrow(RangeError)
})

// Where a bounding box, an overseas territory or a coarse source would go wrong.
test.each([
  ['US', -98, 39, 3],
  ['FR', 2, 46.5, 2],
  ['NO', 10, 61, 3],
  ['NL', 5.5, 52.3, 1],
  ['PT', -8, 39.5, 1],
  ['KI', 173, 1.4, 0.3],
  ['FJ', 178, -17.8, 0.5],
  ['TV', 179.2, -8.5, 0.2],
  ['NR', 166.93, -0.53, 0.1],
  ['MV', 73.3, 3.5, 1],
  ['VA', 12.453, 41.903, 0.02],
  ['MC', 7.42, 43.74, 0.05],
  ['SM', 12.46, 43.94, 0.06],
  ['LI', 9.55, 47.15, 0.1],
  ['AD', 1.55, 42.54, 0.1],
  ['MT', 14.4, 35.9, 0.2],
  ['SG', 103.82, 1.35, 0.1],
  ['BH', 50.55, 26.05, 0.2],
  ['GI', -5.35, 36.13, 0.05],
  ['KW', 47.6, 29.3, 0.4],
] as const)('%s stands where it is', (code, lon, lat, within) => {
  const point = countryPoint(code)
  expect(Math.abs(point[0] - lon)).toBeLessThanOrEqual(within)
  expect(Math.abs(point[1] - lat)).toBeLessThanOrEqual(within)
})

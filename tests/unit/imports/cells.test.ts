/** What cells and heads of columns say, in the six languages. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COUNTRY_CODES, countryName } from '../../../src/server/countries/index.ts'
import { readCountry } from '../../../src/server/imports/countries.ts'
import { readDate } from '../../../src/server/imports/dates.ts'
import {
  guessColumns,
  ORGANISATION_FIELDS,
  PERSON_FIELDS,
} from '../../../src/server/imports/fields.ts'

const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh']

describe('Countries', () => {
  test.each(LANGUAGES)('are known by their names in %s', (language) => {
    for (const code of COUNTRY_CODES) {
      const name = countryName(code, language)
      // Where two share a name in a language, one of them is meant.
      const same = COUNTRY_CODES.filter((one) => countryName(one, language) === name)
      expect(same, name).toContain(readCountry(name.toUpperCase()))
    }
  })
  test.each([
    ['pt', 'PT'],
    [' Côte d’Ivoire ', 'CI'],
    ["cote d'ivoire", 'CI'],
    ['UK', 'GB'],
    ['United States of America', 'US'],
    ['Atlantis', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%s is %s', (typed, code) => expect(readCountry(typed)).toBe(code))
})

describe('Days', () => {
  test.each([
    ['2019-06-11', 'dmy', '2019-06-11T00:00:00.000Z'],
    ['2019-06-11T18:30:00', 'dmy', '2019-06-11T18:30:00.000Z'],
    ['11/06/2019', 'dmy', '2019-06-11T00:00:00.000Z'],
    ['11/06/2019', 'mdy', '2019-11-06T00:00:00.000Z'],
    ['11.6.2019', 'dmy', '2019-06-11T00:00:00.000Z'],
    ['2019年6月11日', 'dmy', '2019-06-11T00:00:00.000Z'],
    ['١١/٠٦/٢٠١٩', 'dmy', '2019-06-11T00:00:00.000Z'],
  ] as const)('%s (%s) is %s', (typed, order, iso) => {
    expect(new Date(readDate(typed, order)!).toISOString()).toBe(iso)
  })
  test.each(['31/02/2019', '2019-13-01', '11/06/19', '43627', 'yesterday', '', '2019-06-11T25:00'])(
    '%s is none',
    (typed) => expect(readDate(typed, 'dmy')).toBeUndefined(),
  )
  test('every day is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const [year, month, day] = date.toISOString().slice(0, 10).split('-')
          const midnight = Date.parse(`${year}-${month}-${day}`)
          expect(readDate(`${day}/${month}/${year}`, 'dmy')).toBe(midnight)
          expect(readDate(`${month}-${day}-${year}`, 'mdy')).toBe(midnight)
        },
      ),
    )
  })
})

describe('Heads of columns', () => {
  test.each([
    [['Full name', 'E-mail', 'Country', 'Sheet no.']],
    [['Nom complet', 'Courriel', 'Pays', 'Numéro de feuille']],
    [['NOMBRE COMPLETO', 'Correo electrónico', 'País', 'Hoja']],
    [['الاسم الكامل', 'البريد الإلكتروني', 'البلد', 'رقم الورقة']],
    [['ФИО', 'Электронная почта', 'Страна', 'Номер листа']],
    [['姓名', '电子邮件', '国家', '页码']],
  ])('%j', (names) => {
    expect(guessColumns(names, PERSON_FIELDS)).toEqual(['name', 'email', 'country', 'proof'])
  })
  test('what the site itself calls them, what nobody knows, and what comes twice', () => {
    expect(
      guessColumns(
        ['organisationName', 'contactName', 'x', 'Country', 'country'],
        ORGANISATION_FIELDS,
      ),
    ).toEqual(['name', 'contactName', '', 'country', ''])
  })
})

import { countryList } from '../../server/countries/index.ts'

/** The countries of a select, the first line empty. */
export function countryOptions(language: string, first: string) {
  return [
    { value: '', label: first },
    ...countryList(language).map(({ code, name }) => ({ value: code, label: name })),
  ]
}

/** Countries as lists name them: by code, or by name in the six languages of the United Nations. */
import { COUNTRY_CODES, countryName, isCountry } from '../countries/index.ts'
import { searchName } from '../register/search-name.ts'

const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh']
/** What people write, and CLDR does not. */
const OTHERS: Record<string, string> = {
  ...{ 'united states of america': 'US', usa: 'US', america: 'US', 'great britain': 'GB' },
  ...{ england: 'GB', scotland: 'GB', wales: 'GB', 'northern ireland': 'GB', britain: 'GB' },
  ...{ holland: 'NL', 'the netherlands': 'NL', turkey: 'TR', 'czech republic': 'CZ' },
  ...{ 'russian federation': 'RU', 'republic of korea': 'KR', 'viet nam': 'VN', burma: 'MM' },
  ...{ 'ivory coast': 'CI', 'cape verde': 'CV', swaziland: 'SZ', macedonia: 'MK', uae: 'AE' },
  ...{ 'iran islamic republic of': 'IR', 'syrian arab republic': 'SY', 'state of palestine': 'PS' },
  ...{ palestine: 'PS', 'bolivia plurinational state of': 'BO', 'republic of moldova': 'MD' },
  ...{ 'united republic of tanzania': 'TZ', 'democratic republic of the congo': 'CD', drc: 'CD' },
  ...{ 'venezuela bolivarian republic of': 'VE', 'lao pdr': 'LA', 'brunei darussalam': 'BN' },
}

let known: Map<string, string> | undefined

/** @returns the code, or undefined for what is no country that is known here */
export function readCountry(typed: string): string | undefined {
  const code = typed.trim().toUpperCase()
  if (isCountry(code)) return code
  return (known ??= allNames()).get(searchName(typed))
}

function allNames(): Map<string, string> {
  const names = new Map<string, string>()
  for (const language of LANGUAGES) {
    const short = new Intl.DisplayNames(language, { type: 'region', style: 'short' })
    for (const code of COUNTRY_CODES)
      for (const name of [countryName(code, language), short.of(code) ?? code])
        names.set(searchName(name), code)
  }
  for (const [name, code] of Object.entries(OTHERS)) names.set(searchName(name), code)
  return names
}

/** How a language of the site writes dates: its English is the one of most of the world. */
const LOCALES: Record<string, string> = { en: 'en-GB' }

// Making a formatter takes longer than a search does, and holds memory that V8 does not see.
const writers = new Map<string, Intl.DateTimeFormat>()
const figures = new Map<string, Intl.NumberFormat>()
const rules = new Map<string, Intl.PluralRules>()
const names = new Map<string, Intl.DisplayNames>()

/** A writer of dates in UTC, for what everybody sees alike. */
export function dates(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = LOCALES[language] ?? language
  return kept(
    writers,
    `${locale} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', hourCycle: 'h23', ...options }),
  )
}

/** A writer of numbers. */
export const numbers = (language: string): Intl.NumberFormat =>
  kept(figures, language, () => new Intl.NumberFormat(language))

/** Tells the plural form that a number takes. */
export const plurals = (language: string): Intl.PluralRules =>
  kept(rules, language, () => new Intl.PluralRules(language))

/** The locale for Open Graph, such as en_GB. */
export const ogLocale = (language: string) => (LOCALES[language] ?? language).replace('-', '_')

/** "French", in the language of the page. */
export function languageName(of: string, language: string): string {
  const known = kept(names, language, () => new Intl.DisplayNames(language, { type: 'language' }))
  return known.of(of) ?? of
}

/** Languages and the options of pages are few. */
function kept<T>(made: Map<string, T>, key: string, make: () => T): T {
  let one = made.get(key)
  if (!one) made.set(key, (one = make()))
  return one
}

/** How a language of the site writes dates: its English is the one of most of the world. */
const LOCALES: Record<string, string> = { en: 'en-GB' }

/** A writer of dates in UTC, for what everybody sees alike. */
export function dates(language: string, options: Intl.DateTimeFormatOptions) {
  const locale = LOCALES[language] ?? language
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', hourCycle: 'h23', ...options })
}

/** The locale for Open Graph, such as en_GB. */
export const ogLocale = (language: string) => (LOCALES[language] ?? language).replace('-', '_')

/** Making one takes longer than a search does. */
const names = new Map<string, Intl.DisplayNames>()

/** "French", in the language of the page. */
export function languageName(of: string, language: string): string {
  let known = names.get(language)
  if (!known) names.set(language, (known = new Intl.DisplayNames(language, { type: 'language' })))
  return known.of(of) ?? of
}

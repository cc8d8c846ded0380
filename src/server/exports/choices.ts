/** What the form and the command offer: plain data. */
export const ORDERS = ['number', 'name', 'country', 'newest'] as const
export type Order = (typeof ORDERS)[number]
/** Languages of country names; headings come in those that the site has sentences in. */
export const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const
export type ExportLanguage = (typeof LANGUAGES)[number]

/** A filter of the work list as people read it: `country: PT, kind: organisation`. */
export const spoken = (query: string): string =>
  [...new URLSearchParams(query)].map(([name, value]) => `${name}: ${value}`).join(', ')

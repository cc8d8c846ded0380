/** The languages that news are written in: those of the United Nations, whichever of them the site speaks. */
export const NEWS_LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const
export type NewsLanguage = (typeof NEWS_LANGUAGES)[number]

export const isNewsLanguage = (tag: unknown): tag is NewsLanguage =>
  (NEWS_LANGUAGES as readonly unknown[]).includes(tag)

/** In which of its languages somebody gets a piece who reads none of them: English, else its first. */
export function fallbackOf(written: readonly NewsLanguage[]): NewsLanguage {
  return NEWS_LANGUAGES.find((language) => written.includes(language)) ?? 'en'
}

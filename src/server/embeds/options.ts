/** What whoever embeds may choose; whatever else stands in an address is left out. */
import { campaign, type Language, type Text } from '../../../content/campaign.ts'

export const TEXTS = Object.keys(campaign.texts) as Text[]
export const THEMES = ['light', 'dark'] as const

export type EmbedOptions = {
  /** both texts unless said */
  text?: Text
  /** as the reader's machine has it unless said */
  theme?: (typeof THEMES)[number]
  /** the first of the site's unless said */
  language?: Language
}

export function readOptions(given: URLSearchParams): EmbedOptions {
  const text = oneOf(TEXTS, given.get('text'))
  const theme = oneOf(THEMES, given.get('theme'))
  const language = oneOf(campaign.languages, given.get('lang'))
  return { ...(text && { text }), ...(theme && { theme }), ...(language && { language }) }
}

/** The same as the end of an address, in one order: `?text=convention&theme=dark`, or nothing. */
export function queryOf({ text, theme, language }: EmbedOptions): string {
  const query = new URLSearchParams({
    ...(text && { text }),
    ...(theme && { theme }),
    ...(language && { lang: language }),
  })
  return query.size > 0 ? `?${query}` : ''
}

const oneOf = <T extends string>(all: readonly T[], given: string | null): T | undefined =>
  all.find((one) => one === given)

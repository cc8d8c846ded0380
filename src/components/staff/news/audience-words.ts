import type { Audience } from '../../../server/news/audience.ts'
import { countryName } from '../../../server/countries/index.ts'
import type { Translate } from '../../../server/messages/index.ts'
import { languageName } from '../../format.ts'

/** Whom a piece is for, in one line. @param language of the page */
export function audienceWords(t: Translate, audience: Audience, language: string): string {
  const { text, kind, countries, languages } = audience
  const lists = [
    countries.map((code) => countryName(code, language)),
    languages.map((tag) => languageName(tag, language)),
  ]
  const parts = [
    text && t(`texts.${text}.short`),
    kind && t(`news.audience.kinds.${kind}`),
    ...lists.map((names) => new Intl.ListFormat(language, { type: 'disjunction' }).format(names)),
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('; ') : t('news.audience.everybody')
}

/** Finds the terms that a text defines: “term” means …, « terme » désigne …, «…» تعني …. */
import { placeProvisions, sectionsOf } from '../addresses.ts'
import { plain, type Definition, type LegalText } from '../model.ts'

/** By language: what stands between a term in quotes and its meaning. */
const MEANS: Record<string, RegExp> = {
  en: /^,? (?:means|refers to|includes|shall mean|is defined as)\b/,
  fr: /^,? (?:désigne|s’entend|s'entend|signifie|comprend|vise)/,
  es: /^,? (?:significa|designa|se entiende|se entenderá|comprende)/,
  ar: /^،? (?:تعني|يعني|يقصد|يُقصد|تشير|يشير)/,
  ru: /^,? (?:означает|обозначает|понимается|включает)/,
  zh: /^，?\s?(?:是指|指|系指|包括)/,
}
const QUOTED =
  /^(?:the term |the expression |le terme |el término )?[“"«„「]\s?([^”"»“」]{1,80}?)\s?[”"»“」]/iu

/** The text with its definitions found anew, in the order in which they stand. */
export function withDefinitions(text: LegalText): LegalText {
  const means = MEANS[text.language.split('-')[0]!]
  if (!means) return text
  const all = sectionsOf(text).flatMap(({ address, section }) => placeProvisions(section, address))
  const found = all.flatMap(({ address, provision }) => {
    const words = plain(provision.text)
    const quoted = QUOTED.exec(words)
    return quoted && means.test(words.slice(quoted[0].length))
      ? [{ term: quoted[1]!, at: address }]
      : []
  })
  const first = found.filter(({ term }, nth) => found.findIndex((one) => one.term === term) === nth)
  const words = all.map(({ provision }) => plain(provision.text).toLowerCase()).join('\n')
  const definitions = first.map(({ term, at }): Definition => {
    const forms = plurals(term, text.language).filter((form) => words.includes(form.toLowerCase()))
    return { term, forms, at }
  })
  return { ...text, definitions }
}

/** Plurals by the ordinary rules; irregular ones are added to text.json by hand. */
function plurals(term: string, language: string): string[] {
  if (language.startsWith('fr'))
    return [
      ...new Set([
        `${term}s`,
        term
          .split(' ')
          .map((word) => `${word}s`)
          .join(' '),
      ]),
    ]
  if (!language.startsWith('en')) return []
  if (/[^aeiou]y$/.test(term)) return [`${term.slice(0, -1)}ies`]
  return [/(?:s|x|z|ch|sh)$/.test(term) ? `${term}es` : `${term}s`]
}

/** A page of a text for search engines: https://schema.org/Legislation, where that is true. */
import type { LoadedText } from '../../server/texts/index.ts'
import { explicitPath } from '../../server/texts/links.ts'
import type { ReadingPage } from '../../server/texts/reading/index.ts'
import { pagePath } from '../../server/texts/reading/paths.ts'

const IN_CONTEXT = { '@context': 'https://schema.org' }

/**
 * A model treaty is a legal document that is not in force. A specimen is no legal document.
 * @param siteUrl without a slash at its end
 */
export function legislationOf(page: ReadingPage, name: string, siteUrl: string) {
  const { held, at } = page
  const { text } = held
  const id = (address: string) => siteUrl + pagePath(address, explicitPath(text))
  const is = kindOf(text.status)
  const common = {
    '@type': is,
    inLanguage: text.language,
    version: text.edition,
    ...(text.date && { datePublished: text.date }),
    ...(is === 'Legislation' && { legislationLegalForce: 'https://schema.org/NotInForce' }),
  }
  const whole = { ...common, '@id': id('contents'), url: id('contents'), name: text.title }
  if (at === 'contents' || at === 'text')
    return { ...IN_CONTEXT, ...whole, hasPart: partsOf(held).map((part) => ({ '@id': id(part) })) }
  return { ...IN_CONTEXT, ...common, '@id': id(at), url: id(at), name, isPartOf: whole }
}

const kindOf = (status: LoadedText['text']['status']) =>
  status === 'specimen' ? 'CreativeWork' : 'Legislation'

const partsOf = (held: LoadedText): string[] =>
  (held.chapters.length > 0 ? held.chapters : held.articles).map(({ address }) => address)

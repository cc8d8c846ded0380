/** The question to the search table that a filter means; every word is one of ours or is cut to letters. */
import { searchName } from '../../register/search-name.ts'
import { parseNetwork } from '../../rules/network.ts'
import type { WorkFilter } from './filter.ts'
import { COMMENT_WORDS, HELD_WORDS, KIND_WORDS, STATE_WORDS, TEXT_WORDS } from './words.ts'

const MOST_WORDS = 8
/** Shorter beginnings are looked for as whole words: too many begin with them. */
const SHORTEST_BEGINNING = 3

/** What a filter asks of the words; '' for nothing, undefined when what is typed holds no letter. @param addresses whether those may be searched */
export function matchOf(filter: WorkFilter, addresses: boolean): string | undefined {
  const typed = filter.q
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => termsOf(word, addresses))
  if (filter.q && typed.length === 0) return undefined
  const parts: string[] = []
  const facets = facetsOf(filter)
  if (facets.length > 0) parts.push(`facets : (${facets.map(quoted).join(' AND ')})`)
  if (filter.domain) parts.push(`address : ${quoted(`.${filter.domain}`)}`)
  const network = filter.network ? parseNetwork(filter.network) : undefined
  if (typeof network === 'object')
    parts.push(`facets : (${network.prefixes.map((prefix) => quoted(`n${prefix}`)).join(' OR ')})`)
  return [...parts, ...typed.slice(0, MOST_WORDS)].join(' AND ')
}

function facetsOf(filter: WorkFilter): string[] {
  return [
    filter.state && STATE_WORDS[filter.state],
    filter.kind && KIND_WORDS[filter.kind],
    filter.text && TEXT_WORDS[filter.text],
    filter.country && `@${filter.country.toLowerCase()}`,
    filter.held && HELD_WORDS[filter.held],
    filter.rule && `rule${filter.rule}`,
    filter.comment && COMMENT_WORDS[filter.comment],
  ].filter((word) => typeof word === 'string')
}

/** What cannot be a part of a name, or holds more than letters, is looked for among addresses too. */
function termsOf(word: string, addresses: boolean): string[] {
  const columns = addresses ? '{who address}' : 'who'
  const names = searchName(word)
    .split(' ')
    .filter(Boolean)
    // A word that is cut is whole up to its last part.
    .map((part, i, all) => `${columns} : ${i < all.length - 1 ? quoted(part) : beginning(part)}`)
  if (!addresses) return word.includes('@') ? [] : names
  const address = word.toLowerCase().replace(/[^\p{L}\p{N}\p{M}._@+-]+/gu, '')
  const domain = address.replace(/^@?\.?/, '')
  if (/^\p{L}*$/u.test(address) || !domain) return names
  if (address.startsWith('@')) return [`address : ${beginning(`.${domain}`)}`]
  const among = [`address : ${beginning(`@${address}`)}`]
  if (/[^.]\.[^.]/.test(address)) among.push(`address : ${beginning(`.${domain}`)}`)
  if (names.length > 0 && !word.includes('@')) among.push(`(${names.join(' AND ')})`)
  return [`(${among.join(' OR ')})`]
}

const beginning = (word: string) =>
  [...word].length < SHORTEST_BEGINNING ? quoted(word) : `${quoted(word)}*`
const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`

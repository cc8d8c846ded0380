/** The question to the search table that a filter means; every word is one of ours or is cut to letters. */
import { searchName } from '../../register/search-name.ts'
import { parseNetwork } from '../../rules/network.ts'
import type { WorkFilter } from './filter.ts'
import {
  COMMENT_WORDS,
  EVERY_WORD,
  HELD_WORDS,
  KIND_WORDS,
  STATE_WORDS,
  TEXT_WORDS,
} from './words.ts'

const MOST_WORDS = 8
/** Shorter beginnings are looked for as whole words: too many begin with them. */
const SHORTEST_BEGINNING = 3

/** @returns undefined when what is searched for holds no letter @param addresses whether those may be searched */
export function matchOf(filter: WorkFilter, addresses: boolean): string | undefined {
  const typed = filter.q
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => termsOf(word, addresses))
  if (filter.q && typed.length === 0) return undefined
  const parts = [`facets : (${facetsOf(filter).map(quoted).join(' AND ')})`]
  if (filter.domain) parts.push(`address : ${quoted(filter.domain)}`)
  const network = filter.network ? parseNetwork(filter.network) : undefined
  if (typeof network === 'object')
    parts.push(`facets : (${network.prefixes.map((prefix) => quoted(`n${prefix}`)).join(' OR ')})`)
  return [...parts, ...typed.slice(0, MOST_WORDS)].join(' AND ')
}

function facetsOf(filter: WorkFilter): string[] {
  const chosen = [
    filter.state && STATE_WORDS[filter.state],
    filter.kind && KIND_WORDS[filter.kind],
    filter.text && TEXT_WORDS[filter.text],
    filter.country && `@${filter.country.toLowerCase()}`,
    filter.held && HELD_WORDS[filter.held],
    filter.rule && `rule${filter.rule}`,
    filter.comment && COMMENT_WORDS[filter.comment],
  ].filter((word) => word !== undefined)
  return chosen.length > 0 ? (chosen as string[]) : [EVERY_WORD]
}

/** What holds an @ is an address; a dot between letters may stand in a domain or in a name. */
function termsOf(word: string, addresses: boolean): string[] {
  const columns = addresses ? '{who address}' : 'who'
  const names = searchName(word)
    .split(' ')
    .filter(Boolean)
    .map((part) => `${columns} : ${beginning(part)}`)
  if (!/@|[^.]\.[^.]/.test(word)) return names
  const parts = word.toLowerCase().split(/[^\p{L}\p{N}\p{M}._@+-]+/u)
  const address = parts
    .map((part) => part.replace(/^[@.]+|[@.]+$/g, ''))
    .filter(Boolean)
    .map((part) => `address : ${beginning(part)}`)
  if (!addresses) return word.includes('@') ? [] : names
  if (word.includes('@') || names.length === 0) return address
  return [`((${address.join(' AND ')}) OR (${names.join(' AND ')}))`]
}

const beginning = (word: string) =>
  [...word].length < SHORTEST_BEGINNING ? quoted(word) : `${quoted(word)}*`
const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`

/** Which requests are answered from memory, and under which key. */
import type { IncomingMessage } from 'node:http'
import { queryOf, readOptions } from '../embeds/options.ts'

const FIXED = new Set([
  '/',
  '/convention',
  '/convention/people',
  '/declaration',
  '/about',
  '/privacy',
  '/signatories',
  '/signatories/commission',
  '/map',
  '/api/v1/counts.json',
  '/api/v1/openapi.json',
  '/feed.xml',
  '/about/data',
  '/badge.svg',
  '/embed/accede.js',
  '/embed/counter',
  '/embed/map',
  '/robots.txt',
  '/sitemap-index.xml',
  '/sitemap-pages.xml',
  '/sitemap-texts.xml',
])
const PATTERN =
  /^\/(convention\/(chapters|guide)\/[1-9]|(convention|declaration)\/guide|signatories\/([A-Z]{2}(\/feed\.xml)?|organisations\/[1-9]\d{0,9}))$/

/** Pages of the texts. Only those that are there are kept, so they are as many as the texts have. */
const PLACE = '(text|preamble|closing|rights|(articles|chapters|annexes)/\\w{1,24})'
const VERSION = '\\d[\\d.]{0,10}/[A-Za-z][A-Za-z0-9-]{0,34}'
const READING = new RegExp(
  `^/(convention|declaration)/(${PLACE}|${VERSION}(/${PLACE}(/(compare|beside)/[\\w.-]{1,35})?)?)$`,
)
/** Pages about something else that show no more of the register than how many have signed. */
const BESIDE =
  /^\/(about|privacy|(convention|declaration)(\/guide)?|convention\/(people|(chapters|guide)\/[1-9]))$/

/**
 * What makes a page old: a change of the register, which it shows; time, because it tells of the
 * register beside something else; or nothing but the settings.
 */
export function agesBy(key: string): 'register' | 'time' | 'settings' {
  if (BESIDE.test(key)) return 'time'
  return READING.test(key) ? 'settings' : 'register'
}
/** True for the few pages that are always made, however busy the process is. */
export const isFixed = (key: string): boolean => FIXED.has(key)

/** The parameters that an address reads; others are dropped, so that they cannot multiply pages. */
const PARAMETERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/signatories(?!.*\/feed\.xml$)/, ['q', 'country', 'kind', 'text', 'type', 'cursor']],
  [/^\/api\/v1\/signatories\.json$/, ['cursor']],
  [/^\/api\/v1\/history\.json$/, ['by', 'country', 'from']],
]
const DATA = /^\/api\/v1\/(signatories|history)\.json$/
/** These are made for each text, colours and language; nothing else in their address matters. */
const EMBEDDED = /^\/(badge\.svg|embed\/(counter|map))$/
const LONGEST = 300

/**
 * @returns path, with the parameters that matter in one order; undefined for what is not hot.
 * Nothing but method and address is looked at: such a page reads nothing else of its visitor.
 */
export function hotKey({ method, url = '' }: IncomingMessage): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  if (!FIXED.has(path) && ![PATTERN, READING, DATA].some((one) => one.test(path))) return undefined
  if (mark === -1) return path
  // Answers about oneself are looked at once and kept nowhere.
  if (path === '/convention/people') return undefined
  if (EMBEDDED.test(path)) return path + queryOf(readOptions(new URLSearchParams(url.slice(mark))))
  const names = PARAMETERS.find(([of]) => of.test(path))?.[1]
  if (!names) return path
  if (url.length > LONGEST) return undefined
  const given = new URLSearchParams(url.slice(mark + 1))
  const kept = new URLSearchParams()
  for (const name of names) {
    const value = given.get(name)
    if (value) kept.set(name, value)
  }
  return kept.size > 0 ? `${path}?${kept}` : path
}

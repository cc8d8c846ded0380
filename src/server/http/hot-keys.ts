/** Which requests are answered from memory, and under which key. */
import type { IncomingMessage } from 'node:http'

const FIXED = new Set([
  '/',
  '/convention',
  '/convention/people',
  '/declaration',
  '/about',
  '/privacy',
  '/signatories',
  '/map',
  '/api/v1/counts.json',
  '/robots.txt',
  '/sitemap-index.xml',
  '/sitemap-pages.xml',
])
const PATTERN =
  /^\/(convention\/chapters\/[1-9]|signatories\/([A-Z]{2}|organisations\/[1-9]\d{0,9}))$/
/** True for the few pages that are always made, however busy the process is. */
export const isFixed = (key: string): boolean => FIXED.has(key)

/** The parameters that the register reads; others are dropped, so that they cannot multiply pages. */
const PARAMETERS = ['q', 'country', 'kind', 'text', 'type', 'cursor']
const LONGEST = 300

/**
 * @returns path, with the parameters that matter in one order; undefined for what is not hot.
 * Nothing but method and address is looked at: such a page reads nothing else of its visitor.
 */
export function hotKey({ method, url = '' }: IncomingMessage): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  if (!FIXED.has(path) && !PATTERN.test(path)) return undefined
  if (mark === -1) return path
  // Answers about oneself are looked at once and kept nowhere.
  if (path === '/convention/people') return undefined
  if (!path.startsWith('/signatories')) return path
  if (url.length > LONGEST) return undefined
  const given = new URLSearchParams(url.slice(mark + 1))
  const kept = new URLSearchParams()
  for (const name of PARAMETERS) {
    const value = given.get(name)
    if (value) kept.set(name, value)
  }
  return kept.size > 0 ? `${path}?${kept}` : path
}

/**
 * Visits a public web page that somebody named: each hop is checked anew (scheme, port, name, every
 * address that DNS gives) and connects to the address that was checked. Bounded in hops, bytes
 * and time. Nothing is sent that is not in ask.ts.
 */
import { isIP } from 'node:net'
import { ask, type Reply } from './ask.ts'
import { registrableDomain } from './domains.ts'
import { lookUp } from './look-up.ts'
import { codeOf, type Outside } from './outside.ts'

export type Forbidden = 'scheme' | 'credentials' | 'name' | 'address' | 'redirects'
export type Visit =
  | { outcome: 'answered'; url: string; status: number; body: string }
  | { outcome: 'forbidden'; url: string; why: Forbidden }
  /** `trouble`: code of the system's error */
  | { outcome: 'failed'; url: string; trouble: string }

const MOST_REDIRECTS = 5
const MILLISECONDS = 10_000

/** @param stay when true, redirects may not lead to another registrable domain */
export async function visit(
  outside: Outside,
  address: string,
  signal: AbortSignal,
  { stay = false } = {},
): Promise<Visit> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(MILLISECONDS)])
  const home = domainOf(address)
  let url = address
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const reply = await hop(outside, url, within)
    if ('outcome' in reply) return reply
    if (!isRedirect(reply)) return { outcome: 'answered', url, ...reply }
    if (!URL.canParse(reply.location, url)) return forbidden(url, 'name')
    url = new URL(reply.location, url).href
    if (stay && domainOf(url) !== home) return forbidden(url, 'redirects')
  }
  return forbidden(url, 'redirects')
}

async function hop(outside: Outside, given: string, signal: AbortSignal): Promise<Visit | Reply> {
  const url = new URL(given)
  const wrong = wrongWith(url)
  if (wrong) return forbidden(given, wrong)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const found = await lookUp(outside, url.hostname, port)
  if ('forbidden' in found) return forbidden(given, 'address')
  if ('trouble' in found) return { outcome: 'failed', url: given, trouble: found.trouble }
  let trouble = ''
  for (const address of found.addresses) {
    try {
      return await ask(outside, url, address, signal)
    } catch (error) {
      trouble = codeOf(signal.aborted ? signal.reason : error)
      if (signal.aborted) break
    }
  }
  return { outcome: 'failed', url: given, trouble }
}

/** URL has already brought numbers in every notation into one form; names alone pass here. */
function wrongWith(url: URL): Forbidden | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme'
  if (url.username || url.password) return 'credentials'
  if (isIP(url.hostname.replace(/^\[|\]$/g, ''))) return 'address'
  return registrableDomain(url.hostname) ? undefined : 'name'
}

const forbidden = (url: string, why: Forbidden): Visit => ({ outcome: 'forbidden', url, why })
const isRedirect = (reply: Reply): reply is Reply & { location: string } =>
  [301, 302, 303, 307, 308].includes(reply.status) && reply.location !== undefined
const domainOf = (url: string) => registrableDomain(new URL(url).hostname)

/** The same address by https first, where the port does not say which of the two it is. */
export function httpsFirst(address: string): string[] {
  const url = new URL(address)
  if (url.protocol === 'https:' || url.port) return [address]
  url.protocol = 'https:'
  return [url.href, address]
}

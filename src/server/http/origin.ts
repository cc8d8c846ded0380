import type { IncomingMessage } from 'node:http'

/**
 * The first of two exceptions to what follows: programs that sign what they post. Their signature
 * stands over the body as it came.
 */
const SIGNED = /^\/webhooks\/resend$/

/** True for an address that takes signed posts alone. */
export const takesSigned = (path: string): boolean => SIGNED.test(path)

/**
 * True when an unsafe request comes from a page of this site. Browsers send Origin with every
 * POST; where a privacy setting blanks it, Sec-Fetch-Site tells. Neither can be set by a page of
 * another site. Compared with SITE_URL, never with the Host header, which anybody can write.
 * A client that sends neither (no browser does) is refused.
 */
export function isSameOrigin(req: IncomingMessage, siteUrl: string): boolean {
  const { origin } = req.headers
  if (origin !== undefined && origin !== 'null') return isOurs(origin, new URL(siteUrl))
  return req.headers['sec-fetch-site'] === 'same-origin'
}

/**
 * The second: mail services that unsubscribe for their users with one click (RFC 8058) send no Origin. What they may do stands in the address itself.
 */
const BY_PROGRAMS = [/^\/unsubscribe\/[^/]+$/]

/** True for a request of a program, where programs are expected; a browser says where it comes from. */
export function isExpectedProgram({ headers }: IncomingMessage, path: string): boolean {
  return headers.origin === undefined && BY_PROGRAMS.some((address) => address.test(path))
}

function isOurs(origin: string, site: URL): boolean {
  if (origin === site.origin) return true
  if (!LOOPBACK.test(site.hostname) || !URL.canParse(origin)) return false
  // On one's own machine, localhost and 127.0.0.1 are the same site.
  const { protocol, hostname, port } = new URL(origin)
  return LOOPBACK.test(hostname) && protocol === site.protocol && port === site.port
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

import type { Config } from '../config.ts'

/** Nothing inline, nothing from other hosts, framed by nobody. */
const POLICY = {
  'default-src': "'none'",
  'style-src': "'self'",
  'script-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
}
const policy = (changes: Record<string, string | undefined> = {}): string =>
  Object.entries({ ...POLICY, ...changes })
    .filter(([, sources]) => sources !== undefined)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ')

const FRAMED = /^\/embed\/(counter|map)$/
const FRAMING = /^\/(about\/embed|staff\/mail\/messages|staff\/news\/\d+)$/

/**
 * What a page's own headers say of frames: only what is made for it may stand in pages of others,
 * and only the pages that show such things, or mails as their readers see them, frame any. No page can
 * decide this for itself.
 * @param path without its query
 */
export function framing(path: string): string[] {
  if (FRAMING.test(path)) return ['Content-Security-Policy', policy({ 'frame-src': "'self'" })]
  if (!FRAMED.test(path)) return []
  return [
    // Nothing is said of ancestors: even * would leave out previews of editors, which have no origin.
    ...['Content-Security-Policy', policy({ 'frame-ancestors': undefined })],
    ...['Cross-Origin-Resource-Policy', 'cross-origin'],
  ]
}

/** The headers of every answer (OWASP ASVS 5.0, 3.4): name, value, name, value. */
export function commonHeaders({ siteUrl }: Pick<Config, 'siteUrl'>): string[] {
  return [
    ...['Content-Security-Policy', policy()],
    ...['X-Content-Type-Options', 'nosniff'],
    // A link in a mail holds a token: it goes to no other page.
    ...['Referrer-Policy', 'no-referrer'],
    ...['Cross-Origin-Opener-Policy', 'same-origin'],
    ...['Cross-Origin-Resource-Policy', 'same-origin'],
    ...['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), browsing-topics=()'],
    ...(siteUrl.startsWith('https:')
      ? ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']
      : []),
  ]
}

/** Headers with others laid over them: what a page says of itself wins. */
export function merged(headers: readonly string[], over: readonly string[]): string[] {
  const said = new Set(over.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase()))
  const rest = headers.flatMap((name, i) =>
    i % 2 === 0 && !said.has(name.toLowerCase()) ? [name, headers[i + 1]!] : [],
  )
  return [...over, ...rest]
}

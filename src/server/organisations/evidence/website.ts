/** Does the website answer, and what does it say it is? */
import { registrableDomain } from './domains.ts'
import type { Finding, Result, Subject } from './finding.ts'
import type { Outside } from './outside.ts'
import { httpsFirst, visit, type Visit } from './visit.ts'

const LONGEST_TITLE = 200
/** The server is there, and does not talk to programs. */
const SHUT = [401, 403, 405, 406, 429]
/** Not the network's fault: there is no such name, or its certificate is not its own. */
const DEFINITE = /^(ENOTFOUND|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

export async function lookAtWebsite(
  outside: Outside,
  { website, domain }: Subject,
  signal: AbortSignal,
): Promise<Finding> {
  let seen = await visit(outside, httpsFirst(website)[0]!, signal)
  for (const other of httpsFirst(website).slice(1))
    if (seen.outcome !== 'answered') seen = await visit(outside, other, signal)
  return { kind: 'website', ...told(seen, domain) }
}

function told(seen: Visit, domain: string): Omit<Finding, 'kind'> {
  const { outcome, url } = seen
  if (outcome === 'forbidden') return { result: 'no', seen: { url, forbidden: seen.why } }
  if (outcome === 'failed')
    return {
      result: DEFINITE.test(seen.trouble) ? 'no' : 'unknown',
      seen: { url, trouble: seen.trouble },
      trouble: seen.trouble,
    }
  return {
    result: resultOf(seen.status),
    seen: {
      url,
      status: seen.status,
      secure: url.startsWith('https:'),
      elsewhere: registrableDomain(new URL(url).hostname) !== domain,
      title: titleOf(seen.body),
    },
  }
}

const resultOf = (status: number): Result => (status < 400 || SHUT.includes(status) ? 'yes' : 'no')

/** The title of a page, as text of one line; null when it has none. */
export function titleOf(html: string): string | null {
  const [, title = ''] = /<title[^>]*>([^<]{0,2000})/i.exec(html) ?? []
  const plain = title
    .replace(/&amp;/g, '&')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
  return [...plain].slice(0, LONGEST_TITLE).join('') || null
}

/** Can the domain of the contact's address receive mail at all? RFC 5321, 5.1; RFC 7505. */
import { mailHost } from './domains.ts'
import type { Finding, Subject } from './finding.ts'
import { lookUp } from './look-up.ts'
import { codeOf, isNothing, type Outside } from './outside.ts'

const MOST_SHOWN = 5
const MAIL_PORT = 25

export async function lookAtMail(outside: Outside, { email }: Subject): Promise<Finding> {
  const domain = mailHost(email)
  try {
    const records = await outside.resolver.resolveMx(domain)
    const exchanges = records
      .toSorted((a, b) => a.priority - b.priority)
      .map(({ exchange }) => exchange)
    // A single dot: this domain takes no mail.
    const takes = exchanges.some((exchange) => exchange !== '' && exchange !== '.')
    const seen = { domain, exchanges: exchanges.slice(0, MOST_SHOWN) }
    return { kind: 'mail', result: takes ? 'yes' : 'no', seen }
  } catch (error) {
    if (isNothing(error)) return withoutRecord(outside, domain)
    return { kind: 'mail', result: 'unknown', seen: { domain }, trouble: codeOf(error) }
  }
}

/** Without an MX record, mail goes to the address of the name itself. */
async function withoutRecord(outside: Outside, domain: string): Promise<Finding> {
  const found = await lookUp({ ...outside, mayConnect: () => true }, domain, MAIL_PORT)
  const seen = { domain, exchanges: [] }
  if ('addresses' in found) return { kind: 'mail', result: 'yes', seen }
  if ('trouble' in found && found.trouble !== 'ENOTFOUND')
    return { kind: 'mail', result: 'unknown', seen, trouble: found.trouble }
  return { kind: 'mail', result: 'no', seen }
}

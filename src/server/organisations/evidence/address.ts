/** Does the contact's address belong to the website's domain? Known without asking anybody. */
import type { Context } from '../../context.ts'
import { mailHost, registrableDomain } from './domains.ts'
import type { Finding, Subject } from './finding.ts'
import { providerOf } from './providers.ts'

/** An address where anybody gets one proves nothing, were it at the very same domain. */
export async function lookAtAddress(
  context: Pick<Context, 'database'>,
  { email, domain }: Subject,
): Promise<Finding> {
  const host = mailHost(email)
  const provider = await providerOf(context, host)
  const addressDomain = registrableDomain(host) ?? host
  const belongs = addressDomain === domain && provider === 'own'
  return {
    kind: 'address',
    result: belongs ? 'yes' : 'no',
    seen: { host, addressDomain, websiteDomain: domain, provider },
  }
}

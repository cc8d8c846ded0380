/** Who we are for a passkey (WebAuthn's relying party): SITE_URL alone says it. */
import type { Config } from '../../config.ts'
import { translator } from '../../messages/index.ts'

export type RelyingParty = { id: string; name: string; origins: string[] }

/** Passkeys know no addresses in digits, so this machine is `localhost` to them. */
export function relyingParty({ siteUrl }: Pick<Config, 'siteUrl'>, language: string): RelyingParty {
  const url = new URL(siteUrl)
  const name = translator(language)('site.name')
  if (!LOOPBACK.has(url.hostname)) return { id: url.hostname, name, origins: [url.origin] }
  url.hostname = 'localhost'
  return { id: 'localhost', name, origins: [url.origin] }
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])

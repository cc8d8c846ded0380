/**
 * E-mail addresses: read by RFC 5321 and RFC 6531 (no quoted local parts, no address literals),
 * the domain by UTS 46. Split at the last @ first and each side by its own standard, because
 * compatibility forms turn a full-width ＠ into @.
 */
import { domainToASCII } from 'node:url'
import { applyProviderRules } from './email-providers.ts'

export type EmailProblem = 'missing' | 'form' | 'domain' | 'tooLong'
export type EmailAddress = {
  /** as typed, less surrounding space: mail goes here */
  address: string
  /** made comparable, for uniqueness only */
  key: string
}

const MOST_OCTETS = 254
const MOST_LOCAL_OCTETS = 64
// RFC 5322 atext, and RFC 6531's UTF-8 beyond ASCII: letters, marks, digits and symbols.
const LOCAL =
  /^[\p{L}\p{M}\p{N}\p{S}!#$%&'*+\-/=?^_`{|}~]+(\.[\p{L}\p{M}\p{N}\p{S}!#$%&'*+\-/=?^_`{|}~]+)*$/u
// At the end of a name a dot is the root's; here it is mostly the full stop of a sentence.
const ROOT_DOT = /[.。．｡]$/
const DOMAIN = /^[\p{L}\p{M}\p{N}\-.。．｡・·־׳״‌‍]+$/u

/** Reads an address that somebody typed. */
export function parseEmail(typed: string): EmailAddress | EmailProblem {
  const trimmed = typed.trim()
  if (trimmed === '') return 'missing'
  if (Buffer.byteLength(trimmed) > MOST_OCTETS) return 'tooLong'
  if (!trimmed.isWellFormed()) return 'form'
  const at = trimmed.lastIndexOf('@')
  const local = trimmed.slice(0, at).normalize('NFC')
  if (at < 1 || !isLocalPart(local)) return 'form'
  const typedDomain = trimmed
    .slice(at + 1)
    .replace(ROOT_DOT, '')
    .normalize('NFC')
  const domain = asciiDomain(typedDomain)
  if (!domain) return 'domain'
  return {
    address: `${local}@${typedDomain}`,
    key: applyProviderRules(local.toLowerCase(), domain).normalize('NFC'),
  }
}

function isLocalPart(local: string): boolean {
  if (Buffer.byteLength(local) > MOST_LOCAL_OCTETS || !LOCAL.test(local)) return false
  // A look-alike of @ would read as another address than it is; U+FFFD is what was lost on the way.
  return !/[@\s,;:<>()[\]\\"\uFFFD]/.test(local.normalize('NFKC'))
}

/**
 * The domain in ASCII (UTS 46), lower case, without a root dot; undefined if it cannot receive
 * mail from the internet: one label, an IP address, a label that is too long.
 */
export function asciiDomain(domain: string): string | undefined {
  if (!DOMAIN.test(domain)) return undefined
  const ascii = domainToASCII(domain.normalize('NFC')).replace(/\.$/, '')
  const labels = ascii.split('.')
  if (labels.length < 2 || ascii.length > 253) return undefined
  if (!labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) return undefined
  return /^\d+$/.test(labels.at(-1)!) ? undefined : ascii
}

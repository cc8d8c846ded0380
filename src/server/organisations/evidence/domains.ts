/**
 * Registrable domains by the public suffix list: what one organisation can register, so that two
 * hosts below it are in one hand. Private suffixes count (somebody.github.io is a site of its own),
 * but who runs such a suffix has a site too (github.io).
 */
import { parse } from 'tldts'
import { asciiDomain } from '../../endorsements/email-address.ts'

/** @returns ASCII, lower case; undefined for what is no public name: an address, a lone label, a public suffix */
export function registrableDomain(host: string): string | undefined {
  const ascii = asciiDomain(host)
  if (!ascii) return undefined
  return parse(ascii, { allowPrivateDomains: true }).domain ?? parse(ascii).domain ?? undefined
}

/** The host of an e-mail address, in ASCII. */
export const mailHost = (email: string): string =>
  asciiDomain(email.slice(email.lastIndexOf('@') + 1)) ?? ''

/**
 * The world outside, as evidence may see it: names are asked for here, and connections are made
 * only where this allows. Tests pass one that knows servers on loopback.
 */
import { Resolver } from 'node:dns/promises'
import { isPublicAddress } from './public-address.ts'

export type Outside = {
  resolver: Pick<Resolver, 'resolve4' | 'resolve6' | 'resolveMx' | 'resolveTxt'>
  /** asked for the very address that a connection is made to */
  mayConnect(address: string, port: number): boolean
  /** PEM of a certificate authority that is believed besides those of Node */
  ca?: string
}

const PORTS = new Set([80, 443, 8080, 8443])
const MILLISECONDS = 3000
const TRIES = 2

export const internet = (): Outside => ({
  resolver: new Resolver({ timeout: MILLISECONDS, tries: TRIES }),
  mayConnect: (address, port) => PORTS.has(port) && isPublicAddress(address),
})

/** What DNS says when there is nothing, as against when it does not say. */
export const isNothing = (error: unknown): boolean =>
  ['ENOTFOUND', 'ENODATA'].includes(codeOf(error))

/** The code of a system's error, or its name. */
export function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: string }
  return typeof code === 'string' ? code : (name ?? 'failed')
}

/**
 * An internet of one's own on loopback: a name server, and web servers that are reached by name and
 * port. Nothing of a test leaves the machine: every other address is forbidden.
 */
import { Resolver } from 'node:dns/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { isPublicAddress } from '../../src/server/organisations/evidence/public-address.ts'
import type { Outside } from '../../src/server/organisations/evidence/outside.ts'
import { certificateFor } from './certificate.ts'
import { startNameServer, type NameServer, type Zone } from './dns.ts'

export type Internet = {
  outside: Outside
  zone: Zone
  names: NameServer
  /** Serves on a port of its own. @returns the port */
  serve(listener: RequestListener, secureFor?: string, address?: string): Promise<number>
  close(): Promise<void>
}

/** What tests may connect to: their own servers. All else is judged as the site judges it, and never reached. */
export const onlyLoopback = (address: string): boolean => {
  if (address === '127.0.0.1') return true
  if (isPublicAddress(address)) throw new Error(`a test wants to reach ${address}`)
  return false
}

export const resolverAt = (address: string): Resolver => {
  const resolver = new Resolver({ timeout: 300, tries: 1 })
  resolver.setServers([address])
  return resolver
}

export async function startInternet(): Promise<Internet> {
  const zone: Zone = new Map()
  const names = await startNameServer(zone)
  const authority = certificateFor('authority.example')
  const servers: Server[] = []
  return {
    outside: { resolver: resolverAt(names.address), mayConnect: onlyLoopback, ca: authority.cert },
    zone,
    names,
    async serve(listener, secureFor, address = '127.0.0.1') {
      const server = secureFor
        ? createSecureServer(certificateFor(secureFor, authority), listener)
        : createServer(listener)
      servers.push(server)
      server.listen(0, address)
      await new Promise((resolve) => server.once('listening', resolve))
      return (server.address() as AddressInfo).port
    },
    async close() {
      names.close()
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}

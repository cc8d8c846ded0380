/**
 * Machines that share a libSQL server hand their units to the one that writes. They speak TLS
 * with a key that all derive from SECRET_KEY (RFC 4279): nobody else can listen in or join.
 */
import { hkdfSync } from 'node:crypto'
import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:tls'
import type { Listener } from './writer-link.ts'

const IDENTITY = 'accede'
const CIPHERS = 'ECDHE-PSK-CHACHA20-POLY1305:DHE-PSK-AES256-GCM-SHA384:PSK-AES256-GCM-SHA384'

const psk = (secretKey: string) =>
  Buffer.from(hkdfSync('sha256', secretKey, '', 'accede peers', 32))
const common = { ciphers: CIPHERS, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const

/** Takes units from other machines. @param address host:port of this machine; port 0: any */
export function peerListener(
  address: string,
  secretKey: string,
  onOpen: (address: string) => void,
): (onSocket: (socket: Socket) => void) => Listener {
  const { host, port } = parts(address)
  return (onSocket) => {
    const key = psk(secretKey)
    const server = createServer(
      { ...common, pskCallback: (_, identity) => (identity === IDENTITY ? key : null) },
      onSocket,
    )
    // A stranger that cannot speak is turned away without a word.
    server.on('tlsClientError', (_, socket) => socket.destroy())
    const open = () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          onOpen(
            `${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
          )
          resolve()
        })
      })
    return { server, open }
  }
}

export function connectToPeer(address: string, secretKey: string): Socket {
  return connect({
    ...common,
    ...parts(address),
    pskCallback: () => ({ psk: psk(secretKey), identity: IDENTITY }),
    // There is no certificate: who has the key is known.
    checkServerIdentity: () => undefined,
  })
}

function parts(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':')
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) }
}

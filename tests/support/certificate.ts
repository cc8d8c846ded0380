/** Certificates for servers on loopback (RFC 5280), made by Node alone. */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

export type Certified = { key: string; cert: string; name: string; privateKey: KeyObject }

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'
const ALTERNATIVE_NAME = '2.5.29.17'
const BASIC_CONSTRAINTS = '2.5.29.19'

/** @param by who signs it; without, it signs itself and may sign others */
export function certificateFor(name: string, by?: Certified): Certified {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid(ECDSA_WITH_SHA256))
  const body = sequence(
    tag(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(by?.name ?? name),
    sequence(utc('200101000000Z'), utc('491231000000Z')),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(
      0xa3,
      sequence(
        extension(ALTERNATIVE_NAME, sequence(tag(0x82, Buffer.from(name)))),
        extension(BASIC_CONSTRAINTS, sequence(...(by ? [] : [tag(1, Buffer.from([0xff]))]))),
      ),
    ),
  )
  const signature = sign('sha256', body, by?.privateKey ?? privateKey)
  const der = sequence(body, algorithm, tag(3, Buffer.concat([Buffer.from([0]), signature])))
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    name,
    privateKey,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

function tag(type: number, content: Buffer): Buffer {
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([type, ...size]), content])
}

const sequence = (...parts: Buffer[]) => tag(0x30, Buffer.concat(parts))
const integer = (bytes: Buffer) => tag(2, bytes)
const utc = (time: string) => tag(0x17, Buffer.from(time))
const nameOf = (name: string) =>
  sequence(tag(0x31, sequence(oid(COMMON_NAME), tag(0x0c, Buffer.from(name)))))
const extension = (id: string, content: Buffer) => sequence(oid(id), tag(4, content))

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = rest.flatMap((arc) => {
    const groups = [arc & 127]
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128)
    return groups
  })
  return tag(6, Buffer.from([first * 40 + second, ...bytes]))
}

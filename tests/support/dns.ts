/** A name server on loopback (RFC 1035), as much of one as the site asks. */
import { createSocket } from 'node:dgram'
import { isIPv6, type AddressInfo } from 'node:net'

/** What a name has. A function is asked each time; `SERVFAIL` and `silence` are how servers fail. */
export type Records = {
  A?: string[] | (() => string[])
  AAAA?: string[]
  MX?: [priority: number, exchange: string][]
  TXT?: string[]
  fails?: 'SERVFAIL' | 'silence'
}
export type Zone = Map<string, Records>
export type NameServer = { address: string; asked: string[]; close(): void }

const TYPES = { 1: 'A', 15: 'MX', 16: 'TXT', 28: 'AAAA' } as const
type Type = (typeof TYPES)[keyof typeof TYPES]

export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (query, from) => {
    const { name, type, question } = read(query)
    asked.push(`${type} ${name}`)
    const records = zone.get(name)
    if (records?.fails === 'silence') return
    socket.send(answer(query, question, records, type), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await new Promise((resolve) => socket.once('listening', resolve))
  const { port } = socket.address() as AddressInfo
  return { address: `127.0.0.1:${port}`, asked, close: () => socket.close() }
}

function read(query: Buffer): { name: string; type: Type; question: Buffer } {
  const labels: string[] = []
  let at = 12
  while (query[at]! > 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!))
    at += query[at]! + 1
  }
  const type = TYPES[query.readUInt16BE(at + 1) as keyof typeof TYPES]
  return { name: labels.join('.').toLowerCase(), type, question: query.subarray(12, at + 5) }
}

function answer(query: Buffer, question: Buffer, records: Records | undefined, type: Type): Buffer {
  const code = records === undefined ? 3 : records.fails === 'SERVFAIL' ? 2 : 0
  const found = code === 0 ? dataOf(records!, type) : []
  const header = Buffer.alloc(12)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8580 | code, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(found.length, 6)
  return Buffer.concat([header, question, ...found.map((data) => resource(type, data))])
}

function resource(type: Type, data: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0) // the name that was asked for
  head.writeUInt16BE(Number(Object.entries(TYPES).find(([, name]) => name === type)![0]), 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

function dataOf(records: Records, type: Type): Buffer[] {
  switch (type) {
    case 'A': {
      const addresses = typeof records.A === 'function' ? records.A() : (records.A ?? [])
      return addresses.map((address) => Buffer.from(address.split('.').map(Number)))
    }
    case 'AAAA':
      return (records.AAAA ?? []).map(bytes6)
    case 'MX':
      return (records.MX ?? []).map(([priority, exchange]) =>
        Buffer.concat([Buffer.from([priority >> 8, priority & 255]), nameBytes(exchange)]),
      )
    case 'TXT':
      return (records.TXT ?? []).map((text) =>
        Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]),
      )
  }
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter(Boolean)
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ])
}

/** The sixteen bytes of an IPv6 address, IPv4 at its end included. */
function bytes6(address: string): Buffer {
  if (!isIPv6(address)) throw new Error(address)
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) =>
    [0, 2].map((i) => ((Number(parts[i]) << 8) | Number(parts[i + 1])).toString(16)).join(':'),
  )
  const [head = '', tail] = plain.split('::')
  const groups = (part = '') => (part ? part.split(':') : [])
  const missing = 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

/** Where a request comes from. The one place that reads X-Forwarded-For. */
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'

/**
 * The address of the client: that of the connection, or, behind proxies that are trusted, the
 * last one in X-Forwarded-For that is not itself trusted. What stands left of it is hearsay.
 * @param trusted addresses or CIDR ranges, e.g. 10.0.0.0/8
 */
export function clientAddress(req: IncomingMessage, trusted: readonly string[]): string {
  const direct = plain(req.socket.remoteAddress ?? '')
  if (trusted.length === 0) return direct
  const proxies = proxyList(trusted)
  const hops = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => plain(hop.trim()))
    .filter(Boolean)
  let address = direct
  while (holds(proxies, address) && hops.length > 0) {
    const before = hops.pop()!
    if (!isIP(before)) break
    address = before
  }
  return address
}

/**
 * True for a request of this machine itself. What a proxy passed on is not, even where nobody told
 * the site of that proxy: then its address would be taken for the visitor's.
 */
export function isThisMachine(req: IncomingMessage, trusted: readonly string[]): boolean {
  const passedOn =
    req.headers['x-forwarded-for'] !== undefined || req.headers.forwarded !== undefined
  return !passedOn && networkOf(clientAddress(req, trusted)) === 'loopback'
}

/** The network that limits count by: IPv4 /24, IPv6 /56; `loopback` for this machine. */
export function networkOf(address: string): string {
  if (address === '::1' || address.startsWith('127.')) return 'loopback'
  if (!isIPv6(address)) return address.split('.').slice(0, 3).join('.')
  return expand(address).slice(0, 14)
}

const lists = new Map<string, BlockList>()

function proxyList(trusted: readonly string[]): BlockList {
  const key = trusted.join(',')
  let list = lists.get(key)
  if (!list) {
    lists.set(key, (list = new BlockList()))
    for (const entry of trusted) {
      const [address = '', bits] = entry.split('/')
      const family = isIPv6(address) ? 'ipv6' : 'ipv4'
      if (bits) list.addSubnet(address, Number(bits), family)
      else list.addAddress(address, family)
    }
  }
  return list
}

function holds(list: BlockList, address: string): boolean {
  return isIP(address) > 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** IPv4 in IPv6 clothing is IPv4; a zone is no part of an address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
}

/** All 32 hexadecimal digits of an IPv6 address. */
function expand(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = (part: string) => (part ? part.split(':') : [])
  const after = tail === undefined ? [] : groups(tail)
  const before = groups(head)
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(Math.max(0, missing)).fill('0'), ...after]
    .map((group) => group.padStart(4, '0'))
    .join('')
}

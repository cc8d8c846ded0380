/**
 * Networks as they are kept and compared. Of an address the site keeps the first three bytes of
 * IPv4 or the first seven of IPv6, and no more: `4c00002`, `620010db8000000`. So a range finer
 * than that cannot be told from its neighbours, and is not taken.
 */
import { isIPv4, isIPv6 } from 'node:net'

/** Bits that are kept. */
const KEPT = { 4: 24, 6: 56 } as const
/** A wider range would be a good part of the internet. */
const WIDEST = { 4: 8, 6: 16 } as const

export type Network = {
  /** `4` or `6`, then the digits of the whole bytes of the range */
  from: string
  /** the last one of the range; `from` to `to` are as long as what is kept */
  to: string
  /** prefixes of whole bytes that make up the range */
  prefixes: string[]
}

/** What is kept of a visitor's network (http/client-address.ts); null for this machine itself. */
export function keptNetwork(network: string): string | null {
  if (/^[0-9a-f]{14}$/.test(network)) return `6${network}`
  const bytes = network.split('.')
  if (bytes.length !== 3 || !bytes.every((byte) => /^\d{1,3}$/.test(byte))) return null
  return `4${bytes.map((byte) => Number(byte).toString(16).padStart(2, '0')).join('')}`
}

/** The range as people write it. */
export function writtenNetwork(kept: string): string {
  const bytes = kept.slice(1).match(/../g) ?? []
  if (kept.startsWith('4')) return `${bytes.map((byte) => parseInt(byte, 16)).join('.')}.0/24`
  const groups = `${bytes.join('')}00`.match(/.{4}/g) ?? []
  return `${groups.map((group) => group.replace(/^0{1,3}/, '')).join(':')}::/56`
}

/** Reads a range in CIDR notation; a single address stands for what would be kept of it. */
export function parseNetwork(typed: string): Network | 'form' | 'tooFine' | 'tooWide' {
  const [address = '', length, more] = typed.trim().split('/')
  const version = isIPv4(address) ? 4 : isIPv6(address) ? 6 : undefined
  if (!version || more !== undefined || (length !== undefined && !/^\d{1,3}$/.test(length)))
    return 'form'
  const bits = length === undefined ? KEPT[version] : Number(length)
  if (bits > (version === 4 ? 32 : 128)) return 'form'
  if (bits > KEPT[version]) return 'tooFine'
  if (bits < WIDEST[version]) return 'tooWide'
  return rangeOf(version, digitsOf(version, address).slice(0, KEPT[version] / 4), bits)
}

function rangeOf(version: 4 | 6, digits: string, bits: number): Network {
  const size = BigInt(KEPT[version])
  const free = size - BigInt(bits)
  const first = (BigInt(`0x${digits}`) >> free) << free
  const last = first + (1n << free) - 1n
  const write = (value: bigint) =>
    `${version}${value.toString(16).padStart(KEPT[version] / 4, '0')}`
  const whole = Math.ceil(bits / 8) * 2
  const [from, to] = [write(first), write(last)]
  const low = BigInt(`0x${from.slice(1, 1 + whole)}`)
  const count = Number(BigInt(`0x${to.slice(1, 1 + whole)}`) - low) + 1
  const prefixes = Array.from(
    { length: count },
    (_, i) => `${version}${(low + BigInt(i)).toString(16).padStart(whole, '0')}`,
  )
  return { from, to, prefixes }
}

/** All digits of an address, 8 or 32. */
function digitsOf(version: 4 | 6, address: string): string {
  if (version === 4) return hexOfIPv4(address)
  // An IPv4 address at the end is two groups.
  const plain = address
    .replace(/%.*$/, '')
    .replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => hexOfIPv4(tail).replace(/(.{4})(.{4})/, '$1:$2'))
  const [head = '', tail] = plain.toLowerCase().split('::')
  const groups = (part: string) => (part ? part.split(':') : [])
  const [before, after] = [groups(head), groups(tail ?? '')]
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(missing).fill('0'), ...after]
    .map((group) => group.padStart(4, '0'))
    .join('')
}

const hexOfIPv4 = (address: string) =>
  address
    .split('.')
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join('')

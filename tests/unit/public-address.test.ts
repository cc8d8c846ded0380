/** Which addresses the site may ever connect to on its own. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../src/server/organisations/evidence/public-address.ts'

describe('not public, and so never connected to', () => {
  test.each([
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.100.100.200'],
    ...['100.127.255.255', '127.0.0.1', '127.255.255.254', '169.254.0.1', '169.254.169.254'],
    ...['172.16.0.1', '172.31.255.255', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.1.1'],
    ...['168.63.129.16', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1'],
    ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::ffff:10.0.0.1'],
    ...['::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '100::1'],
    ...['2001::1', '2001:0:53aa:64c:0:0:0:0', '2001:10::1', '2001:20::1', '2001:db8::1'],
    ...['2002:7f00:1::', '2002:a00:1::1', '3fff::1', '5f00::1', '4000::1', 'fc00::1'],
    ...['fd00:ec2::254', 'fdff::1', 'fe80::1', 'fe80::1%eth0', '2600::1%1', 'fec0::1', 'ff02::1'],
    ...['', 'localhost', 'example.org', '1', '2130706433', '0x7f.1', '127.1', '8.8.8', '8.8.8.8 '],
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false))
})

test.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.255.255', '100.128.0.1'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
)
test.each(['2606:4700::1111', '2a00:1450:4001::1', '2001:4860:4860::8888', '2003::1'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
)

test('no IPv4 address becomes public by being written as IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (v4) => {
      for (const prefix of ['::ffff:', '::', '64:ff9b::', '64:ff9b:1::'])
        expect(isPublicAddress(prefix + v4)).toBe(false)
    }),
  )
})

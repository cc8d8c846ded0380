import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { clientAddress, networkOf } from '../../src/server/http/client-address.ts'

/** As node:http gives it: the connection's address, and the header as one string. */
const request = (remoteAddress: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

const CLIENT = '198.51.100.7'

describe('where a request comes from', () => {
  test.each([
    ['nobody is trusted: the connection', '203.0.113.9', CLIENT, [], '203.0.113.9'],
    ['a stranger says something: the stranger', '203.0.113.9', CLIENT, ['10.0.0.1'], '203.0.113.9'],
    ['a trusted proxy: the one before it', '10.0.0.1', CLIENT, ['10.0.0.1'], CLIENT],
    ['a trusted network', '10.3.2.1', CLIENT, ['10.0.0.0/8'], CLIENT],
    ['outside that network', '11.0.0.1', CLIENT, ['10.0.0.0/8'], '11.0.0.1'],
    ['two trusted proxies', '10.0.0.1', `${CLIENT}, 10.0.0.2`, ['10.0.0.0/8'], CLIENT],
    ['a forged start', '10.0.0.1', `1.2.3.4, ${CLIENT}`, ['10.0.0.1'], CLIENT],
    ['a forged loopback', '10.0.0.1', `127.0.0.1, ${CLIENT}`, ['10.0.0.1'], CLIENT],
    [
      'a forged proxy',
      '10.0.0.1',
      `1.2.3.4, 10.0.0.2, ${CLIENT}, 10.0.0.3`,
      ['10.0.0.0/8'],
      CLIENT,
    ],
    ['only proxies: the first of them', '10.0.0.1', '10.0.0.2', ['10.0.0.0/8'], '10.0.0.2'],
    ['no header', '10.0.0.1', undefined, ['10.0.0.1'], '10.0.0.1'],
    ['an empty header', '10.0.0.1', ' , ,', ['10.0.0.1'], '10.0.0.1'],
    ['nonsense', '10.0.0.1', 'unknown', ['10.0.0.1'], '10.0.0.1'],
    ['nonsense before nonsense', '10.0.0.1', `${CLIENT}, x`, ['10.0.0.1'], '10.0.0.1'],
    ['IPv4 in IPv6', '::ffff:10.0.0.1', `::ffff:${CLIENT}`, ['10.0.0.1'], CLIENT],
    ['IPv6 proxy and client', 'fd00::1', '2001:db8::7', ['fd00::/8'], '2001:db8::7'],
    ['a zone', 'fe80::1%eth0', CLIENT, ['fe80::1'], CLIENT],
    ['a proxy on this machine', '127.0.0.1', CLIENT, ['127.0.0.1', '::1'], CLIENT],
  ])('%s', (_, direct, forwarded, trusted, expected) => {
    expect(clientAddress(request(direct, forwarded), trusted)).toBe(expected)
  })

  test('a connection that is gone has no address and harms nobody', () => {
    expect(clientAddress(request(undefined), ['10.0.0.1'])).toBe('')
    expect(networkOf('')).toBe('')
  })
})

describe('the network that limits count by', () => {
  test.each([
    ['192.0.2.1', '192.0.2.254'],
    ['2001:db8:1:2200::1', '2001:db8:1:22ff:ffff:ffff:ffff:ffff'],
    ['2001:db8::1', '2001:0DB8:0000:0000:1::'],
    ['127.0.0.1', '::1'],
    ['127.0.0.1', '127.9.9.9'],
  ])('%s and %s share one', (one, other) => {
    expect(networkOf(one)).toBe(networkOf(other))
  })

  test.each([
    ['192.0.2.1', '192.0.3.1'],
    ['2001:db8:1:2200::1', '2001:db8:1:2300::1'],
    ['::1', '::2'],
    ['127.0.0.1', '128.0.0.1'],
    ['127.0.0.1', '12.7.0.1'],
  ])('%s and %s do not', (one, other) => {
    expect(networkOf(one)).not.toBe(networkOf(other))
  })

  test('only this machine is loopback', () => {
    const loopback = ['127.0.0.1', '::1', '127.1.2.3'].map(networkOf)
    expect(new Set(loopback)).toEqual(new Set(['loopback']))
    for (const other of ['10.0.0.1', '::', '::2', '1::1', '::ffff:1', '', 'loopback.'])
      expect(networkOf(other), other).not.toBe('loopback')
  })
})

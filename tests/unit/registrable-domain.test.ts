/** What belongs together, by the public suffix list. */
import { describe, expect, test } from 'vitest'
import { registrableDomain } from '../../src/server/organisations/evidence/domains.ts'
import { parseWebsite } from '../../src/server/organisations/submit.ts'

describe('the registrable domain', () => {
  test.each([
    ['harbour.example', 'harbour.example'],
    ['www.harbour.example', 'harbour.example'],
    ['WWW.Harbour.Example', 'harbour.example'],
    ['a.b.city.example.co.uk', 'example.co.uk'],
    ['law.uni.ac.nz', 'uni.ac.nz'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['mail.xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['кириллица.рф', 'xn--80apaahia1b8c.xn--p1ai'],
    ['harbour。example', 'harbour.example'],
    // Private suffixes: neighbours are not one.
    ['somebody.github.io', 'somebody.github.io'],
    ['www.somebody.github.io', 'somebody.github.io'],
    ['harbour.blogspot.com', 'harbour.blogspot.com'],
    // … and who runs one has a site as well.
    ['github.io', 'github.io'],
    ['www.ck', 'www.ck'],
  ])('of %s is %s', (host, domain) => expect(registrableDomain(host)).toBe(domain))

  test.each([
    '',
    'localhost',
    'com',
    'co.uk',
    'example',
    '127.0.0.1',
    '[::1]',
    '2130706433',
    'a..b',
  ])('of %s is none', (host) => expect(registrableDomain(host)).toBeUndefined())

  test('is the same for sub and parent, and another for siblings below a suffix', () => {
    expect(registrableDomain('mail.harbour.example')).toBe(registrableDomain('harbour.example'))
    expect(registrableDomain('one.github.io')).not.toBe(registrableDomain('two.github.io'))
    expect(registrableDomain('one.co.uk')).not.toBe(registrableDomain('two.co.uk'))
    expect(registrableDomain('harbour-example.org')).not.toBe(registrableDomain('example.org'))
    // A look-alike in another script is another domain.
    expect(registrableDomain('hаrbour.example')).not.toBe('harbour.example')
  })
})

test.each([
  ...['http://2130706433/', 'http://0x7f000001/', 'http://0177.0.0.1/', 'http://127.1/'],
  ...['http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://１２７.０.０.１/', 'http://0/'],
  ...['http://localhost', 'http://co.uk', 'https://user@harbour.example', 'file:///etc/passwd'],
  ...['gopher://harbour.example', 'http://harbour.example@127.0.0.1/', 'http://127.0.0.1#@x.org'],
])('%s is no website', (typed) => expect(parseWebsite(typed)).toBe('form'))

/** The site visits websites that strangers named: what it never does, and what it sees. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { internet as realInternet } from '../../src/server/organisations/evidence/outside.ts'
import { visit } from '../../src/server/organisations/evidence/visit.ts'
import { lookAtWebsite } from '../../src/server/organisations/evidence/website.ts'
import { resolverAt, startInternet, type Internet } from '../support/internet.ts'

let net: Internet
let hits: string[] = []
let port: number
beforeAll(async () => {
  net = await startInternet()
  port = await net.serve((req, res) => {
    hits.push(`${req.headers.host}${req.url}`)
    res.end('<title>Inside</title>')
  })
  net.zone.set('harbour.example', { A: ['127.0.0.1'] })
})
afterEach(() => {
  hits = []
})
afterAll(() => net.close())

const never = new AbortController().signal
const go = (url: string, stay = false) => visit(net.outside, url, never, { stay })

describe('an address that may not be reached', () => {
  const forms = [
    ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '017700000001'],
    ...[
      '0177.0.0.1',
      '0',
      '0.0.0.0',
      '①②⑦.0.0.1',
      '127。0。0。1',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
    ],
    ...['[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]'],
    ...['[fe80::1]', '[fd00:ec2::254]', '10.0.0.1', '192.168.0.1', '172.16.0.1', '100.64.0.1'],
    ...['169.254.169.254', '168.63.129.16', '224.0.0.1', '255.255.255.255'],
  ]
  test.each(forms)('%s, named in the address itself', async (host) => {
    expect(await go(`http://${host}:${port}/`)).toMatchObject({
      outcome: 'forbidden',
      why: 'address',
    })
    expect(hits).toEqual([])
  })

  test.each(forms)('%s, where a redirect leads', async (host) => {
    const from = await net.serve((_, res) =>
      res
        .writeHead(302, {
          Location: `http://${host.replace(/[^\x21-\x7E]/g, encodeURIComponent)}:${port}/secret`,
        })
        .end(),
    )
    const seen = await go(`http://harbour.example:${from}/`)
    expect(seen).toMatchObject({ outcome: 'forbidden', why: 'address' })
    expect(hits).toEqual([])
  })

  test.each([
    ...[['127.0.0.2'], ['0.0.0.0'], ['10.0.0.1'], ['100.64.0.1'], ['169.254.169.254']],
    ...[['192.168.1.1'], ['172.31.0.1'], ['168.63.129.16'], ['224.0.0.1'], ['240.0.0.1']],
    // One forbidden address among good ones is a trap.
    ...[
      ['127.0.0.1', '10.0.0.1'],
      ['127.0.0.1', '127.0.0.2'],
    ],
  ])('%s, as DNS gives it', async (...A) => {
    net.zone.set('trap.example', { A })
    expect(await go(`http://trap.example:${port}/`)).toMatchObject({
      outcome: 'forbidden',
      why: 'address',
    })
    expect(hits).toEqual([])
  })

  test.each([
    ...['::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', 'fe80::1', 'fd00:ec2::254', 'ff02::1'],
    ...['2002:7f00:1::', '2001:db8::1', '::'],
  ])('%s, as DNS gives it for IPv6', async (AAAA) => {
    net.zone.set('trap.example', { AAAA: [AAAA] })
    expect(await go(`http://trap.example:${port}/`)).toMatchObject({ why: 'address' })
    net.zone.set('trap.example', { A: ['127.0.0.1'], AAAA: [AAAA] })
    expect(await go(`http://trap.example:${port}/`)).toMatchObject({ why: 'address' })
    expect(hits).toEqual([])
  })

  test('loopback, for the site as it is outside of tests', async () => {
    const outside = { ...realInternet(), resolver: resolverAt(net.names.address) }
    const seen = await visit(outside, `http://harbour.example:${port}/`, never)
    expect(seen).toMatchObject({ outcome: 'forbidden', why: 'address' })
    expect(hits).toEqual([])
  })

  test('an unusual port, for the site as it is outside of tests', () => {
    const { mayConnect } = realInternet()
    expect([80, 443, 8080, 8443].map((open) => mayConnect('8.8.8.8', open))).toEqual(
      Array(4).fill(true),
    )
    for (const other of [22, 25, 3306, 5432, 6379, 11211])
      expect(mayConnect('8.8.8.8', other)).toBe(false)
  })

  test.each([
    ['ftp://harbour.example/', 'scheme'],
    ['gopher://harbour.example:70/x', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['http://me:secret@harbour.example/', 'credentials'],
    ['http://localhost/', 'name'],
    ['http://metadata/', 'name'],
    ['http://harbour.example.%00.evil/', 'name'],
  ])('%s, where a redirect leads', async (location, why) => {
    const from = await net.serve((_, res) => res.writeHead(301, { Location: location }).end())
    expect(await go(`http://harbour.example:${from}/`)).toMatchObject({ outcome: 'forbidden', why })
    expect(hits).toEqual([])
  })
})

test('a name whose address changes after it was checked is asked once and reached where it was checked', async () => {
  let asked = 0
  const inside = await net.serve(() => hits.push('inside'), undefined, '127.0.0.2')
  net.zone.set('rebind.example', { A: () => [asked++ === 0 ? '127.0.0.1' : '127.0.0.2'] })
  // Nobody listens at the checked address and this port, so a second question would lead inside.
  const seen = await go(`http://rebind.example:${inside}/`)
  expect(seen).toMatchObject({ outcome: 'failed', trouble: 'ECONNREFUSED' })
  expect(asked).toBe(1)
  expect(hits).toEqual([])
  // Its next look is checked anew.
  expect(await go(`http://rebind.example:${inside}/`)).toMatchObject({ why: 'address' })
})

describe('what is bounded', () => {
  test('redirects: five are followed, each by name; more are not', async () => {
    const chain = await net.serve((req, res) => {
      const left = Number(req.url!.slice(1))
      if (left === 0) res.end('there')
      else res.writeHead(302, { Location: `/${left - 1}` }).end()
    })
    expect(await go(`http://harbour.example:${chain}/5`)).toMatchObject({
      status: 200,
      body: 'there',
    })
    expect(await go(`http://harbour.example:${chain}/6`)).toMatchObject({ why: 'redirects' })
  })

  test('bytes: of an endless page, its beginning', async () => {
    const endless = await net.serve((_, res) => {
      const pour = () => {
        while (!res.destroyed && res.write(Buffer.alloc(16_384, 'x')));
      }
      res.on('drain', pour).on('error', () => {})
      pour()
    })
    const seen = await go(`http://harbour.example:${endless}/`)
    expect(seen).toMatchObject({ outcome: 'answered', status: 200 })
    expect('body' in seen && seen.body.length).toBe(64 * 1024)
  })

  test('time: one that never answers is given up when the site stops', async () => {
    const silent = await net.serve(() => {})
    const stopping = new AbortController()
    const looking = visit(net.outside, `http://harbour.example:${silent}/`, stopping.signal)
    stopping.abort()
    expect(await looking).toMatchObject({ outcome: 'failed', trouble: 'AbortError' })
  })

  test('headers: a flood of them is no answer', async () => {
    const flood = await net.serve((_, res) =>
      res.writeHead(200, { 'X-A': 'x'.repeat(40_000) }).end(),
    )
    expect(await go(`http://harbour.example:${flood}/`)).toMatchObject({ outcome: 'failed' })
  })
})

test('nothing of the site goes along: no cookie, no credentials, no origin', async () => {
  let headers = {}
  const mirror = await net.serve((req, res) => {
    headers = req.headers
    res.setHeader('Set-Cookie', 'a=b').end()
  })
  await go(`http://harbour.example:${mirror}/`)
  await go(`http://harbour.example:${mirror}/`)
  expect(Object.keys(headers).sort()).toEqual(
    ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'].sort(),
  )
})

describe('what is seen of a website', () => {
  const look = (website: string) =>
    lookAtWebsite(
      net.outside,
      { id: 1, email: 'rui@harbour.example', website, domain: 'harbour.example' },
      never,
    )

  test('its title, status, and that it is secure', async () => {
    const secure = await net.serve(
      (_, res) => res.end('<TITLE lang=en> Open\n <b> &amp; Harbour\u202E</TITLE>'),
      'www.harbour.example',
    )
    net.zone.set('www.harbour.example', { A: ['127.0.0.1'] })
    const website = `https://www.harbour.example:${secure}/`
    expect(await look(website)).toEqual({
      kind: 'website',
      result: 'yes',
      seen: { url: website, status: 200, secure: true, elsewhere: false, title: 'Open' },
    })
  })

  test('a certificate of another name is none', async () => {
    const wrong = await net.serve((_, res) => res.end(), 'other.example')
    const seen = await look(`https://harbour.example:${wrong}/`)
    expect(seen).toMatchObject({ result: 'no', trouble: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  test.each([
    [204, 'yes'],
    [403, 'yes'],
    [429, 'yes'],
    [404, 'no'],
    [500, 'no'],
  ])('status %s: %s', async (status, result) => {
    const answering = await net.serve((_, res) => res.writeHead(status).end())
    expect(await look(`http://harbour.example:${answering}/`)).toMatchObject({
      result,
      seen: { status },
    })
  })

  test('that it leads to another domain', async () => {
    net.zone.set('elsewhere.example', { A: ['127.0.0.1'] })
    const leading = await net.serve((_, res) =>
      res.writeHead(302, { Location: `http://elsewhere.example:${port}/` }).end(),
    )
    expect(await look(`http://harbour.example:${leading}/`)).toMatchObject({
      result: 'yes',
      seen: { elsewhere: true, url: `http://elsewhere.example:${port}/` },
    })
  })

  test('no such name: no. A name server or a website that is away: not known', async () => {
    expect(await look('https://nowhere.example/')).toMatchObject({
      result: 'no',
      trouble: 'ENOTFOUND',
    })
    net.zone.set('broken.example', { fails: 'SERVFAIL' })
    expect(await look('https://broken.example/')).toMatchObject({
      result: 'unknown',
      trouble: 'ESERVFAIL',
    })
    net.zone.set('mute.example', { fails: 'silence' })
    expect(await look('https://mute.example/')).toMatchObject({
      result: 'unknown',
      trouble: 'ETIMEOUT',
    })
    const closed = await net.serve(() => {}, undefined, '127.0.0.3')
    expect(await look(`http://harbour.example:${closed}/`)).toMatchObject({
      result: 'unknown',
      trouble: 'ECONNREFUSED',
    })
  })
})

/** Requests that no form of ours makes. */
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillInSign, ana, linkTo } from '../support/people.ts'
import { expectPage, leavingNothing } from '../support/refusals.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, get } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

const form = async () =>
  new URLSearchParams({
    ...ana,
    texts: 'convention',
    formKey: formValues(await get(site, '/sign'))['formKey'],
  } as Record<string, string>).toString()

describe('a method that an address does not take: 405, with those that it takes', () => {
  test.each([
    ['PUT', '/sign', 'GET, HEAD, POST'],
    ['DELETE', '/sign', 'GET, HEAD, POST'],
    ['PATCH', '/sign/organisation', 'GET, HEAD, POST'],
    ['OPTIONS', '/manage', 'GET, HEAD, POST'],
    ['POST', '/', 'GET, HEAD'],
    ['POST', '/signatories', 'GET, HEAD'],
    ['POST', '/sign/sent', 'GET, HEAD'],
    ['DELETE', '/api/v1/counts.json', 'GET, HEAD'],
    ['POST', '/nowhere', 'GET, HEAD'],
  ])('%s %s', async (method, path, allowed) => {
    const answer = await leavingNothing(site, () =>
      get(site, path, { method, headers: { Origin: site.url } }),
    )
    expectPage(answer, 405)
    expect(answer.headers.get('allow')).toBe(allowed)
  })
})

describe('a form that another site posts: 403', () => {
  test.each<[string, Record<string, string>]>([
    ['of another site', { Origin: 'https://evil.example' }],
    ['of a look-alike', { Origin: 'http://127.0.0.1.evil.example' }],
    ['of another port', { Origin: 'http://127.0.0.1:1' }],
    ['of another scheme', { Origin: 'https://127.0.0.1' }],
    ['null', { Origin: 'null' }],
    ['null, from another site', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    [
      'ours, says the other site',
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin', Host: 'evil.example' },
    ],
    ['none', {}],
    ['none, from a sister site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('origin %s', async (_, headers) => {
    const { email } = ana
    await fillInSign(site, { email: 'mine@example.org' })
    const link = await linkTo(site, 'mine@example.org', 'confirm')
    for (const path of ['/sign', '/sign/organisation', '/manage', link]) {
      const answer = await leavingNothing(site, () =>
        get(site, path, {
          method: 'POST',
          headers,
          body: new URLSearchParams({ email: String(email) }),
        }),
      )
      expectPage(answer, 403)
    }
  })

  test('a browser that blanks the origin and says that it is the same is believed', async () => {
    const headers = { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }
    const sent = new URLSearchParams(await form())
    sent.set('email', 'blank@example.org')
    expect((await get(site, '/sign', { method: 'POST', headers, body: sent })).status).toBe(303)
  })
})

describe('an address that cannot be read: 400', () => {
  test.each(['/%', '/signatories/%E0%A4%A', '/confirm/%ff', '/sign%00', '/%2', '/manage/%C0%80'])(
    '%s',
    async (path) => {
      expectPage(await get(site, path), 400)
    },
  )

  test('and one that is no path at all gets an answer too', async () => {
    for (const line of [
      'GET http://evil.example/ HTTP/1.1',
      'OPTIONS * HTTP/1.1',
      'GET //evil.example// HTTP/1.1',
    ])
      expect(await spoken(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 [234]/,
      )
    expect(await spoken('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/)
    expect((await get(site, '/healthz')).status).toBe(200)
  })
})

/** Says something on a connection of its own. */
function spoken(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1', () => socket.write(text))
    let heard = ''
    socket
      .on('data', (chunk) => (heard += chunk))
      .on('close', () => resolve(heard))
      .on('error', reject)
  })
}

test('none of it was an error of ours', () => {
  expect(site.output()).not.toMatch(/"level":(50|60)/)
  expect(site.output()).not.toMatch(/@example|%40/)
})

/** The figures on other sites, over HTTP: headers, hostile addresses, live figures, and who may frame what. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counts, linkTo, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { specimenTexts } from '../support/specimen-site.ts'
import { allStops } from '../support/stops.ts'
import { until } from '../support/until.ts'
import { get, post } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite(specimenTexts())
})
afterAll(() => site.remove())

const FRAMED = ['/embed/counter', '/embed/map']
const figure = async (path: string) => /data-count="(\d+)"/.exec((await get(site, path)).body)?.[1]

describe('What may stand in pages of others', () => {
  test.each(FRAMED)(
    '%s: it says so, sets no cookie, and is kept as every hot page',
    async (path) => {
      const { status, headers } = await get(site, path)
      expect(status).toBe(200)
      expect(headers.get('content-security-policy')).not.toContain('frame-ancestors')
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*script-src 'self'/,
      )
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(headers.get('set-cookie')).toBeNull()
      const etag = headers.get('etag')!
      expect((await get(site, path, { headers: { 'If-None-Match': etag } })).status).toBe(304)
    },
  )

  test('is nothing else: no page in any state, no answer of any kind', async () => {
    const stops = await allStops(site)
    const more = [
      '/embed',
      '/embed/nothing',
      '/badge.svg?x',
      '/oembed',
      '/staff/login',
      '/embed/x/y',
    ]
    const answers = await Promise.all([
      ...stops.map(async ({ name, path, answer }) => ({
        name,
        answer: answer ?? (await get(site, path)),
      })),
      ...more.map(async (path) => ({ name: path, answer: await get(site, path) })),
    ])
    expect(answers.length).toBeGreaterThan(50)
    for (const { name, answer } of answers) {
      const policy = answer.headers.get('content-security-policy') ?? ''
      const isSealed = /frame-ancestors 'none'/.test(policy) || /sandbox/.test(policy)
      expect([name, isSealed]).toEqual([name, true])
    }
  })

  test('goes on working where the frame has no origin: its parts may be loaded from anywhere', async () => {
    const { body } = await get(site, '/embed/counter')
    const parts = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!)
    expect(parts.length).toBeGreaterThan(3)
    for (const path of parts) {
      const { headers } = await get(site, path)
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, '*'])
      expect([path, headers.get('cross-origin-resource-policy')]).toEqual([path, 'cross-origin'])
    }
  })
})

describe('The counter', () => {
  test('shows the same figures as the open data, for each text', async () => {
    await sign(site, { email: 'both@example.org', texts: ['convention', 'declaration'] })
    await sign(site, { email: 'short@example.org', texts: ['declaration'] })
    await until(
      async () => (await figure('/embed/counter')) === String((await counts(site)).total),
      'the total',
    )
    const { byText } = await counts(site)
    expect(await figure('/embed/counter?text=convention')).toBe(String(byText.convention))
    expect(await figure('/embed/counter?text=declaration')).toBe(String(byText.declaration))
  })

  test('follows who signs and who leaves', async () => {
    const before = (await counts(site)).total
    await sign(site, { email: 'leaves@example.org' })
    await until(async () => (await figure('/embed/counter')) === String(before + 1), 'one more')
    await post(site, `${await linkTo(site, 'leaves@example.org', 'manage')}/withdrawal`, {})
    await until(async () => (await figure('/embed/counter')) === String(before), 'one less')
  })

  test.each([
    '?text=nothing&theme=pink&lang=tlh&size=huge',
    '?text=%3Cscript%3Ealert(1)%3C/script%3E',
    `?theme=${'x'.repeat(3000)}`,
    '?text=convention&text=declaration&theme=',
    '?%00',
  ])('leaves out what it does not know: %s', async (query) => {
    for (const path of FRAMED) {
      const { status, body } = await get(site, path + query)
      expect(status).toBeLessThan(500)
      expect(body).not.toContain('alert(1)')
      if (status === 200) expect(body).toContain('<html lang="en" dir="ltr"')
    }
  })

  test('takes the colours that were chosen', async () => {
    expect((await get(site, '/embed/map?theme=dark')).body).toContain('data-theme="dark"')
    expect((await get(site, '/embed/map')).body).not.toContain('data-theme')
  })
})

describe('The element', () => {
  test('is under 5 KB, for any site, and tells where it comes from by itself', async () => {
    const { status, headers, body } = await get(site, '/embed/accede.js')
    expect(status).toBe(200)
    expect(Buffer.byteLength(body)).toBeLessThan(5 * 1024)
    expect(gzipSync(body).length).toBeLessThan(1500)
    expect(headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(body).not.toContain(site.url)
  })
})

describe('The badge', () => {
  test('is a picture of the figure, which may stand anywhere and runs nothing', async () => {
    const { total } = await counts(site)
    const { headers, body } = await get(site, '/badge.svg?theme=light')
    expect(headers.get('content-type')).toMatch(/^image\/svg\+xml/)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(headers.get('etag')).toBeTruthy()
    await until(
      async () => (await get(site, '/badge.svg')).body.includes(`: ${total}</title>`),
      'the total',
    )
    expect(body).not.toMatch(/<script|<text|href/)
  })
})

describe('oEmbed', () => {
  test('is found from the pages that can be embedded, in both formats', async () => {
    for (const path of ['/', '/map', '/convention', '/declaration']) {
      const { body } = await get(site, path)
      const links = [...body.matchAll(/<link rel="alternate" type="([^"]*oembed)" href="([^"]*)"/g)]
      expect(links.map(([, type]) => type)).toEqual(['application/json+oembed', 'text/xml+oembed'])
      for (const [, type, href] of links) {
        const address = href!.replaceAll('&#38;', '&').replaceAll('&amp;', '&')
        const answer = await get(site, address.slice(site.url.length))
        expect([path, type, answer.status]).toEqual([path, type, 200])
        expect(answer.headers.get('content-type')).toContain(type!.replace('+oembed', ''))
      }
    }
    expect((await get(site, '/sign')).body).not.toContain('oembed?')
  })

  test.each([
    ['', 400],
    ['?url=https://elsewhere.example/', 404],
    ['?url=%00', 404],
    [`?url=${'x'.repeat(8000)}`, 404],
    ['?format=yaml', 501],
  ])('says what is wrong with %s', async (query, status) => {
    const answer = await get(site, `/oembed${query}`)
    expect(answer.status).toBe(status)
    expect(answer.body.length).toBeGreaterThan(20)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
  })
})

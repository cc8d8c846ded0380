import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ana, sign } from '../support/people.ts'
import { startSite, type Site } from '../support/site.ts'
import { formValues, get, post, type Answer } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite({ WORKERS: '0' })
})
afterAll(() => site.remove())

/** Without the decoding that fetch does by itself. */
function raw(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, site.url), { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject).end()
  })
}

/** Which page an ETag stands for; what follows is coding and effort. */
const shown = ({ headers }: Answer) => headers.get('etag')?.slice(0, 23)

describe('A reader of public pages', () => {
  test.each([
    '/',
    '/convention',
    '/convention/chapters/5',
    '/signatories',
    '/map',
    '/api/v1/counts.json',
  ])('gets %s compressed as asked, the same bytes in each coding', async (path) => {
    const [br, gzip, plain] = await Promise.all([
      raw(path, { 'Accept-Encoding': 'gzip, br' }),
      raw(path, { 'Accept-Encoding': 'gzip' }),
      raw(path, { 'Accept-Encoding': 'br;q=0, gzip;q=0' }),
    ])
    expect([br, gzip, plain].map(({ headers }) => headers['content-encoding'])).toEqual([
      'br',
      'gzip',
      undefined,
    ])
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true)
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true)
    expect(new Set([br, gzip, plain].map(({ headers }) => headers['etag'])).size).toBe(3)
    expect(br.headers['vary']).toBe('Accept-Encoding')
    expect(br.headers['cache-control']).toMatch(
      /s-maxage=\d+.*stale-while-revalidate=\d+.*stale-if-error=\d+/,
    )
    expect(br.headers['set-cookie']).toBeUndefined()
  })

  test('who has the page already gets 304 and no body', async () => {
    const first = await get(site, '/signatories')
    const again = await get(site, '/signatories', {
      headers: { 'If-None-Match': first.headers.get('etag')! },
    })
    expect(again).toMatchObject({ status: 304, body: '' })
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
  })

  test('asks with HEAD and gets the same headers without a body', async () => {
    const [head, full] = [await get(site, '/about', { method: 'HEAD' }), await get(site, '/about')]
    const named = ({ headers }: Answer) =>
      ['content-type', 'cache-control', 'vary'].map((name) => headers.get(name))
    expect(head).toMatchObject({ status: 200, body: '' })
    expect(named(head)).toEqual(named(full))
    expect(shown(head)).toBe(shown(full))
  })

  test('sees a confirmed signature at once, though the page was kept', async () => {
    await get(site, '/signatories')
    await get(site, '/')
    await sign(site, { name: 'Wangari Otieno', email: 'wangari@example.org', country: 'KE' })
    expect((await get(site, '/signatories')).body).toContain('Wangari Otieno')
    expect((await get(site, '/')).body).toContain('Wangari Otieno')
    expect((await get(site, '/signatories/KE')).body).toContain('Wangari Otieno')
  })

  test('cannot multiply pages with parameters that mean nothing', async () => {
    const [plain, padded] = [
      await get(site, '/signatories'),
      await get(site, '/signatories?utm_source=x&cursor=&z=1'),
    ]
    expect(shown(padded)).toBe(shown(plain))
  })

  test('is never shown a form of somebody else', async () => {
    const key = ({ body }: Answer) => /name="formKey"[^>]*value="([^"]+)"/.exec(body)?.[1]
    for (const form of ['/sign', '/sign/organisation']) {
      const [one, two] = [await get(site, form), await get(site, form)]
      expect(one.headers.get('cache-control')).toBe('private, no-cache')
      expect(key(one)).toMatch(/^[\w-]{16}\.\w+\.[\w-]+$/)
      expect(key(one)).not.toBe(key(two))
    }
  })

  test('is not given what somebody else has typed into the form', async () => {
    const typed = {
      ...formValues(await get(site, '/sign')),
      ...ana,
      name: 'Kwame Nkosi',
      country: '',
    }
    const answer = await post(site, '/sign', typed)
    expect(answer.body).toContain('Kwame Nkosi')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await get(site, '/sign')).body).not.toContain('Kwame Nkosi')
  })
})

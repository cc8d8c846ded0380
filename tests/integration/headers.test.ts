import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSite, type Site } from '../support/site.ts'
import { get, post, type Answer } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.remove())

describe('every answer, of whatever kind, is guarded by its headers', () => {
  const answers: [string, () => Promise<Answer>][] = [
    ['a page', () => get(site, '/')],
    ['a form', () => get(site, '/sign')],
    ['data', () => get(site, '/api/v1/counts.json')],
    ['a picture', () => get(site, '/icon.svg')],
    ['a redirection', () => get(site, '/signatories/pt')],
    ['a slash too many', () => get(site, '/sign/')],
    ['400', () => get(site, '/%')],
    ['403', () => post(site, '/sign', {}, { headers: { Origin: 'https://evil.example' } })],
    ['404', () => get(site, '/nowhere')],
    ['405', () => post(site, '/', {})],
    ['413', () => post(site, '/sign', { comment: 'x'.repeat(70_000) })],
    [
      '415',
      () =>
        post(site, '/sign', {}, { body: '{}', headers: { 'Content-Type': 'application/json' } }),
    ],
    ['422', () => post(site, '/sign', {})],
    ['a link that does not work', () => get(site, '/confirm/x')],
    ['health', () => get(site, '/healthz')],
    ['readiness', () => get(site, '/readyz')],
    ['figures', () => get(site, '/metrics')],
  ]
  test.each(answers)('%s', async (_, ask) => {
    const { headers } = await ask()
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/)
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('geolocation=()')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  test('and a form is stored by its reader alone, what was typed or refused by nobody', async () => {
    expect((await get(site, '/sign')).headers.get('cache-control')).toContain('private')
    for (const answer of [
      await post(site, '/sign', {}),
      await get(site, '/confirm/x'),
      await post(site, '/manage', { email: 'a@example.org' }),
    ])
      expect(answer.headers.get('cache-control')).toContain('no-store')
  })
})

test('a proxy closes idle connections before the site does', async () => {
  const kept = async (from: Site) => (await get(from, '/')).headers.get('keep-alive')
  expect(await kept(site)).toBe('timeout=10')
  const behind = await startSite({ TRUST_PROXY: '127.0.0.1' })
  expect(await kept(behind)).toBe('timeout=75')
  await behind.remove()
})

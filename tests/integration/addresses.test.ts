import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectPage } from '../support/refusals.ts'
import { everybody, startSiteWithRegister, type Signatory } from '../support/register.ts'
import type { Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSiteWithRegister()
})
afterAll(() => site.remove())

const PAGES = [
  '/',
  '/convention',
  '/convention/people',
  '/convention/chapters/1',
  '/convention/chapters/8',
  '/declaration',
  '/sign',
  '/sign/organisation',
  '/sign/sent',
  '/manage',
  '/signatories',
  '/signatories/PT',
  '/map',
  '/about',
  '/privacy',
]

describe('a reader opens an address of the site', () => {
  test.each(PAGES)('%s: a page, and HEAD says the same without it', async (path) => {
    const page = await get(site, path)
    expectPage(page, 200)
    const head = await get(site, path, { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, body: '' })
    for (const name of ['content-type', 'cache-control', 'content-security-policy'])
      expect(head.headers.get(name), name).toBe(page.headers.get(name))
  })

  test.each([
    '/nowhere',
    '/signatories/ZZ',
    '/signatories/Portugal',
    '/signatories/P',
    '/signatories/__proto__',
    '/convention/chapters/9',
    '/convention/chapters/0',
    '/convention/chapters/x',
    '/refused/500',
    '/refused/404',
    '/confirm',
    '/manage/x/y',
    '/.env',
    '/.git/config',
    '/data/accede.db',
    '/src/server/main.ts',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/../../package.json',
    '/wp-login.php',
    '/api/v1/nothing',
  ])('%s: there is no such page, with ways on', async (path) => {
    const answer = await get(site, path)
    expectPage(answer, 404)
    expect(answer.body).toContain('href="/')
    expect(answer.body).not.toMatch(/root:|"dependencies"|import /)
  })

  test.each([
    ['/signatories/pt', '/signatories/PT'],
    ['/signatories/xK', '/signatories/XK'],
    ['/signatories/', '/signatories'],
    ['/sign/?a=1', '/sign?a=1'],
    ['//evil.example/', '/evil.example'],
    ['/\\evil.example/', '/evil.example'],
    ['///evil.example///', '/evil.example'],
  ])('%s: 308 to %s', async (path, target) => {
    const answer = await get({ url: site.url }, `${site.url}${path}`)
    expect(answer.status).toBe(308)
    expect(new URL(answer.location!, site.url).href).toBe(`${site.url}${target}`)
  })
})

describe('a researcher reads /api/v1/counts.json', () => {
  test('and finds exactly the figures of the contract', async () => {
    const { status, headers, body } = await get(site, '/api/v1/counts.json')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    const counts = JSON.parse(body)
    const count = (keep: (one: Signatory) => boolean) => everybody.filter(keep).length
    const byCountry = ['PT', 'BR', 'XK'].map((code) => ({
      country: code,
      individuals: count(({ country, kind }) => country === code && kind === 'individual'),
      organisations: count(({ country, kind }) => country === code && kind === 'organisation'),
    }))
    expect(counts).toEqual({
      asOf: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      total: everybody.length,
      individuals: 126,
      organisations: 9,
      countries: 3,
      byText: {
        convention: count(({ texts }) => texts.includes('convention')),
        declaration: count(({ texts }) => texts.includes('declaration')),
      },
      byCountry: expect.arrayContaining(byCountry),
    })
    expect(counts.byCountry).toHaveLength(3)
    expect(Object.keys(counts)).toEqual([
      'asOf',
      'total',
      'individuals',
      'organisations',
      'countries',
      'byText',
      'byCountry',
    ])
    expect(Math.abs(Date.parse(counts.asOf) - Date.now())).toBeLessThan(60_000)
  })
})

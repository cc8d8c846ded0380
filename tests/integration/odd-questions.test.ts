/** Questions to the register that nobody meant to be answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSiteWithRegister } from '../support/register.ts'
import type { Site } from '../support/site.ts'
import { get } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSiteWithRegister()
})
afterAll(() => site.remove())

const namesOn = (body: string) =>
  [...body.matchAll(/<bdi[^>]*>([^<]+)<\/bdi>/g)].map(([, name]) => name!)

describe('a filter that makes no sense is left out', () => {
  test.each([
    'country=ZZ',
    'country=Portugal',
    'country=',
    'kind=robot',
    'kind=individual%27--',
    'text=protocol',
    'text=__proto__',
    'cursor=abc',
    'cursor=-5',
    'cursor=0',
    'cursor=1.5',
    'cursor=99999999999999999999',
    'cursor=NaN',
    'q=',
    'q=%20%20',
    'page=7',
    '__proto__=x&constructor=y',
    '&&&=&',
    'country[]=PT',
  ])('?%s', async (query) => {
    const { status, body } = await get(site, `/signatories?${query}`)
    expect(status).toBe(200)
    expect(namesOn(body)).toEqual(namesOn((await get(site, '/signatories')).body))
  })
})

describe('whatever is searched for', () => {
  test.each([
    '"',
    '""',
    '*',
    'a*',
    'NEAR(a b)',
    'name:person',
    'person OR harbour',
    'person AND',
    'NOT',
    '-person',
    '(',
    ')',
    '{}',
    '^person',
    'a"b',
    "'; drop table endorsements; --",
    '%',
    '%%',
    '_',
    '\\',
    '\0',
    '🙂',
    '\u0301',
    '𞤀𞤣𞤤',
    'ं',
    '王',
    'ـ',
    '\uD800',
    'x'.repeat(5000),
    'a '.repeat(500),
    '<script>alert(1)</script>',
  ])('%j: a page, and no error', async (q) => {
    const { status, body } = await get(
      site,
      `/signatories?q=${encodeURIComponent(q.toWellFormed())}`,
    )
    expect(status).toBe(200)
    expect(body.replace(/"[^"]*"/g, '')).not.toContain('<script>alert')
  })

  test('nothing of it was an error of ours', () => {
    expect(site.output()).not.toMatch(/"level":(50|60)/)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everybody, startSiteWithRegister, type Signatory } from '../support/register.ts'
import type { Site } from '../support/site.ts'
import { decode, get } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSiteWithRegister()
})
afterAll(() => site.remove())

const namesOn = (body: string) =>
  [...body.matchAll(/<bdi[^>]*>([^<]+)<\/bdi>/g)].map(([, name]) => name!)

/** Follows "older signatures" from page to page, as a reader does. */
async function readAll(path: string): Promise<{ names: string[]; pages: number }> {
  const names: string[] = []
  let pages = 0
  for (let next: string | undefined = path; next; pages++) {
    const { status, body } = await get(site, next)
    expect(status).toBe(200)
    names.push(...namesOn(body))
    next = decode(/<a href="([^"]*)" rel="next"/.exec(body)?.[1])
  }
  return { names, pages }
}
const expected = (keep: (one: Signatory) => boolean) =>
  everybody
    .filter((one) => one.listed && keep(one))
    .map(({ name }) => name)
    .sort()

describe('a reader goes through the register', () => {
  test.each<[string, (one: Signatory) => boolean]>([
    ['/signatories', () => true],
    ['/signatories/PT', ({ country }) => country === 'PT'],
    ['/signatories?country=PT', ({ country }) => country === 'PT'],
    ['/signatories?country=xk', ({ country }) => country === 'XK'],
    ['/signatories?country=IS', () => false],
    ['/signatories?kind=individual', ({ kind }) => kind === 'individual'],
    ['/signatories?kind=organisation', ({ kind }) => kind === 'organisation'],
    ['/signatories?text=declaration', ({ texts }) => texts.includes('declaration')],
    [
      '/signatories?text=convention&country=BR',
      ({ texts, country }) => texts.includes('convention') && country === 'BR',
    ],
    [
      '/signatories?kind=organisation&country=PT&text=convention',
      ({ kind, texts, country }) =>
        kind === 'organisation' && country === 'PT' && texts.includes('convention'),
    ],
    ['/signatories?q=person', ({ name }) => name.startsWith('Person')],
    ['/signatories?q=HARBOUR', ({ name }) => name.startsWith('Harbour')],
    [
      '/signatories?q=pers&country=PT',
      ({ name, country }) => name.startsWith('Person') && country === 'PT',
    ],
    ['/signatories?q=person&kind=organisation', () => false],
    [
      '/signatories?q=person&text=declaration&country=XK',
      ({ name, texts, country }) =>
        name.startsWith('Person') && texts.includes('declaration') && country === 'XK',
    ],
    ['/signatories?q=person+bc', ({ name }) => name === 'Person bc'],
    ['/signatories?q=nobody', () => false],
  ])('%s: everybody who belongs there, once', async (path, keep) => {
    const { names, pages } = await readAll(path)
    expect(names.toSorted()).toEqual(expected(keep))
    expect(pages).toBe(Math.max(1, Math.ceil(names.length / 50)))
  })

  test('newest first, by number', async () => {
    const { body } = await get(site, '/signatories')
    const numbers = [...body.matchAll(/<td[^>]* class="no[^"]*"[^>]*>\s*([\d,]+)/g)].map(([, n]) =>
      Number(n!.replace(',', '')),
    )
    expect(numbers).toHaveLength(50)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  })

  test('and a link back to the newest keeps the filter', async () => {
    const { body } = await get(site, '/signatories?q=person&country=PT&cursor=40')
    const first = decode(/<a href="([^"]*)" rel="first"/.exec(body)?.[1])!
    expect(new URL(first, site.url).searchParams.get('country')).toBe('PT')
    expect(new URL(first, site.url).searchParams.has('cursor')).toBe(false)
  })

  test('given twice, one of them counts and nothing breaks', async () => {
    const { names } = await readAll('/signatories?country=PT&country=BR')
    expect([
      expected(({ country }) => country === 'PT'),
      expected(({ country }) => country === 'BR'),
    ]).toContainEqual(names.toSorted())
  })
})

/** The text by its addresses: what stands there, what it says of itself, what is near a bad one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { specimenTexts } from '../support/specimen-site.ts'
import { startSite, type Site } from '../support/site.ts'
import { decode, get } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite(specimenTexts())
})
afterAll(() => site.remove())

const page = async (path: string) => (await get(site, path)).body
const textOf = (html: string) => decode(html.replace(/<[^>]+>/g, ' '))!.replace(/\s+/g, ' ')
const canonicalOf = (html: string) => /rel="canonical" href="([^"]*)"/.exec(html)?.[1]
const offers = (html: string) => {
  const list = /<ul class="plain-list nearest">[\s\S]*?<\/ul>/.exec(html)?.[0] ?? ''
  return [...list.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
}

describe('a reader opens the text', () => {
  test.each([
    ['/convention', 'Specimen of a Convention'],
    ['/convention/text', 'Specimen of a Convention'],
    ['/convention/preamble', 'Preamble'],
    ['/convention/chapters/3', 'Chapter III'],
    ['/convention/articles/12', 'Article 12'],
    ['/convention/closing', 'Closing words'],
    ['/convention/annexes/1', 'Annex I'],
    ['/convention/rights', 'Rights and categories'],
    ['/convention/1.0/en', 'Specimen of a Convention'],
    ['/convention/1.0/fr/articles/12', 'Article 12'],
    ['/convention/1.1/en/articles/40bis', 'Article 40bis'],
    ['/declaration', 'Specimen of a Declaration'],
    ['/declaration/2.0/ar', ''],
    ['/convention/1.0/en/articles/12/beside/ar', 'English and Arabic'],
    ['/convention/1.1/en/articles/18/compare/1.0', 'Editions 1.0 and 1.1'],
    ['/convention/1.0/en/text/compare/1.1', 'Editions 1.0 and 1.1'],
  ])('%s: says %s, and that it is a specimen', async (path, words) => {
    const { status, body } = await get(site, path)
    expect(status).toBe(200)
    expect(textOf(body)).toContain(words)
    expect(body).toContain('A specimen.')
    expect(body.match(/<h1/g)).toHaveLength(1)
  })

  test.each(['/convention/guide', '/convention/guide/1', '/declaration/guide'])(
    '%s: the guide stands beside it, and says that it is a guide',
    async (path) => {
      const { status, body } = await get(site, path)
      expect(status).toBe(200)
      expect(body).toContain('It is not the official text')
      expect(canonicalOf(body)).toBe(site.url + path)
    },
  )

  test('every paragraph and point has an address, and one that names edition and language', async () => {
    const body = await page('/convention/articles/8')
    for (const id of ['p1', 'p2', 'p2-a', 'p2-a-i']) expect(body).toContain(`id="${id}"`)
    expect(body).toContain('href="/convention/1.0/en/articles/8#p2"')
  })

  test('has one address for search engines, whichever way it was found', async () => {
    const short = `${site.url}/convention/articles/12`
    expect(canonicalOf(await page('/convention/articles/12'))).toBe(short)
    expect(canonicalOf(await page('/convention/1.0/en/articles/12'))).toBe(short)
    for (const path of ['/convention/1.1/en/articles/12', '/convention/1.0/ar/articles/12'])
      expect(canonicalOf(await page(path))).toBe(site.url + path)
  })

  test('is told when it is not in their language, or not the edition that is signed', async () => {
    const arabic = await page('/convention/1.0/ar/articles/12')
    expect(textOf(arabic)).toContain('This text is in Arabic. Read it in English')
    expect(arabic).toMatch(/<div class="text law" lang="ar" dir="rtl">/)
    expect(textOf(await page('/convention/1.1/en/articles/12'))).toContain(
      'This is edition 1.1. The edition that is signed here is 1.0.',
    )
    expect(await page('/convention/articles/12')).not.toContain('The edition that is signed here')
  })

  test('sees who refers to an article, and which categories it covers', async () => {
    const body = await page('/convention/articles/12')
    expect(body).toMatch(/id="referred"[\s\S]*href="\/convention\/articles\/73#p/)
    expect(textOf(body)).toMatch(/Visitors \(specimen\) by a right of their own/)
    expect(textOf(body)).toMatch(/Students \(specimen\) by what they keep/)
  })

  test('finds in the matrix what is new apart from what is kept, each cell with its articles', async () => {
    const body = await page('/convention/rights')
    const row = body.split('<tr').find((one) => one.includes('Lists (specimen)'))!
    const students = row.split('<td')[3]!
    expect(students).toMatch(
      /class="own"[\s\S]*articles\/40"[\s\S]*class="kept"[\s\S]*articles\/4"/,
    )
  })

  test('reads where two editions differ', async () => {
    const body = await page('/convention/1.1/en/articles/18/compare/1.0')
    expect(body).toMatch(/<del>122<\/del><ins>121<\/ins>/)
    const all = await page('/convention/1.1/en/text/compare/1.0')
    expect(all).toContain('/convention/1.1/en/articles/40bis/compare/1.0')
    expect(textOf(all)).toContain('Article 40bis: A single paragraph, example 4 new')
  })
})

describe('a reader mistypes an address', () => {
  test.each([
    ['/convention/articles/0', ['1', '2', '3']],
    ['/convention/articles/999', ['165', '164', '163']],
    ['/convention/articles/12a', ['12']],
    ['/convention/articles/%EF%BC%91%EF%BC%92', ['12']],
    ['/convention/articles/%D9%A1%D9%A2', ['12']],
    ['/convention/article/12', ['12']],
    ['/convention/Art.12', ['12']],
    ['/convention/articles/12/x', ['12']],
    ['/convention/1.0/en/articles/166', ['165', '164', '163']],
    ['/convention/7.0/en/articles/12', ['12']],
    ['/convention/1.0/xx/articles/12', ['12']],
    ['/convention/articles/none', ['1']],
    ['/convention/articles', ['1']],
    ['/convention/articles/12/beside/ar', ['12']],
    ['/convention/1.0/en/articles/12/beside/en', ['12']],
    ['/convention/1.0/en/articles/12/compare/9.9', ['12']],
  ])('%s: 404, with the nearest', async (path, articles) => {
    const { status, body } = await get(site, path)
    expect(status).toBe(404)
    const found = offers(body).flatMap((href) => /articles\/(\w+)$/.exec(href!)?.[1] ?? [])
    expect(found).toEqual(articles)
    for (const href of offers(body)) expect((await get(site, href!)).status).toBe(200)
  })

  test.each([
    ['/convention/chapters/9', '/convention/chapters/8'],
    ['/convention/chapters/0', '/convention/chapters/1'],
    ['/convention/chapters/iv', '/convention/chapters/4'],
    ['/convention/chapter-2', '/convention/chapters/2'],
    ['/convention/annexes/7', '/convention/annexes/2'],
    ['/declaration/articles/999', '/declaration/articles/'],
    ['/convention/1.0/en/chapters/77', '/convention/1.0/en/chapters/8'],
  ])('%s: offered %s first', async (path, first) => {
    const { status, body } = await get(site, path)
    expect(status).toBe(404)
    expect(offers(body)[0]).toContain(first)
  })

  test.each([
    '/convention/%00',
    '/convention/..%2f..%2fetc',
    `/convention/articles/${'9'.repeat(3000)}`,
    `/convention${'/x'.repeat(500)}`,
    '/convention/articles/12%23p2',
    '/convention/1.0/en/articles/12/compare/%3Cscript%3E',
    '/convention/__proto__',
    '/convention/articles/constructor',
    '/nothing/articles/12',
  ])('%s: no page, and no error of ours', async (path) => {
    expect([400, 404, 414, 431]).toContain((await get(site, path)).status)
    expect(site.output()).not.toMatch(/"level":(50|60)/)
  })
})

/** Search over the texts: what people type, and what they get. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSpecimenContent } from '../../scripts/specimen/content.ts'
import { accede } from '../support/command.ts'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { get } from '../support/visitor.ts'

let content: string
let site: Site
beforeAll(async () => {
  content = mkdtempSync(join(tmpdir(), 'accede-content-'))
  writeSpecimenContent(content)
  site = await startSite({ CONTENT_DIR: content })
})
afterAll(async () => {
  await site.remove()
  rmSync(content, { recursive: true, force: true })
})

const search = (q: string, more = '') =>
  get(site, `/search?q=${encodeURIComponent(q.toWellFormed())}${more}`)
const linksOf = (body: string) =>
  [...body.matchAll(/<h2[^>]*>\s*<a href="([^"]*)"/g)].map(([, path]) => path!)
const marksOf = (body: string) =>
  [...body.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, word]) => word!)

describe('a number leads straight to its place', () => {
  test.each([
    ['12', '/convention/articles/12'],
    ['art 12(2)', '/convention/articles/12#p2'],
    ['Art. 12 (2)', '/convention/articles/12#p2'],
    ['article 12.2', '/convention/articles/12#p2'],
    ['8(2)(a)(i)', '/convention/articles/8#p2-a-i'],
    ['Article 8(2)(z)', '/convention/articles/8#p2'],
    ['المادة ١٢', '/convention/articles/12'],
    ['第12条', '/convention/articles/12'],
    ['Статья 12', '/convention/articles/12'],
    [`12${'(a)'.repeat(60)}`, '/convention/articles/12'],
  ])('%s', async (q, path) => {
    const { status, location } = await search(q)
    expect([status, location]).toEqual([303, path])
  })

  test.each(['999', '2018', 'art', 'article', '0', '12a b', 'chapter 2 of 3'])(
    '%s is searched for as words',
    async (q) => {
      expect((await search(q)).status).toBe(200)
    },
  )
})

describe('words are found', () => {
  test('wherever they stand, and marked there', async () => {
    const { body } = await search('lighthouse')
    expect(linksOf(body)).toContain('/convention/articles/1#p2')
    expect(new Set(marksOf(body))).toEqual(new Set(['lighthouse']))
  })

  test('by their beginning, in capitals, without accents', async () => {
    const same = linksOf((await search('lighthouse')).body)
    for (const q of ['lighth', 'LIGHTHOUSE', 'líghthôuse'])
      expect(linksOf((await search(q)).body), q).toEqual(same)
    expect(marksOf((await search('refugee')).body)).toContain('refugees')
  })

  test('in every language, in its own script and direction', async () => {
    const arabic = (await search('قائمة')).body
    expect(linksOf(arabic)[0]).toMatch(/^\/(convention\/1\.0|declaration\/2\.0)\/ar\/articles\/\d+/)
    expect(arabic).toMatch(/<h2 lang="ar" dir="rtl">/)
    expect(linksOf((await search('défini')).body)).toEqual(linksOf((await search('defini')).body))
  })

  test('as a phrase only where they stand side by side', async () => {
    const paths = async (q: string) => linksOf((await search(q)).body)
    const [phrase, words] = [await paths('"stands after a list"'), await paths('list stands after')]
    expect(phrase.length).toBeGreaterThan(0)
    expect(words.length).toBeGreaterThan(phrase.length - 1)
    expect(await paths('"list a after stands"')).toEqual([])
    expect(await paths('“stands after a list”')).toEqual(phrase)
  })

  test('in guides, which say that they are guides', async () => {
    const { body } = await search('trafficking victims palermo')
    expect(body).toContain('<span>Guide</span>')
    expect(linksOf(body).some((path) => path.startsWith('/convention/guide/'))).toBe(true)
  })

  test('though a letter is wrong, and the page says so', async () => {
    const { body } = await search('lighthuose')
    expect(linksOf(body)).toContain('/convention/articles/1#p2')
    expect(body).toContain('similar ones')
  })

  test('twenty on a page, the rest on further ones', async () => {
    const first = linksOf((await search('paragraph')).body)
    const second = linksOf((await search('paragraph', '&page=2')).body)
    expect([first.length, second.length]).toEqual([20, 20])
    expect(first.filter((path) => second.includes(path))).toEqual([])
    for (const page of ['0', '-1', 'x', '1e9', '99999999999999999999'])
      expect((await search('paragraph', `&page=${page}`)).status).toBe(200)
  })
})

describe('whatever is asked', () => {
  test.each([
    '',
    ' ',
    '"',
    '""',
    '“',
    '()',
    '...',
    '-paragraph',
    'paragraph OR list',
    'AND',
    'title:list',
    '*',
    'a*',
    '\0',
    '\uD800',
    '🙂',
    'ـ',
    '王小明',
    '١٢٣٤٥٦٧',
    '12(((((((((2',
    `12${'a'.repeat(190)}!`,
    `art ${'('.repeat(190)}`,
    `12${' .'.repeat(90)}`,
    'x'.repeat(10_000),
    'a '.repeat(2500),
    '"'.repeat(199),
    '__proto__ constructor toString',
    '<script>alert(1)</script>',
    "'; drop table endorsements; --",
  ])('%j: a page, and no error', async (q) => {
    const { status, body } = await search(q)
    expect(status).toBe(200)
    expect(body.replace(/"[^"]*"/g, '')).not.toContain('<script>alert')
  })

  test('nothing of it was an error of ours, and nothing is kept by anybody', async () => {
    expect(site.output()).not.toMatch(/"level":(50|60)/)
    expect((await search('list')).headers.get('cache-control')).toBe('no-store')
  })

  test('no question names the page for search engines; the page itself is theirs', async () => {
    expect((await search('list')).body).toContain('name="robots" content="noindex"')
    expect((await get(site, '/search')).body).toContain(`rel="canonical" href="${site.url}/search"`)
  })
})

test('while search is paused, numbers still lead to their articles', async () => {
  const set = (value: string) =>
    accede({ DATA_DIR: site.dataDir }, 'settings', 'pause_search', value)
  const isPaused = async () => (await search('lighthouse')).body.includes('Search is paused')
  await set('on')
  await until(isPaused, 'search to be paused')
  expect(linksOf((await search('lighthouse')).body)).toEqual([])
  expect((await search('12(2)')).location).toBe('/convention/articles/12#p2')
  await set('off')
  await until(async () => !(await isPaused()), 'search to go on')
})

/** Texts taken away over HTTP: what is sent, under which name, and how often it is made. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSite, type Site } from '../support/site.ts'
import { parseXml } from '../support/read-back/xml.ts'
import { SMALL_CONTENT } from '../support/texts.ts'

let site: Site
beforeAll(async () => {
  site = await startSite({ CONTENT_DIR: SMALL_CONTENT })
})
afterAll(() => site.remove())

const BASE = '/convention/1.0/en'
const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { headers, redirect: 'manual' })

describe('a reader takes away', () => {
  test.each([
    ['convention.pdf', 'application/pdf', 'convention-1.0-en.pdf', /^%PDF-1\.7/],
    ['convention.epub', 'application/epub+zip', 'convention-1.0-en.epub', /^PK/],
    ['convention.xml', 'application/akn+xml; charset=utf-8', 'convention-1.0-en.xml', /^<\?xml/],
    ['convention.md', 'text/markdown; charset=utf-8', 'convention-1.0-en.md', /^---\nid: "conv/],
    ['convention.json', 'application/json; charset=utf-8', 'convention-1.0-en.json', /^\{/],
    ['chapters/2.pdf', 'application/pdf', 'convention-1.0-en-chapter-2.pdf', /^%PDF/],
    [
      'chapters/2.md',
      'text/markdown; charset=utf-8',
      'convention-1.0-en-chapter-2.md',
      /Chapter II/,
    ],
    ['articles/3.pdf', 'application/pdf', 'convention-1.0-en-article-3.pdf', /^%PDF/],
    [
      'articles/3.xml',
      'application/akn+xml; charset=utf-8',
      'convention-1.0-en-article-3.xml',
      /<portion /,
    ],
    [
      'articles/3.json',
      'application/json; charset=utf-8',
      'convention-1.0-en-article-3.json',
      /"3#p2-a"/,
    ],
  ])('%s', async (path, type, name, begins) => {
    const answer = await ask(`${BASE}/${path}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
    expect(answer.headers.get('content-disposition')).toBe(`inline; filename="${name}"`)
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d+/)
    expect(await answer.text()).toMatch(begins)
  })

  test('and has it still: nothing is sent twice', async () => {
    for (const path of ['convention.pdf', 'articles/3.md']) {
      const etag = (await ask(`${BASE}/${path}`)).headers.get('etag')!
      const again = await ask(`${BASE}/${path}`, { 'If-None-Match': `"other", ${etag}` })
      expect([again.status, await again.text()]).toEqual([304, ''])
      expect((await ask(`${BASE}/${path}`, { 'If-None-Match': '"other"' })).status).toBe(200)
    }
  })

  test('and HEAD does not say that there is nothing', async () => {
    const head = await fetch(`${site.url}${BASE}/convention.epub`, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('content-length')).not.toBe('0')
  })

  test('and is told the page that shows the same', async () => {
    const { headers } = await ask(`${BASE}/articles/3.pdf`)
    expect(headers.get('link')).toBe(`<${site.url}${BASE}/articles/3>; rel="canonical"`)
  })
})

test('a hundred who come at once get one file, made once', async () => {
  const path = `${BASE}/chapters/1.pdf`
  const bodies = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const answer = await ask(path)
      return Buffer.from(await answer.arrayBuffer()).toString('base64')
    }),
  )
  expect(new Set(bodies).size).toBe(1)
  const kept = readdirSync(join(site.dataDir, 'take-away'))
  expect(kept.filter((name) => name.endsWith('chapter-1.pdf'))).toHaveLength(1)
  expect(kept.filter((name) => /\.(making|new)$/.test(name))).toEqual([])
})

test.each([
  'nothing.pdf',
  'declaration.pdf',
  'convention.exe',
  'convention.constructor',
  'articles/0.pdf',
  'articles/99.pdf',
  'articles/3.epub',
  'articles/preamble.pdf',
  'chapters/9.md',
  'chapters/chapter-1.md',
  'annexes/1.pdf',
  'articles/..%2f..%2fpackage.json',
  `articles/${'9'.repeat(300)}.json`,
])('%s is a page that is not there', async (path) => {
  const answer = await ask(`${BASE}/${path}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    404,
    'text/html; charset=utf-8',
  ])
})

test.each([
  '/convention/9.9/en/convention.pdf',
  '/convention/1.0/fr/convention.pdf',
  '/nothing/1.0/en/nothing.pdf',
  '/__proto__/1.0/en/__proto__.json',
])('%s neither', async (path) => {
  expect((await ask(path)).status).toBe(404)
})

test('the EPUB begins with its type, uncompressed, and every file of it is well-formed', async () => {
  const bytes = new Uint8Array(await (await ask(`${BASE}/convention.epub`)).arrayBuffer())
  const head = Buffer.from(bytes.subarray(0, 58)).toString('latin1')
  expect(head.slice(30)).toBe('mimetypeapplication/epub+zip')
  const files = unzipSync(bytes)
  const read = (name: string) => Buffer.from(files[name]!).toString('utf8')
  for (const name of Object.keys(files).filter((one) => /\.(xhtml|opf|xml)$/.test(one)))
    expect(() => parseXml(read(name)), name).not.toThrow()
  const listed = [...read('EPUB/package.opf').matchAll(/<item id="[^"]*" href="([^"]*)"/g)]
  expect(listed.map(([, name]) => `EPUB/${name}`).toSorted()).toEqual(
    Object.keys(files)
      .filter((name) => /^EPUB\/.*\.(xhtml|css)$/.test(name))
      .toSorted(),
  )
})

test('a specimen says in every format that it is one', async () => {
  for (const path of [
    'convention.xml',
    'convention.md',
    'convention.json',
    'articles/3.md',
    'articles/3.xml',
  ])
    expect(await (await ask(`${BASE}/${path}`)).text(), path).toContain('not the official text')
})

describe('a reader cites', () => {
  test('an article, and a point of it, in four styles', async () => {
    const page = await ask(`${BASE}/articles/3/cite?at=p2-a`)
    const body = await page.text()
    expect(page.status).toBe(200)
    for (const style of ['Bluebook', 'OSCOLA', 'APA', 'Chicago'])
      expect(body).toContain(`<h2>${style}`)
    expect(body).toContain('art. 3(2)(a)')
    expect(body).toContain(`href="${BASE}/articles/3/cite.bib?at=p2-a"`)
    expect((await ask(`${BASE}/cite`)).status).toBe(200)
  })

  test.each([
    [
      'articles/3/cite.bib?at=p2-a',
      'application/x-bibtex; charset=utf-8',
      /^@misc\{convention-1\.0-en-art-3-p2-a,/,
    ],
    [
      'articles/3/cite.ris',
      'application/x-research-info-systems; charset=utf-8',
      /^TY {2}- ELEC\r\n/,
    ],
    ['cite.json', 'application/vnd.citationstyles.csl+json; charset=utf-8', /^\[\n/],
  ])('%s for a program', async (path, type, begins) => {
    const answer = await ask(`${BASE}/${path}`)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="convention-1\.0-en/,
    )
    expect(await answer.text()).toMatch(begins)
  })

  test.each([
    'articles/99/cite',
    'articles/3/cite?at=p99',
    'articles/3/cite?at=%22%3E%3Cscript%3E',
    'articles/preamble/cite',
    'articles/3/cite.exe',
    'articles/3/cite.constructor',
  ])('%s is not there', async (path) => {
    expect((await ask(`${BASE}/${path}`)).status).toBe(404)
  })
})

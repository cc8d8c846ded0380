/** An imported text holds no script, says what it is to machines, and bad addresses fill no memory. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSite, type Site } from '../support/site.ts'
import { SMALL_CONTENT } from '../support/texts.ts'
import { get, markupOf, type Answer } from '../support/visitor.ts'

const SCRIPT = '</script><script>alert(1)</script><img src=x onerror=alert(2)>'

/** The small text as if it were official, with a heading and words that want to be markup. */
function hostileContent(): string {
  const root = mkdtempSync(join(tmpdir(), 'accede-hostile-'))
  cpSync(SMALL_CONTENT, root, { recursive: true })
  const folder = join(root, 'convention/1.0/en')
  const edit = (name: string, change: (text: string) => string) =>
    writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')))
  edit('text.json', (text) =>
    text.replace('"specimen"', '"official"').replace('A small text', `A small text ${SCRIPT}`),
  )
  edit('chapter-01.md', (text) =>
    text
      .replace('A paragraph without a number', `A heading ${SCRIPT}`)
      .replace('This article has one paragraph.', `This article ${SCRIPT} has one.`),
  )
  return root
}

let site: Site
beforeAll(async () => {
  site = await startSite({ CONTENT_DIR: hostileContent() })
})
afterAll(() => site.remove())

const PAGES = [
  '/convention',
  '/convention/text',
  '/convention/articles/1',
  '/convention/chapters/1',
]
const dataOf = (body: string) =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)![1]!)

describe('a text that wants to be script', () => {
  test.each(PAGES)('is text on %s', async (path) => {
    const { status, body } = await get(site, path)
    expect(status).toBe(200)
    expect(body).toContain('&lt;script&gt;alert(1)')
    const markup = markupOf({ body } as Answer)
    expect(markup).not.toMatch(/<script>|<img/)
  })
})

describe('a search engine', () => {
  test('finds each page to be legislation that is not in force, with its parts', async () => {
    const whole = dataOf((await get(site, '/convention')).body)
    expect(whole).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Legislation',
      '@id': `${site.url}/convention/1.0/en`,
      legislationLegalForce: 'https://schema.org/NotInForce',
      inLanguage: 'en',
      version: '1.0',
    })
    expect(whole.name).toContain(SCRIPT)
    const article = dataOf((await get(site, '/convention/articles/3')).body)
    expect(article).toMatchObject({
      '@type': 'Legislation',
      name: 'Article 3: A list three levels deep',
      isPartOf: { '@id': whole['@id'] },
    })
  })

  test('finds each page in the sitemap, at its own address, and in other formats', async () => {
    expect((await get(site, '/sitemap-index.xml')).body).toContain('/sitemap-texts.xml')
    const { body } = await get(site, '/sitemap-texts.xml')
    const paths = [...body.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, path]) => path!)
    expect(paths).toContain(`${site.url}/convention/articles/3`)
    for (const path of paths) {
      const page = await get(site, path.slice(site.url.length))
      expect([page.status, page.body.includes(`rel="canonical" href="${path}"`)]).toEqual([
        200,
        true,
      ])
    }
    const page = (await get(site, '/convention/articles/3')).body
    expect(page).toContain(`href="${site.url}/convention/1.0/en/articles/3.xml"`)
  })

  test('finds the register to be a dataset', async () => {
    expect(dataOf((await get(site, '/signatories')).body)).toMatchObject({
      '@type': 'Dataset',
      distribution: expect.arrayContaining([
        expect.objectContaining({ contentUrl: `${site.url}/api/v1/counts.json` }),
      ]),
    })
  })
})

test('hundreds of bad addresses are kept nowhere', async () => {
  const held = async () =>
    Number(
      /^accede_hot_pages_bytes(?:\{[^}]*\})? (\d+)/m.exec((await get(site, '/metrics')).body)?.[1],
    )
  await get(site, '/convention/articles/1')
  const before = await held()
  expect(before).toBeGreaterThan(0)
  const bad = Array.from({ length: 200 }, (_, i) => `/convention/1.0/en/articles/${i + 500}`)
  const answers = await Promise.all(
    bad.map(async (path, i) => (await get(site, i % 2 ? path : `${path}/beside/ar`)).status),
  )
  expect(answers.every((status) => status === 404 || status === 503)).toBe(true)
  expect(await held()).toBeLessThanOrEqual(before * 1.05)
})

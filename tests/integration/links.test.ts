/** Walks every internal link of every page, with the specimen loaded: each leads somewhere. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { specimenTexts } from '../support/specimen-site.ts'
import { startSite, type Site } from '../support/site.ts'
import { decode, get } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite(specimenTexts())
})
afterAll(() => site.remove())

const LANES = 8
const FILE = /\/(articles|chapters)\/\w+\.(pdf|epub|xml|md|json)$|\/cite(\.|\?)/
type Found = { status: number; ids: Set<string>; links: string[] }

async function read(path: string): Promise<Found> {
  const { status, body, location } = await get(site, path)
  const attribute = (name: string) =>
    [...body.matchAll(new RegExp(`<[^>]* ${name}="([^"]*)"`, 'g'))].map(([, value]) =>
      decode(value)!,
    )
  const links = [...body.matchAll(/<(?:a|link|area)\b[^>]*? href="([^"]*)"/g)].map(
    ([, href]) => new URL(decode(href)!, site.url + path).href,
  )
  return { status, ids: new Set(attribute('id')), links: location ? [...links, location] : links }
}

test(
  'every internal link of every page leads to a page, and to a place on it',
  { timeout: 240_000 },
  async () => {
    const pages = new Map<string, Found>()
    const from = new Map<string, string>()
    const waiting = ['/', '/sitemap-index.xml']
    const known = new Set(waiting)
    let files = 0
    const lane = async () => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const found = await read(path)
        pages.set(path, found)
        for (const link of found.links) {
          const { origin, pathname, search } = new URL(link)
          const next = pathname + search
          if (origin !== site.url || known.has(next)) continue
          known.add(next)
          from.set(next, path)
          // There are very many files and citations: every fiftieth is asked for.
          if (!FILE.test(next) || files++ % 50 === 0) waiting.push(next)
        }
      }
    }
    // A lane that runs dry is started again while others still find more.
    while (waiting.length > 0) await Promise.all(Array.from({ length: LANES }, lane))

    const broken = [...pages]
      .filter(([, { status }]) => status >= 400)
      .map(([path]) => `${path} on ${from.get(path)}`)
    expect(broken).toEqual([])
    const astray = [...pages].flatMap(([path, { links }]) =>
      links.flatMap((link) => {
        const { origin, pathname, search, hash } = new URL(link)
        const target = pages.get(pathname + search)
        const id = decodeURIComponent(hash.slice(1))
        return origin === site.url && id && !target?.ids.has(id) ? [`${link} on ${path}`] : []
      }),
    )
    expect(astray).toEqual([])
    console.info(`${pages.size} pages walked`)
    expect(pages.size).toBeGreaterThan(1000)
  },
)

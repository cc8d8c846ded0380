/** One site and one browser for all tests of a file; every page opened must end without complaint. */
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { startBrowser, visit, type Visit } from './browser.ts'
import { startSite, type Site } from './site.ts'
import type { Stop } from './stops.ts'
import type { Answer } from './visitor.ts'

type Environment = Record<string, string>

/** @param prepare the environment of the site, or what makes it ready first */
export function withBrowser(prepare: Environment | (() => Promise<Environment>) = {}) {
  let site: Site
  let browser: Browser
  let visits: Visit[] = []
  beforeAll(async () => {
    const env = typeof prepare === 'function' ? await prepare() : prepare
    ;[site, browser] = await Promise.all([startSite(env), startBrowser()])
  })
  afterEach(async () => {
    const ended = visits
    visits = []
    await Promise.all(ended.map(({ page }) => page.context().close()))
    expect(ended.flatMap(({ complaints }) => complaints)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await site.remove()
  })
  return {
    get site() {
      return site
    },
    /** A new page, as of a new visitor. */
    async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      return this.openStop({ name: path, path }, options)
    },
    /** A page in a state that perhaps only a post leads to. */
    async openStop({ path, answer }: Stop, options: BrowserContextOptions = {}): Promise<Page> {
      const made = await visit(browser, site.url, options)
      visits.push(made)
      if (answer) await made.page.route(site.url + path, (route) => route.fulfill(asServed(answer)))
      await made.page.goto(path)
      return made.page
    },
  }
}

/** The answer as it came, less what was about its way here. */
function asServed({ status, body, headers }: Answer) {
  const kept = [...headers].filter(
    ([name]) => !/^(content-encoding|content-length|transfer-encoding|location)$/.test(name),
  )
  return { status, body, headers: Object.fromEntries(kept) }
}

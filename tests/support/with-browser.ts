/** One site and one browser for all tests of a file; every page opened must end without complaint. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { startBrowser, visit, type Visit } from './browser.ts'
import { startSite, type Site } from './site.ts'
import type { Stop } from './stops.ts'
import { until } from './until.ts'
import type { Answer } from './visitor.ts'

type Environment = Record<string, string>

/**
 * @param prepare the environment of the site, or what makes it ready first
 * @param start another kind of site than one on a file (cluster.ts)
 */
export function withBrowser(
  prepare: Environment | (() => Promise<Environment>) = {},
  start: (env: Environment) => Promise<Site> = startSite,
) {
  let site: Site
  let browser: Browser
  let visits: Visit[] = []
  beforeAll(async () => {
    const env = typeof prepare === 'function' ? await prepare() : prepare
    ;[site, browser] = await Promise.all([start(env), startBrowser()])
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
      const made = await visit(browser, site.url, options)
      visits.push(made)
      await made.page.goto(path)
      return made.page
    },
    /** Shows a page, and again until it has what a change has led to: public pages may be old for a moment. */
    async see(page: Page, path: string, wanted: (page: Page) => Locator): Promise<Locator> {
      await until(async () => {
        await page.goto(path)
        return (await wanted(page).count()) > 0
      }, path)
      return wanted(page)
    },
    /** Goes to every stop in turn, with three pages at a time: hardly slower than with one. */
    async tour(stops: readonly Stop[], work: (page: Page, stop: Stop) => Promise<void>) {
      const waiting = [...stops]
      const lane = async () => {
        const page = await this.open('/icon.svg')
        for (let stop = waiting.shift(); stop; stop = waiting.shift()) {
          await goTo(page, stop)
          await work(page, stop)
        }
      }
      await Promise.all([lane(), lane(), lane()])
    },
  }
}

/** Shows a page, perhaps in a state that only a post leads to. */
async function goTo(page: Page, { path, answer }: Stop): Promise<void> {
  await page.unrouteAll()
  if (answer) {
    const address = new URL(path, page.url()).href
    await page.route(address, (route) => route.fulfill(asServed(answer)))
  }
  await page.goto(path)
}

/** The answer as it came, less what was about its way here. */
function asServed({ status, body, headers }: Answer) {
  const kept = [...headers].filter(
    ([name]) => !/^(content-encoding|content-length|transfer-encoding|location)$/.test(name),
  )
  return { status, body, headers: Object.fromEntries(kept) }
}

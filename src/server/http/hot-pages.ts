/**
 * Hot pages: public pages kept as bytes, already compressed, keyed by address. A page is rendered
 * again when what it shows has changed since, or after ten seconds, by one render at a time; under
 * load at most once a second, one page after the other, and the old bytes are served meanwhile. A
 * render that fails leaves the old bytes. Whoever waits for a render gets quick compression; thorough
 * bytes take its place afterwards. Only pages that read nothing of the visitor are here, and only answers with
 * status 200 that set no cookie and forbid no storing.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { counter, gauge, type Figure } from '../figures.ts'
import type { Leave } from './admission.ts'
import { afterwards } from './afterwards.ts'
import { encodeForAll, QUICK, writeOnce, type Encoded } from './compress.ts'
import { agesBy, hotKey, isFixed } from './hot-keys.ts'
import { hotStore } from './hot-store.ts'
import { oneByOne } from './one-by-one.ts'
import type { Rendered } from './render.ts'

export type Render = (path: string) => Promise<Rendered>

/** Milliseconds after which a page is rendered again though nothing has changed ("as at"). */
const OLDEST = 10_000
/** Milliseconds that earn a page one more render. */
const ONE_RENDER = 1000
/** Renders that a page may have in quick succession, after quiet: then a change shows at once. */
const MOST_AT_ONCE = 4

type HotPage = {
  encoded: Encoded
  version: number
  /** false when only the settings change it */
  ages: boolean
  renderedAt: number
  /** renders that this page may have now; refilled by one a second */
  allowance: number
  refilledAt: number
  rendering: Promise<void> | undefined
}

export type HotPages = {
  /** Answers from memory, or passes on with `false`. */
  answer(req: IncomingMessage, res: ServerResponse): boolean | Promise<boolean>
  /** Bytes held. */
  size(): number
  /** Answers from memory with 200 and with 304, so far. */
  answered(): { full: number; unchanged: number }
  read(): Figure[]
}

export type HotOptions = {
  render: Render
  /** current version of what a page shows */
  version: (key: string) => number
  /** headers of every hot answer, as name, value, name, value */
  headers: readonly string[]
  /** asks for a turn to render; undefined when there is no room. The fixed pages need none */
  admit?: () => Promise<Leave> | undefined
  /** answers whoever there is no place for */
  refuse?: (req: IncomingMessage, res: ServerResponse) => void
  /** counts an answer that is not kept, by its status */
  count?: (status: number) => void
  /** most bytes to hold; the least used go first */
  limit?: number
}

export function hotPages({
  render,
  version,
  headers,
  admit = () => Promise.resolve(() => {}),
  refuse = (_req, res) => void res.writeHead(503).end(),
  count = () => {},
  limit = 64 * 1024 * 1024,
}: HotOptions): HotPages {
  const pages = hotStore<HotPage>(limit)
  const starting = new Map<string, Promise<Rendered | HotPage>>()
  const compressLater = afterwards(headers)
  const [fixedRenewals, renewals] = [oneByOne(), oneByOne()]
  let renders = 0
  const answered = { full: 0, unchanged: 0 }

  function write(page: HotPage, req: IncomingMessage, res: ServerResponse): void {
    if (page.encoded.write(req, res) === 304) answered.unchanged++
    else answered.full++
  }
  /** Puts thorough bytes in place, unless few ask for this page, or newer bytes have come. */
  function improve(key: string, page: HotPage, rendered: Rendered): void {
    if (key.includes('?')) return
    const quick = page.encoded
    compressLater(key, rendered, (thorough) => {
      if (page.encoded === quick) pages.replace(key, page, thorough)
    })
  }
  async function make(key: string, turn: Promise<Leave>): Promise<Rendered | HotPage> {
    const leave = await turn
    try {
      renders++
      const before = version(key)
      const rendered = await render(key)
      if (!rendered.keepable) return rendered
      const page = newPage(key, await encodeForAll(rendered, headers, QUICK), before)
      pages.keep(key, page)
      improve(key, page, rendered)
      return page
    } finally {
      leave()
    }
  }
  async function renew(key: string, page: HotPage, turn: Promise<Leave>): Promise<void> {
    const leave = await turn
    try {
      renders++
      const before = version(key)
      const rendered = await render(key)
      if (!rendered.keepable) return rendered.status >= 500 ? undefined : pages.forget(key)
      if (!page.encoded.holds(rendered)) {
        pages.replace(key, page, await encodeForAll(rendered, headers, QUICK))
        improve(key, page, rendered)
      }
      page.version = before
      page.renderedAt = Date.now()
    } catch {
      // The old bytes stay.
    } finally {
      page.rendering = undefined
      leave()
    }
  }
  /** True when the page should be rendered again and may be. */
  function isDue(key: string, page: HotPage, now: number): boolean {
    const old = page.ages && now - page.renderedAt >= OLDEST
    if (page.rendering || (page.version === version(key) && !old)) return false
    const earned = Math.floor((now - page.refilledAt) / ONE_RENDER)
    if (earned > 0) {
      page.allowance = Math.min(MOST_AT_ONCE, page.allowance + earned)
      page.refilledAt = now
    }
    return page.allowance > 0 && page.allowance-- > 0
  }
  const firstTurn = (key: string) => (isFixed(key) ? Promise.resolve(() => {}) : admit())
  /** The fixed pages do not wait behind the many others. */
  function nextTurn(key: string, awaited: boolean): Promise<Leave> | undefined {
    if (isFixed(key)) return fixedRenewals(!awaited)
    const place = admit()
    return place && both(place, () => renewals(!awaited))
  }
  /** The render that whoever asks first waits for; undefined when there is no place for it. */
  function start(key: string): Promise<Rendered | HotPage> | undefined {
    const making = starting.get(key)
    if (making) return making
    const turn = firstTurn(key)
    if (!turn) return undefined
    const begun = make(key, turn).finally(() => starting.delete(key))
    starting.set(key, begun)
    return begun
  }
  async function first(
    making: Promise<Rendered | HotPage>,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<boolean> {
    const made = await making
    if ('encoded' in made) write(made, req, res)
    else {
      await writeOnce(made, headers, req, res)
      count(made.status)
    }
    return true
  }
  async function afterRenewal(
    page: HotPage,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<boolean> {
    await page.rendering
    write(page, req, res)
    return true
  }

  return {
    answer(req, res) {
      const key = hotKey(req)
      if (key === undefined) return false
      const page = pages.get(key)
      if (!page) {
        const making = start(key)
        if (making) return first(making, req, res)
        refuse(req, res)
        return true
      }
      const due = isDue(key, page, Date.now())
      // After quiet, who finds a change waits the few milliseconds to see it. Where changes follow one
      // another nobody does: a page would have somebody waiting in every second.
      const awaited = due && page.version !== version(key) && page.allowance > 0
      const turn = due ? nextTurn(key, awaited) : undefined
      if (turn) {
        page.rendering = renew(key, page, turn)
        if (awaited) return afterRenewal(page, req, res)
      }
      write(page, req, res)
      pages.used(key, page)
      return true
    },
    size: pages.size,
    answered: () => ({ ...answered }),
    read: () => [
      counter(
        'accede_hot_pages_hits_total',
        'Answers from memory',
        answered.full + answered.unchanged,
      ),
      counter('accede_hot_pages_unchanged_total', 'Answers with 304', answered.unchanged),
      counter('accede_hot_pages_renders_total', 'Renders of hot pages', renders),
      gauge('accede_hot_pages_bytes', 'Bytes of hot pages in memory', pages.size()),
    ],
  }
}

/** A place, and in it a turn. */
async function both(place: Promise<Leave>, turn: () => Promise<Leave>): Promise<Leave> {
  const leave = await place
  const done = await turn()
  return () => {
    done()
    leave()
  }
}

function newPage(key: string, encoded: Encoded, version: number): HotPage {
  const now = Date.now()
  return {
    ...{ encoded, version, renderedAt: now, refilledAt: now },
    ages: agesBy(key) !== 'settings',
    allowance: MOST_AT_ONCE - 1,
    rendering: undefined,
  }
}

/**
 * Hot pages: public pages kept as bytes, already compressed, keyed by address. A page is rendered
 * again when the register has changed since, or after ten seconds, by one render at a time; under
 * load at most once a second, and the old bytes are served meanwhile. A render that fails leaves
 * the old bytes. Only pages that read nothing of the visitor are here, and only answers with
 * status 200 that set no cookie and forbid no storing.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodeForAll, writeOnce, type Encoded } from './compress.ts'
import { hotKey } from './hot-keys.ts'
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
}

export type HotOptions = {
  render: Render
  /** current version of what the pages show */
  version: () => number
  /** headers of every hot answer, as name, value, name, value */
  headers: readonly string[]
  /** most bytes to hold; the least used go first */
  limit?: number
}

export function hotPages({
  render,
  version,
  headers,
  limit = 64 * 1024 * 1024,
}: HotOptions): HotPages {
  // A Map remembers its order: what is used moves to the end, what is at the front goes first.
  const pages = new Map<string, HotPage>()
  const starting = new Map<string, Promise<Rendered | HotPage>>()
  let held = 0

  function keep(key: string, page: HotPage): void {
    forget(key)
    pages.set(key, page)
    held += page.encoded.size
    for (const oldest of pages.keys()) {
      if (held <= limit || oldest === key) break
      forget(oldest)
    }
  }
  function forget(key: string): void {
    held -= pages.get(key)?.encoded.size ?? 0
    pages.delete(key)
  }
  async function make(key: string): Promise<Rendered | HotPage> {
    const before = version()
    const rendered = await render(key)
    if (!rendered.keepable) return rendered
    const encoded = await encodeForAll(rendered, headers, key.includes('?'))
    const now = Date.now()
    const page = {
      encoded,
      version: before,
      renderedAt: now,
      allowance: MOST_AT_ONCE - 1,
      refilledAt: now,
      rendering: undefined,
    }
    keep(key, page)
    return page
  }
  async function renew(key: string, page: HotPage): Promise<void> {
    try {
      const before = version()
      const rendered = await render(key)
      if (!rendered.keepable) return rendered.status >= 500 ? undefined : forget(key)
      held -= page.encoded.size
      page.encoded = await encodeForAll(rendered, headers, key.includes('?'))
      held += page.encoded.size
      page.version = before
      page.renderedAt = Date.now()
    } catch {
      // The old bytes stay.
    } finally {
      page.rendering = undefined
    }
  }
  /** True when the page should be rendered again and may be. */
  function isDue(page: HotPage, now: number): boolean {
    if (page.rendering || (page.version === version() && now - page.renderedAt < OLDEST))
      return false
    const earned = Math.floor((now - page.refilledAt) / ONE_RENDER)
    if (earned > 0) {
      page.allowance = Math.min(MOST_AT_ONCE, page.allowance + earned)
      page.refilledAt = now
    }
    return page.allowance > 0 && page.allowance-- > 0
  }
  async function first(key: string, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    let making = starting.get(key)
    if (!making) {
      making = make(key).finally(() => starting.delete(key))
      starting.set(key, making)
    }
    const made = await making
    if ('encoded' in made) made.encoded.write(req, res)
    else await writeOnce(made, headers, req, res)
    return true
  }
  async function afterRenewal(
    page: HotPage,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<boolean> {
    await page.rendering
    page.encoded.write(req, res)
    return true
  }

  return {
    answer(req, res) {
      const key = hotKey(req)
      if (key === undefined) return false
      const page = pages.get(key)
      if (!page) return first(key, req, res)
      if (isDue(page, Date.now())) {
        const changed = page.version !== version()
        page.rendering = renew(key, page)
        // The one who finds a change waits the few milliseconds to see it; all others do not.
        if (changed) return afterRenewal(page, req, res)
      }
      page.encoded.write(req, res)
      touch(pages, key, page)
      return true
    },
    size: () => held,
  }
}

/** Moving a page at every request would cost more than it brings: one in sixteen is as good. */
function touch(pages: Map<string, HotPage>, key: string, page: HotPage): void {
  if ((++touches & 15) !== 0) return
  pages.delete(key)
  pages.set(key, page)
}
let touches = 0

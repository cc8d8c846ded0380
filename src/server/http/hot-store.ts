/** Hot pages in memory, bounded in bytes: the least used go first. */
import type { Encoded } from './compress.ts'

/** Moving a page at every request would cost more than it brings: one in sixteen is as good. */
const MOVED_ONE_IN = 16

export function hotStore<Page extends { encoded: Encoded }>(limit: number) {
  // A Map remembers its order: what is used moves to the end, what is at the front goes first.
  const pages = new Map<string, Page>()
  let held = 0
  let uses = 0

  function forget(key: string): void {
    held -= pages.get(key)?.encoded.size ?? 0
    pages.delete(key)
  }
  return {
    get: (key: string) => pages.get(key),
    forget,
    keep(key: string, page: Page): void {
      forget(key)
      pages.set(key, page)
      held += page.encoded.size
      for (const oldest of pages.keys()) {
        if (held <= limit || oldest === key) break
        forget(oldest)
      }
    },
    /** Gives a page new bytes, unless it was forgotten meanwhile. */
    replace(key: string, page: Page, encoded: Encoded): void {
      if (pages.get(key) === page) held += encoded.size - page.encoded.size
      page.encoded = encoded
    },
    used(key: string, page: Page): void {
      if (++uses % MOVED_ONE_IN !== 0) return
      pages.delete(key)
      pages.set(key, page)
    },
    /** bytes held */
    size: () => held,
  }
}

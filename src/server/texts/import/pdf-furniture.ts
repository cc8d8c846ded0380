/** Leaves out what stands on every page: running heads, running feet and page numbers. */
import { LARGER, type Page, type PageLine } from './pdf-page.ts'

/** Lines from the edge of a page that can be furniture. */
const DEEP = 2
const PAGE_NUMBER =
  /^[\s–—-]*(?:page\s)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s?(?:\/|of)\s?\d{1,4})?[\s–—-]*$/i

/** @param body the size of ordinary text; what is larger is a heading, wherever it stands */
export function withoutFurniture(pages: Page[], body: number): { pages: Page[]; dropped: number } {
  const repeated = repeatedLines(pages)
  let dropped = 0
  const kept = pages.map((page) => {
    const edges = edgesOf(page)
    const lines = page.lines.filter((line) => {
      if (!edges.has(line) || line.size > body * LARGER) return true
      const words = wordsOf(line)
      const isFurniture = PAGE_NUMBER.test(words) || repeated.has(shapeOf(words))
      if (isFurniture) dropped++
      return !isFurniture
    })
    return { ...page, lines }
  })
  return { pages: kept, dropped }
}

const wordsOf = ({ runs }: PageLine) =>
  runs.map((run) => (run.kind === 'note' ? run.label : run.text)).join('')

/** Digits change from page to page. */
const shapeOf = (words: string) => words.replace(/\d+/g, '0').replace(/\s+/g, ' ').trim()

function edgesOf({ lines }: Page): Set<PageLine> {
  const byHeight = lines.toSorted((a, b) => b.y - a.y)
  return new Set([...byHeight.slice(0, DEEP), ...byHeight.slice(-DEEP)])
}

/** Lines at an edge that stand on a third of the pages, and on three at least. */
function repeatedLines(pages: Page[]): Set<string> {
  const counts = new Map<string, number>()
  for (const page of pages)
    for (const shape of new Set([...edgesOf(page)].map((line) => shapeOf(wordsOf(line)))))
      counts.set(shape, (counts.get(shape) ?? 0) + 1)
  const enough = Math.max(3, pages.length / 3)
  return new Set([...counts].filter(([, count]) => count >= enough).map(([shape]) => shape))
}

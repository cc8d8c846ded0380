/** Blocks on pages: no heading at the foot, no single line of a paragraph at either end of a page. */
import { heightOf, lineCount, type Block } from './blocks.ts'

/** Lines `from` to `to` of a block, the first with its baseline at `y` points from the top. */
export type Part = { block: Block; from: number; to: number; y: number }
export type Page = { parts: Part[]; head: string }

/** Points. */
export type Area = { top: number; bottom: number }

/** Lines that must stand together at the foot and at the head of a page. */
const TOGETHER = 2

export function onPages(blocks: Block[], { top, bottom }: Area): Page[] {
  const pages: Page[] = []
  let y = Infinity
  let head = ''
  const turn = () => {
    pages.push({ parts: [], head })
    y = top
  }
  blocks.forEach((block, nth) => {
    head = block.head ?? head
    const isTop = () => pages.at(-1)?.parts.length === 0
    if (block.newPage && !isTop()) turn()
    else if (y + spaceBefore(block, isTop()) + neededBy(blocks, nth) > bottom && !isTop()) turn()
    y += spaceBefore(block, isTop())
    let from = 0
    const count = lineCount(block)
    while (from < count) {
      const room = Math.floor((bottom - y) / block.leading + 0.001)
      const to = lastLine(from, count, room, isTop())
      if (to > from) {
        pages.at(-1)!.parts.push({ block, from, to, y: y + baseline(block) })
        pages.at(-1)!.head ||= head
        y += (to - from) * block.leading
        from = to
      }
      if (from < count) turn()
    }
    y += block.after
  })
  return pages
}

const spaceBefore = ({ before, drop = 0 }: Block, isTop: boolean) => (isTop ? drop : before)
/** From the top of a line to its baseline. */
const baseline = ({ leading, size }: Block) => (leading - size) / 2 + size * 0.82

/** What must stand on this page together with the beginning of a block. */
function neededBy(blocks: Block[], nth: number): number {
  const block = blocks[nth]!
  const next = blocks[nth + 1]
  if (block.keepWithNext && next)
    return heightOf(block) + block.after + next.before + neededBy(blocks, nth + 1)
  const count = lineCount(block)
  return (count <= TOGETHER + 1 ? count : TOGETHER) * block.leading
}

/** The line after the last that fits, with no single line left over. */
function lastLine(from: number, count: number, room: number, isTop: boolean): number {
  if (count - from <= room) return count
  const to = Math.min(from + room, count - TOGETHER)
  const tooFew = from === 0 ? to - from < TOGETHER : to <= from
  if (!tooFew) return to
  return isTop ? Math.max(from + 1, Math.min(count, from + room)) : from
}

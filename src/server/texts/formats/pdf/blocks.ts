/** What a PDF is made of, before it is on pages: set lines, with what they mean for a screen reader. */
import type { Line } from './paragraph.ts'

/** An element of the logical structure (ISO 32000-1, 14.8.4); made when its first words are drawn. */
export type Tag = { type: string; above: Tag | undefined }

export type Run = {
  tag: Tag
  lines: Line[]
  /** points from the left edge of the text */
  x: number
  /** the line of the block that this begins at: a number stands beside the first */
  from: number
}

export type Block = {
  /** what is drawn side by side: a number and its words */
  runs: Run[]
  /** points from one baseline to the next, and of the letters */
  leading: number
  size: number
  before: number
  after: number
  /** stays on the page of the next block */
  keepWithNext?: boolean
  newPage?: boolean
  /** points left free above it, even at the top of a page */
  drop?: number
  /** addresses that lead here */
  names?: string[]
  outline?: { title: string; level: number }
  /** a rule above it, this long */
  rule?: number
  /** what the head of a page says from here on */
  head?: string
}

export const tag = (type: string, above?: Tag): Tag => ({ type, above })
export const heightOf = ({ runs, leading }: Block): number =>
  Math.max(...runs.map(({ lines, from }) => from + lines.length)) * leading
export const lineCount = ({ runs }: Block): number =>
  Math.max(...runs.map(({ lines, from }) => from + lines.length))

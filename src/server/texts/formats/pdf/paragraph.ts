/**
 * Text set in lines: broken where the whole paragraph looks best, in the order in which it is seen
 * (Unicode bidirectional algorithm, UAX 9), each word at its place.
 */
import { atomsOf, type Atom, type Direction, type Piece } from './atoms.ts'
import type { Fonts } from './fonts.ts'

/** An atom and where it begins, from the left edge of the line. */
export type Placed = Atom & { x: number }
export type Line = { atoms: Placed[] }

export type Setting = {
  width: number
  direction: Direction
  align: 'justify' | 'start' | 'center' | 'end'
}

/** Wider gaps than this look like holes; the line is then left short. */
const WIDEST_GAP = 3.2

export function setInLines(fonts: Fonts, pieces: Piece[], setting: Setting): Line[] {
  const units = unitsOf(atomsOf(fonts, pieces, setting.direction))
  const ends = breakLines(units.map(measure), setting)
  return ends.map((end, nth) => {
    const atoms = units.slice(ends[nth - 1] ?? 0, end).flat()
    return place(trimmed(atoms), setting, nth === ends.length - 1)
  })
}

/** What stays together on a line: no break is allowed between these atoms. */
function unitsOf(atoms: Atom[]): Atom[][] {
  const units: Atom[][] = []
  for (const atom of atoms) {
    const last = units.at(-1)
    if (last && !mayBreakBetween(last.at(-1)!, atom)) last.push(atom)
    else units.push([atom])
  }
  return units
}

const HAN_END = /[\p{sc=Han}\u3000-\u303f\uff00-\uffef]$/u
const HAN_START = /^[\p{sc=Han}（“‘「《]/u
const mayBreakBetween = (before: Atom, after: Atom): boolean =>
  !after.isSpace &&
  (before.isSpace ||
    /[-–—/]$/u.test(before.text) ||
    HAN_START.test(after.text) ||
    (HAN_END.test(before.text) && /^[\p{L}\p{N}]/u.test(after.text)))

type Measured = { width: number; gap: number }

/** The width of a unit, and of the spaces at its end, which a line's end swallows. */
function measure(unit: Atom[]): Measured {
  const total = (atoms: Atom[]) => atoms.reduce((sum, { width }) => sum + width, 0)
  const words = trimmed(unit)
  return { width: total(words), gap: total(unit) - total(words) }
}

function trimmed(atoms: Atom[]): Atom[] {
  const last = atoms.findLastIndex(({ isSpace }) => !isSpace)
  return atoms.slice(0, last + 1)
}

/**
 * The ends of the lines, chosen for the paragraph as a whole: the sum of the squares of what each
 * line lacks is the least (the last one lacks nothing).
 */
function breakLines(units: Measured[], { width }: Setting): number[] {
  const cost = [0, ...units.map(() => Infinity)]
  const from = [0]
  for (let start = 0; start < units.length; start++) {
    let natural = 0
    for (let end = start + 1; end <= units.length; end++) {
      const unit = units[end - 1]!
      natural += unit.width
      // A single unit that is too wide stands alone on its line.
      if (natural > width && end > start + 1) break
      const lack = end === units.length ? 0 : Math.max(0, width - natural) / width
      const total = cost[start]! + lack * lack
      if (total < cost[end]!) {
        cost[end] = total
        from[end] = start
      }
      natural += unit.gap
    }
  }
  const ends: number[] = []
  for (let end = units.length; end > 0; end = from[end]!) ends.unshift(end)
  return ends
}

function place(atoms: Atom[], { width, direction, align }: Setting, isLast: boolean): Line {
  const natural = atoms.reduce((sum, atom) => sum + atom.width, 0)
  const gaps = atoms.filter(({ isSpace }) => isSpace)
  const space = gaps[0]?.width ?? 0
  const extra = gaps.length > 0 ? (width - natural) / gaps.length : 0
  const justified =
    align === 'justify' && !isLast && extra > 0 && extra < space * WIDEST_GAP ? extra : 0
  const room = width - natural - justified * gaps.length
  const before = align === 'center' ? room / 2 : atEnd(align, direction) ? room : 0
  let x = before
  const placed = inVisualOrder(atoms).map((atom) => {
    const wide = atom.width + (atom.isSpace ? justified : 0)
    x += wide
    return { ...atom, width: wide, x: x - wide }
  })
  return { atoms: placed }
}

const atEnd = (align: Setting['align'], direction: Direction) =>
  (align === 'end') === (direction === 'ltr')

/** UAX 9, rule L2: from the highest level down, what is at least of it is turned round. */
function inVisualOrder(atoms: Atom[]): Atom[] {
  const order = [...atoms]
  const highest = Math.max(0, ...atoms.map(({ level }) => level))
  for (let level = highest; level > 0; level--) {
    let start = 0
    while (start < order.length) {
      let end = start
      while (end < order.length && order[end]!.level >= level) end++
      if (end > start) order.splice(start, end - start, ...order.slice(start, end).reverse())
      start = end + 1
    }
  }
  return order
}

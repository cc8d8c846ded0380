/** Pieces of SVG: words as outlines, the map. */
import { circles, type Figure } from '../map/circles.ts'
import { LAND, LAND_SCALE, WIDTH } from '../map/geometry.ts'
import type { Direction } from '../texts/formats/pdf/atoms.ts'
import type { Face } from '../texts/formats/pdf/fonts.ts'
import { outline, widened } from './faces.ts'
import { fit } from './fit.ts'
import type { Colours } from './look.ts'

export type Words = {
  text: string
  face: Face
  colour: string
  /** pixels, the largest first */
  sizes: readonly number[]
  /** pixels for all lines; one line unless said */
  height?: number
  /** between letters, in units of the size */
  air?: number
  direction: Direction
  /** the side that lines begin at; that of the direction unless said */
  align?: 'start' | 'end'
}
/** Where words stand: from the left, and how wide they may be. */
export type Place = { x: number; width: number }

/** Letters that join have no air between them, and their lines more. */
const JOINED = /[\u0600-\u08ff\ufb50-\ufeff]/u
const LEADING = { usual: 1.12, joined: 1.5 }

/** @param y the first baseline in pixels, from the size that fits */
export function words(
  { text, face, colour, sizes, height = 0, air = 0, direction, align = 'start' }: Words,
  { x, width }: Place,
  y: (size: number) => number,
): string {
  const isJoined = JOINED.test(text)
  const between = isJoined ? 0 : air
  const leading = isJoined ? LEADING.joined : LEADING.usual
  const box = { width, height, leading, sizes, direction, align }
  const { lines, size, width: taken } = fit(widened(between), face, text, box)
  const isFromRight = (align === 'end') === (direction === 'ltr')
  const left = isFromRight ? x + width - taken : x
  const paths = lines.flatMap(({ atoms }, nth) =>
    atoms
      .filter(({ isSpace }) => !isSpace)
      .map((atom) => outline(atom, left, y(size) + nth * size * leading, between)),
  )
  return `<path fill="${colour}" d="${paths.join('')}"/>`
}

/** The land, faint, with a circle for each country that has signed. */
export function map(
  figures: readonly Figure[],
  { land, seal }: Colours,
  { x, y, width }: { x: number; y: number; width: number },
): string {
  const dots = circles(figures).map(
    (circle) => `<circle cx="${circle.x}" cy="${circle.y}" r="${circle.r}"/>`,
  )
  return (
    `<g transform="translate(${x} ${y}) scale(${width / WIDTH})">` +
    `<path fill="${land}" transform="scale(${LAND_SCALE})" d="${LAND}"/>` +
    `<g fill="${seal}" fill-opacity=".17" stroke="${seal}" stroke-opacity=".3" stroke-width=".8">` +
    `${dots.join('')}</g></g>`
  )
}

/** A drawing of this size on paper. */
export const sheet = (
  { width, height }: { width: number; height: number },
  paper: string,
  parts: readonly string[],
): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
  `<rect width="${width}" height="${height}" fill="${paper}"/>${parts.join('')}</svg>`

/** A badge: what is counted, and the count, as an SVG that needs no font. */
import type { Line } from '../texts/formats/pdf/paragraph.ts'
import { escapeXml } from '../texts/formats/xml.ts'
import { fonts, outline } from './faces.ts'
import { fit } from './fit.ts'
import { DARK, LIGHT, type Colours } from './look.ts'

const HEIGHT = 32
const PADDING = 11
const SIZE = 15
const BASELINE = 21

/** @param theme as the reader's machine has it unless said */
export function badge(label: string, figure: string, theme?: 'light' | 'dark'): string {
  const [left, right] = [written(label), written(figure)]
  const split = left.width + 2 * PADDING
  const width = split + right.width + 2 * PADDING
  const name = escapeXml(`${label}: ${figure}`)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${name}">` +
    `<title>${name}</title><style>${styleOf(theme)}</style>` +
    `<rect class="p" x=".5" y=".5" width="${width - 1}" height="${HEIGHT - 1}" rx="4.5"/>` +
    `<path class="s" d="M${split} 0H${width - 5}a5 5 0 0 1 5 5V${HEIGHT - 5}a5 5 0 0 1-5 5H${split}z"/>` +
    `<path class="i" ${left.at(PADDING)}/><path class="f" ${right.at(split + PADDING)}/></svg>\n`
  )
}

type Written = { width: number; at(x: number): string }
/** Labels are always the same, and so is a figure for most of the time. */
const drawn = new Map<string, Written>()
const MOST_DRAWN = 100

function written(text: string): Written {
  const known = drawn.get(text)
  if (known) return known
  if (drawn.size >= MOST_DRAWN) drawn.clear()
  const made = write(text)
  drawn.set(text, made)
  return made
}

/** Whatever is written is moved to its place by a transform, so that it need not be drawn again. */
function write(text: string): Written {
  const [line] = fit(fonts, 'sans', text, {
    ...{ width: 600, height: SIZE * 2, leading: 1.5, sizes: [SIZE], direction: 'ltr' },
  }).lines as [Line]
  const width = Math.ceil(Math.max(0, ...line.atoms.map((atom) => atom.x + atom.width)))
  const path = line.atoms.map((atom) => outline(atom, 0, BASELINE)).join('')
  return { width, at: (x) => `transform="translate(${x})" d="${path}"` }
}

function styleOf(theme: 'light' | 'dark' | undefined): string {
  if (theme) return colours(theme === 'dark' ? DARK : LIGHT)
  return `${colours(LIGHT)}@media (prefers-color-scheme:dark){${colours(DARK)}}`
}

const colours = ({ paper, line, ink, seal, sealInk }: Colours): string =>
  `.p{fill:${paper};stroke:${line}}.i{fill:${ink}}.s{fill:${seal}}.f{fill:${sealInk}}`

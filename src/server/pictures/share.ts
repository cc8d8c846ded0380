/**
 * The picture that services show beside a link: what the page is about, and how many have signed,
 * written on the line for signatures.
 */
import { directionOf } from '../texts/words.ts'
import type { Figure } from '../map/circles.ts'
import { LIGHT, SHARED, TRACKING } from './look.ts'
import { map, sheet, words, type Place, type Words } from './paint.ts'

export type SharePicture = {
  kind: 'share'
  /** of the title (BCP 47) */
  language: string
  /** of all other words */
  siteLanguage: string
  /** what the page belongs to, above the title */
  above: string
  /** true for the call to sign, which has the colour of the act */
  act: boolean
  title: string
  /** the name of the campaign in two lines */
  name: readonly [string, string]
  /** as it is written; '' while nobody has signed */
  figure: string
  /** what it counts, and when */
  label: string
  circles: readonly Figure[]
}

const { width, margin } = SHARED
const TITLE = { width: 900, height: 300, sizes: [84, 76, 68, 60, 54, 48, 43, 38] }
const NAME = { width: 420, size: 31, y: [521, 558] }
/** The line for signatures: how long it is, and where. */
const LINE = { width: 440, y: 512 }
const MAP = { y: 118, width: 1010 }

export function sharePicture(picture: SharePicture): string {
  const direction = directionOf(picture.language)
  const isRightToLeft = direction === 'rtl'
  const [left, right] = [margin, (wide: number) => width - margin - wide]
  const first = (wide: number) => ({ x: isRightToLeft ? right(wide) : left, width: wide })
  const last = (wide: number) => ({ x: isRightToLeft ? left : right(wide), width: wide })
  const site = sideOf(picture, direction)
  return sheet(SHARED, LIGHT.paper, [
    map(picture.circles, LIGHT, { ...MAP, x: isRightToLeft ? -150 : 340 }),
    ...heading(picture, first, direction),
    ...picture.name.map((text, nth) =>
      words(
        { text, face: 'display', colour: LIGHT.ink, sizes: [NAME.size], ...site },
        first(NAME.width),
        () => NAME.y[nth]!,
      ),
    ),
    ...signature(last(LINE.width), picture, site),
  ])
}

function heading(
  { language, above, act, title }: SharePicture,
  place: (wide: number) => Place,
  direction: Words['direction'],
): string[] {
  const eyebrow: Words = {
    ...{ text: above.toLocaleUpperCase(language), face: 'sans', sizes: [25, 22, 19], direction },
    ...{ colour: act ? LIGHT.seal : LIGHT.quiet, air: TRACKING },
  }
  const large: Words = { ...TITLE, text: title, face: 'display', colour: LIGHT.ink, direction }
  return [
    words(eyebrow, place(width - 2 * margin), () => 98),
    words(large, place(TITLE.width), (size) => 126 + size),
  ]
}

/** Words of the site's language, on the side where those of the title's begin. */
function sideOf({ siteLanguage }: SharePicture, side: Words['direction']) {
  const direction = directionOf(siteLanguage)
  return { direction, align: direction === side ? ('start' as const) : ('end' as const) }
}

function signature(
  line: Place,
  { figure, label }: SharePicture,
  site: Pick<Words, 'direction' | 'align'>,
): string[] {
  const { seal, ink, quiet } = LIGHT
  const isFromRight = (site.align === 'end') === (site.direction === 'ltr')
  const sizes = [96, 80, 64, 48, 36]
  const written = words(
    { text: figure, face: 'display', colour: ink, sizes, ...site },
    line,
    () => LINE.y - 18,
  )
  const under: Words = { text: label, face: 'sans', colour: quiet, sizes: [23, 21, 19], ...site }
  return [
    figure ? written : cross(isFromRight ? line.x + line.width - 14 : line.x, LINE.y - 18),
    `<rect x="${line.x}" y="${LINE.y}" width="${line.width}" height="3" fill="${seal}"/>`,
    words({ ...under, height: 60 }, line, () => LINE.y + 38),
  ]
}

/** "Sign here". */
const cross = (x: number, y: number): string =>
  `<path stroke="${LIGHT.seal}" stroke-width="2" d="M${x} ${y - 14}l14 14m0-14l-14 14"/>`

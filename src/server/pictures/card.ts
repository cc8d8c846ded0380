/** A card for somebody who signed, to show to others: the number, the country, a name if they want. */
import { isComplete } from './faces.ts'
import { directionOf } from '../texts/words.ts'
import { CARD, LIGHT, TRACKING } from './look.ts'
import { map, sheet, words, type Place, type Words } from './paint.ts'

export type Card = {
  kind: 'card'
  /** of all words but the name (BCP 47) */
  language: string
  /** what was signed */
  above: string
  /** "I signed." */
  said: string
  /** undefined when they rather show none; one that cannot be drawn is left out */
  name: string | undefined
  /** "no. 12,345", and the country */
  number: string
  country: string
  /** where others can sign */
  address: string
}

const { width, margin } = CARD
const whole: Place = { x: margin, width: width - 2 * margin }
/** The line that they signed on. */
const LINE = 742

export function card({ name: given, ...rest }: Card): string {
  const { language, above, said, number, country, address } = rest
  const name = given !== undefined && isComplete('display', given) ? given : undefined
  const direction = directionOf(language)
  const own = { direction, colour: LIGHT.ink } as const
  const line = (text: string, sizes: number[], more: Partial<Words>, y: number) =>
    words({ text, face: 'display', sizes, ...own, ...more }, whole, () => y)
  const small = { face: 'sans', colour: LIGHT.quiet } as const
  return sheet(CARD, LIGHT.paper, [
    map([], LIGHT, { x: -60, y: 250, width: 1200 }),
    `<rect width="${width}" height="18" fill="${LIGHT.seal}"/>`,
    line(
      above.toLocaleUpperCase(language),
      [29, 26, 22],
      { ...small, colour: LIGHT.seal, air: TRACKING, height: 70 },
      150,
    ),
    line(said, [150, 120, 96, 72], {}, 400),
    onTheLine({ name, number }, direction),
    `<rect x="${margin}" y="${LINE}" width="${whole.width}" height="4" fill="${LIGHT.seal}"/>`,
    line(name === undefined ? country : `${number} · ${country}`, [42, 36, 30], small, LINE + 64),
    line(address, [38, 32, 26, 20], {}, 984),
  ])
}

/** The name, from its own side as it is written, or the number. */
function onTheLine({ name, number }: Pick<Card, 'name' | 'number'>, direction: Words['direction']) {
  const written = {
    face: 'display',
    colour: LIGHT.ink,
    sizes: [100, 84, 72, 60, 50, 42, 36],
  } as const
  if (name === undefined)
    return words({ ...written, text: number, direction }, whole, () => LINE - 28)
  return words({ ...written, text: name, ...sideOf(name, direction) }, whole, () => LINE - 28)
}

const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{sc=Arab}\p{sc=Hebr}]/u
function sideOf(name: string, card: Words['direction']) {
  const direction = RIGHT_TO_LEFT.test(name) ? ('rtl' as const) : ('ltr' as const)
  return { direction, align: direction === card ? ('start' as const) : ('end' as const) }
}

/** Which article of the specimen stands where, has which shape, and refers to which others. */
import { SHAPES, TURNS, type Shape } from './shapes.ts'

export type PlannedArticle = {
  number: string
  /** nth article, from 0, and nth of its shape, from 1 */
  at: number
  example: number
  shape: Shape
  /** its words, in keys */
  template: string
  chapter: number
}
export type PlannedChapter = { parts: PlannedArticle[][]; articles: PlannedArticle[] }

/** Articles of each chapter; where there are parts, the first number is what stands before them. */
const CHAPTERS = [[20], [14], [18], [1, 14, 10, 10], [1, 16, 13], [14], [14], [1, 10, 9]]
export const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII']

/** What the second edition changes, in the third example of a shape. */
const CHANGES: Partial<Record<Shape, (template: string) => string>> = {
  single: (words) => words.replace('@single', '@changed.single'),
  numbered: (words) => words.replace('\n\n3. @numbered.3', ''),
  list: (words) => words.replace('  (c) @point.last', '  (c) @changed.point\n\n  (d) @point.last'),
  long: (words) => words.replace('@long.2', '@changed.long'),
  unnumbered: (words) => `${words}\n\n@changed.added`,
}
const CHANGED_EXAMPLE = 3
/** The second edition has an article more, after this one. */
const ADDED_AFTER = 40

/** Articles that have a place of their own. */
const FIXED: Record<number, Shape> = { 2: 'definitions', 54: 'moreDefinitions', 165: 'last' }

export function planConvention(second: boolean): PlannedChapter[] {
  const next = planner(second)
  return CHAPTERS.map(([before = 0, ...parts], chapter) => ({
    articles: next(before, chapter, parts.length > 0 ? 'openingOfParts' : 'opening'),
    parts: parts.map((count) => next(count, chapter)),
  }))
}

function planner(second: boolean) {
  const examples = new Map<Shape, number>()
  let number = 0
  let at = 0
  let turn = 0
  const plan = (name: string, shape: Shape, chapter: number): PlannedArticle => {
    const example = (examples.get(shape) ?? 0) + 1
    examples.set(shape, example)
    const change = second && example === CHANGED_EXAMPLE ? CHANGES[shape] : undefined
    const template = change ? change(SHAPES[shape]) : SHAPES[shape]
    return { number: name, at: at++, example, shape, template, chapter }
  }
  return (count: number, chapter: number, opening?: Shape): PlannedArticle[] =>
    Array.from({ length: count }, (_, nth) => nth).flatMap((nth) => {
      number++
      const fixed = nth === 0 && opening ? opening : FIXED[number]
      const planned = [plan(String(number), fixed ?? TURNS[turn++ % TURNS.length]!, chapter)]
      if (second && number === ADDED_AFTER) planned.push(plan(`${number}bis`, 'single', chapter))
      return planned
    })
}

/** The articles of the declaration. */
export function planDeclaration(): PlannedArticle[] {
  const shapes: Shape[] = [
    ...(['single', 'unnumbered', 'listOfThree', 'references'] as const),
    ...(['numbered', 'footnote', 'terms', 'single'] as const),
  ]
  return shapes.map((shape, at) => ({
    number: String(at + 1),
    at,
    example: 1,
    shape,
    template: SHAPES[shape],
    chapter: 0,
  }))
}

/**
 * The matrix of the specimen: groups of shapes against the chapters' people. It says truly where
 * readers of a chapter meet a shape, and grants nothing.
 */
import type { PlacedArticle } from '../../src/server/texts/addresses.ts'
import type { Matrix } from '../../src/server/texts/matrix.ts'
import type { Shape } from './shapes.ts'
import type { Words } from './words/words.ts'

const GROUPS: Record<string, Shape[]> = {
  lists: ['list', 'listOfTwo', 'listOfThree', 'bareList', 'closingWords'],
  references: ['references', 'ranges', 'neighbours', 'own', 'elsewhere'],
  notes: ['footnote'],
  terms: ['definitions', 'moreDefinitions', 'terms'],
  paragraphs: ['single', 'unnumbered', 'numbered'],
  openings: ['opening', 'openingOfParts'],
}
const CATEGORIES = [
  ...['visitors', 'tourists', 'students', 'workers', 'forced-migrants'],
  ...['victims-of-trafficking', 'migrants-in-crisis', 'states'],
]

export function matrixOf(words: Words, articles: PlacedArticle[]): Matrix {
  const shown = (chapter: number, shapes: Shape[]) =>
    articles
      .filter((one) => one.chapter?.number === chapter)
      .filter(({ article }) =>
        shapes.some((shape) => article.heading.startsWith(words.headings[shape])),
      )
      .map(({ article }) => article.number)
      .slice(0, 3)
  return {
    categories: CATEGORIES.map((id, nth) => ({ id, name: words.chapters[nth]!, chapter: nth + 1 })),
    groups: Object.keys(GROUPS).map((id) => ({ id, name: words.groups[id]! })),
    cells: Object.entries(GROUPS).flatMap(([group, shapes], row) =>
      CATEGORIES.map((category, nth) => ({
        group,
        category,
        // Some cells are empty, so that empty cells are seen.
        new: (row + nth) % 5 === 4 ? [] : shown(nth + 1, shapes),
        inherited: nth === 0 || nth === 7 ? [] : shown(1, shapes),
      })),
    ),
  }
}

/** What the specimen needs to be said in a language. */
import type { Shape } from '../shapes.ts'

export type Words = {
  convention: string
  declaration: string
  source: string
  topics: string[]
  /** what tells headings of the same shape apart, from the second on */
  example(nth: string): string
  /** II as this language prints it */
  numeral(roman: string): string
  /** `2.` and `(a)` as this language prints them */
  label(label: string): string
  /** a number within a sentence */
  number(n: number | string): string
  refs: {
    article(n: string): string
    paragraph(n: string, p: string): string
    point(n: string, p: string, a: string): string
    several(links: [string, string, string]): string
    range(from: string, to: string): string
    chapter(numeral: string): string
    thisChapter: string
    part(numeral: string): string
    annex(numeral: string): string
    preceding: string
    following: string
    ownParagraph(p: string): string
    ownPoint(p: string, a: string): string
  }
  chapters: string[]
  parts: string[]
  /** of the matrix */
  groups: Record<string, string>
  annexes: string[]
  headings: Record<Shape, string>
  sentences: Record<string, string>
  declarationHeadings: string[]
}

/**
 * The shapes that articles of the specimen have, in the form in which texts are kept
 * (docs/texts.md): `@key` stands for a sentence of words/<language>.ts. A shape is the same in
 * every language, so that translations stand side by side.
 */
export const SHAPES = {
  single: `@single @topic`,
  unnumbered: `@unnumbered.1

@unnumbered.2 @topic`,
  numbered: `1. @numbered.1

2. @numbered.2 @topic

3. @numbered.3`,
  list: `1. @list.intro

  (a) @point.first

  (b) @point.topic

  (c) @point.last

2. @list.end`,
  references: `1. @references.article

2. @references.deep

3. @references.several`,
  listOfTwo: `1. @listOfTwo.intro

  (a) @point.withMore

    (i) @point.first

    (ii) @point.last

  (b) @point.topic

  (c) @point.last

2. @numbered.3 @topic`,
  footnote: `@footnote.text

@topic

[^@number]: @footnote.note`,
  ranges: `1. @ranges.articles

2. @ranges.chapter

3. @ranges.thisChapter`,
  listOfThree: `1. @numbered.1

2. @listOfThree.intro

  (a) @point.withMore

    (i) @point.first

    (ii) @point.withMore

      (A) @point.first

      (B) @point.last

    (iii) @point.last

  (b) @point.topic

  (c) @point.last

3. @listOfThree.end`,
  neighbours: `1. @neighbours.before

2. @neighbours.after @topic`,
  closingWords: `1. @closingWords.intro

  (a) @point.first

  (b) @point.last

  > @closingWords.end

2. @numbered.3 @topic`,
  own: `1. @own.1

  (a) @point.first

  (b) @point.last

2. @own.2

3. @own.3 @topic`,
  terms: `1. @terms.1

2. @terms.2 @topic`,
  bareList: `@bareList.intro

  (a) @point.first

  (b) @point.topic

  (c) @point.last`,
  characters: `1. @characters.1

2. @characters.2

3. @characters.3`,
  long: `1. @long.1 @topic

2. @long.2

3. @long.3

  (a) @point.withMore

    (i) @point.first

    (ii) @point.last

  (b) @long.point

  (c) @point.last

4. @long.4 @references.article

5. @long.5

  > @long.5more

6. @long.6

7. @long.7 @ranges.articles

8. @long.8`,
  elsewhere: `1. @elsewhere.1

2. @elsewhere.2 @topic`,
  opening: `@opening.1

@opening.2 @topic`,
  openingOfParts: `@opening.1

@opening.parts @topic`,
  definitions: `1. @definitions.intro

  (a) @definition.paragraph

  (b) @definition.list

  (c) @definition.note

  (d) @definition.deep

2. @definitions.end`,
  moreDefinitions: `@definitions.intro

  (a) @definition.lantern

  (b) @definition.harbour`,
  last: `@last.1`,
} as const

export type Shape = keyof typeof SHAPES

/** The shapes that take turns; the others have their places. */
export const TURNS: Shape[] = [
  ...(['single', 'list', 'references', 'numbered', 'footnote', 'listOfThree', 'terms'] as const),
  ...(['ranges', 'unnumbered', 'own', 'listOfTwo', 'neighbours', 'closingWords'] as const),
  ...(['bareList', 'characters', 'long', 'elsewhere'] as const),
]

export const PREAMBLE = `@preamble.1

@preamble.2

@preamble.3

@preamble.4`

export const CLOSING = `@closing.1

@closing.2`

export const ANNEXES = [
  `1. @annex.1

2. @listOfTwo.intro

  (a) @point.withMore

    (i) @point.first

    (ii) @point.last

  (b) @point.last

3. @annex.2`,
  `@annex.3

@annex.4`,
]

/** A text as the blocks that a printer sets one after the other, whatever the format. */
import type {
  Article,
  Footnote,
  LegalText,
  Provision,
  Run,
  Section,
} from '../../../src/server/texts/model.ts'

export type Item =
  | { kind: 'title'; words: string }
  /** level 1: chapter, annex, preamble; 2: part; 3: article. `words` may follow on a line of their own */
  | { kind: 'head'; level: 1 | 2 | 3; name: string; words: string }
  | { kind: 'provision'; depth: number; label: string | null; runs: Run[]; nth: number }
  | { kind: 'after'; depth: number; runs: Run[] }
  | { kind: 'note'; note: Footnote }

export type Names = {
  article: string
  chapter: string
  part: string
  annex: string
  preamble: string
  /** a number of an article as it is printed */
  number(number: string): string
}

export const NAMES: Record<string, Names> = {
  en: named('Article', 'Chapter', 'Part', 'Annex', 'Preamble'),
  fr: named('Article', 'Chapitre', 'Partie', 'Annexe', 'Préambule'),
  ar: {
    ...named('المادة', 'الفصل', 'الجزء', 'المرفق', 'الديباجة'),
    number: (number) => number.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]!),
  },
}

function named(article: string, chapter: string, part: string, annex: string, preamble: string) {
  return { article, chapter, part, annex, preamble, number: (number: string) => number }
}

export function flowOf(text: LegalText): Item[] {
  const names = NAMES[text.language]!
  const head = (level: 1 | 2 | 3, name: string, words: string): Item => ({
    ...{ kind: 'head', level, name, words },
  })
  const article = (one: Article): Item[] => [
    head(3, `${names.article} ${names.number(one.number)}`, one.heading),
    ...sectionItems(one),
  ]
  return [
    { kind: 'title', words: text.title },
    head(1, names.preamble, ''),
    ...sectionItems(text.preamble),
    ...text.articles.flatMap(article),
    ...text.chapters.flatMap((chapter) => [
      head(1, `${names.chapter} ${chapter.numeral}`, chapter.heading),
      ...chapter.articles.flatMap(article),
      ...chapter.parts.flatMap((part) => [
        head(2, `${names.part} ${part.numeral}`, part.heading),
        ...part.articles.flatMap(article),
      ]),
    ]),
    ...sectionItems(text.closing),
    ...text.annexes.flatMap((annex) => [
      head(1, `${names.annex} ${annex.numeral ?? ''}`.trim(), annex.heading),
      ...sectionItems(annex),
    ]),
  ]
}

const sectionItems = ({ paragraphs, footnotes }: Section): Item[] => [
  ...paragraphs.flatMap((paragraph, nth) => provisionItems(paragraph, 1, nth)),
  ...footnotes.map((note): Item => ({ kind: 'note', note })),
]

function provisionItems(provision: Provision, depth: number, nth: number): Item[] {
  return [
    { kind: 'provision', depth, label: provision.label, runs: provision.text, nth },
    ...provision.points.flatMap((point, at) => provisionItems(point, depth + 1, at)),
    ...provision.after.map((runs): Item => ({ kind: 'after', depth, runs })),
  ]
}

/** Words of runs, with what a format puts around emphasis and notes. */
export const inline = (
  runs: readonly Run[],
  { text, emphasis, note }: Record<'text' | 'emphasis' | 'note', (words: string) => string>,
): string =>
  runs
    .map((run) => {
      if (run.kind === 'note') return note(run.label)
      return run.kind === 'emphasis' ? emphasis(text(run.text)) : text(run.text)
    })
    .join('')

/**
 * A text as files that people read and compare (docs/texts.md): text.json, preamble.md,
 * articles.md, chapter-01.md …, closing.md, annex-01.md …. The same text always gives the same
 * characters, and parse.ts reads them back.
 */
import { about, type Article, type LegalText, type Provision, type Section } from '../model.ts'
import { printRuns } from './inline.ts'
import { startsLikeMarkup } from './lines.ts'

/** @returns contents by file name */
export function printText(text: LegalText): Map<string, string> {
  const files = new Map<string, string>()
  const add = (name: string, blocks: string[]) => {
    if (blocks.length > 0) files.set(name, `${blocks.join('\n\n')}\n`)
  }
  files.set('text.json', printAbout(text))
  add('preamble.md', printSection(text.preamble))
  add('articles.md', text.articles.flatMap(printArticle))
  text.chapters.forEach((chapter, nth) =>
    add(numberedName('chapter', nth), [
      printHeading('#', chapter.numeral, chapter.heading),
      ...chapter.articles.flatMap(printArticle),
      ...chapter.parts.flatMap((part) => [
        printHeading('##', part.numeral, part.heading),
        ...part.articles.flatMap(printArticle),
      ]),
    ]),
  )
  add('closing.md', printSection(text.closing))
  text.annexes.forEach((annex, nth) =>
    add(numberedName('annex', nth), [
      printHeading('#', annex.numeral ?? '-', annex.heading),
      ...printSection(annex),
    ]),
  )
  return files
}

const numberedName = (kind: string, nth: number) => `${kind}-${String(nth + 1).padStart(2, '0')}.md`

/** Only what text.json keeps, in the order of the model. */
function printAbout(text: LegalText): string {
  const kept = Object.fromEntries(
    Object.keys(about.shape).map((key) => [key, text[key as keyof LegalText]]),
  )
  return `${JSON.stringify(kept, null, 2)}\n`
}

const printHeading = (marks: string, number: string, heading: string) =>
  `${marks} ${number}.${heading && ` ${heading}`}`

const printArticle = (article: Article): string[] => [
  printHeading('###', article.number, article.heading),
  ...printSection(article),
]

function printSection({ paragraphs, footnotes }: Section): string[] {
  return [
    ...paragraphs.flatMap((paragraph) => printProvision(paragraph, '')),
    ...footnotes.map(({ label, text }) => `[^${label}]: ${printRuns(text)}`),
  ]
}

function printProvision(provision: Provision, indent: string): string[] {
  const deeper = `${indent}  `
  return [
    indent + printOwnLine(provision, indent === ''),
    ...provision.points.flatMap((point) => printProvision(point, deeper)),
    ...provision.after.map((runs) => `${deeper}> ${printRuns(runs)}`),
  ]
}

/** A paragraph without a number is just its words; a point without one begins with a dash. */
function printOwnLine({ label, text }: Provision, isParagraph: boolean): string {
  const words = printRuns(text)
  if (label === null && isParagraph && words && !startsLikeMarkup(words)) return words
  return [label ?? '-', words].filter(Boolean).join(' ')
}

/**
 * A text as Markdown (CommonMark 0.31, footnotes as GitHub writes them) that reads well anywhere:
 * numbers are bold, points are lists, references lead to the site. What Markdown has no words for
 * stands in the front matter, each value as JSON, which is YAML too.
 */
import { about, type Article, type LegalText, type Provision, type Section } from '../model.ts'
import { wordsOf, type Words } from '../words.ts'
import type { Extract } from './extract.ts'
import { inlineMarkdown, type Inline, type Notes } from './markdown-inline.ts'
import { headed, type Publication } from './publication.ts'

/** Nobody sees these: words after a list that belong to the paragraph above it, … */
const CONTINUED = '<!-- continued -->'
/** … and a paragraph that has neither a number nor words before its list. */
const PARAGRAPH = '<!-- paragraph -->'

type Writer = Inline & { words: Words }

export function toMarkdown(taken: Extract, publication: Publication): string {
  const { text } = taken
  const write: Writer = { ...inlineMarkdown(publication.url), words: wordsOf(text.language) }
  const notice = write.text(publication.notice)
  const articles = (marks: string, all: Article[]) =>
    all.flatMap((one) => [
      `${marks} ${write.line(headed(write.words.article(one.number), one))}`,
      ...section(write, one, taken.addressOf(one)),
    ])
  return [
    frontMatter(taken, publication),
    `# ${write.line(text.title)}`,
    `> ${notice}`,
    ...headedSection(write, write.words.preamble, text.preamble, 'preamble'),
    ...articles('##', text.articles),
    ...text.chapters.flatMap((chapter) => [
      `## ${write.line(headed(write.words.chapter(chapter.numeral), chapter))}`,
      ...articles('###', chapter.articles),
      ...chapter.parts.flatMap((part) => [
        `### ${write.line(headed(write.words.part(part.numeral), part))}`,
        ...articles('####', part.articles),
      ]),
    ]),
    ...headedSection(write, '* * *', text.closing, 'closing'),
    ...text.annexes.flatMap((annex) => [
      `## ${write.line(headed(write.words.annex(annex.numeral ?? '').trim(), annex))}`,
      ...section(write, annex, taken.addressOf(annex)),
    ]),
    '',
  ].join('\n\n')
}

function frontMatter({ text, scope }: Extract, { url, notice }: Publication): string {
  const kept = Object.keys(about.shape).map((key) => [key, text[key as keyof LegalText]])
  const said = { extract: scope.kind === 'text' ? null : scope.address, url, notice }
  const lines = [...kept, ...Object.entries(said)].map(
    ([key, value]) => `${key}: ${JSON.stringify(value)}`,
  )
  return ['---', ...lines, '---'].join('\n')
}

function headedSection(write: Writer, title: string, one: Section, address: string): string[] {
  if (one.paragraphs.length + one.footnotes.length === 0) return []
  const heading = title === '* * *' ? title : `## ${write.line(title)}`
  return [heading, ...section(write, one, address)]
}

/** @param address of the section: its footnotes are told from others by it */
function section(write: Writer, { paragraphs, footnotes }: Section, address: string): string[] {
  const names = new Map(footnotes.map(({ label }) => [label, `${address}-${label}`]))
  const notes = (label: string) => names.get(label)
  return [
    ...paragraphs.flatMap((one) => paragraph(write, one, notes)),
    ...footnotes.map(({ label, text }) => `[^${notes(label)}]: ${write.runs(text, notes)}`),
  ]
}

function paragraph(write: Writer, one: Provision, notes: Notes): string[] {
  return [
    labelled(write, one, notes) || PARAGRAPH,
    ...(one.points.length > 0 ? [list(write, one.points, notes)] : []),
    ...one.after.map((runs) => `${CONTINUED}\n\n${write.runs(runs, notes)}`),
  ]
}

const labelled = (write: Writer, { label, text }: Provision, notes: Notes): string =>
  [label && `**${write.text(label)}**`, write.runs(text, notes)].filter(Boolean).join(' ')

/** A loose list: a blank line between its items, so that each is a paragraph. */
const list = (write: Writer, points: Provision[], notes: Notes): string =>
  points.map((point) => item(write, point, notes)).join('\n\n')

function item(write: Writer, one: Provision, notes: Notes): string {
  const blocks = [
    labelled(write, one, notes),
    ...(one.points.length > 0 ? [list(write, one.points, notes)] : []),
    ...one.after.map((runs) => write.runs(runs, notes)),
  ].filter(Boolean)
  return `- ${blocks.join('\n\n').replace(/\n(?=[^\n])/g, '\n  ')}`
}

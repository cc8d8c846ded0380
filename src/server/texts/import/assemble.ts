/** Puts the parts of a draft into the model, each section with its provisions and footnotes. */
import type {
  About,
  Annex,
  Article,
  Chapter,
  Footnote,
  LegalText,
  Part,
  Section,
} from '../model.ts'
import { noteLabel } from '../model.ts'
import { readProvisions } from './provisions.ts'
import { warning, type Finding, type Note, type Source } from './source.ts'
import type { Draft, DraftArticle, DraftChapter, DraftPart, DraftSection } from './structure.ts'
import { tidyRuns } from './tidy.ts'

type Notes = { all: Map<string, Note>; used: Set<string> }
type Made<T> = { made: T; findings: Finding[] }

export function assemble(draft: Draft, source: Source, about: About): Made<LegalText> {
  const findings = [...draft.findings]
  const notes: Notes = { all: source.notes, used: new Set() }
  const section = (from: DraftSection, title: string): Section => {
    const { made, findings: more } = makeSection(from, title, notes)
    findings.push(...more)
    return made
  }
  const articles = (drafts: DraftArticle[]) =>
    drafts.map((one): Article => {
      const { number, heading } = one
      return { number, heading, ...section(one, `Article ${number}`) }
    })
  const part = (one: DraftPart): Part => ({ ...numbered(one), articles: articles(one.articles) })
  const chapter = (one: DraftChapter): Chapter => ({ ...part(one), parts: one.parts.map(part) })
  const made = {
    ...about,
    preamble: section(draft.preamble, 'the preamble'),
    articles: articles(draft.articles),
    chapters: draft.chapters.map(chapter),
    closing: section(draft.closing, 'the closing words'),
    annexes: draft.annexes.map((one): Annex => ({
      ...{ number: one.number, numeral: one.numeral ?? null, heading: one.heading },
      ...section(one, `Annex ${one.numeral ?? ''}`.trim()),
    })),
  }
  for (const [mark, { where }] of notes.all)
    if (!notes.used.has(mark))
      findings.push(warning(where, `footnote ${mark} has no mark in the text`))
  return { made, findings }
}

const numbered = ({ number, numeral, heading }: DraftPart) => ({
  ...{ number, numeral: numeral ?? String(number), heading },
})

function makeSection(draft: DraftSection, title: string, notes: Notes): Made<Section> {
  const { blocks, found } = withNotes(draft.blocks, notes)
  const { paragraphs, findings } = readProvisions(blocks, title)
  const labels = blocks.flatMap(({ runs }) =>
    runs.flatMap((run) => (run.kind === 'note' ? [run.label] : [])),
  )
  const footnotes = [...new Set(labels)].map((label): Footnote => ({
    label,
    text: noteText(notes.all.get(label)!),
  }))
  return { made: { paragraphs, footnotes }, findings: [...found, ...findings] }
}

/** Marks without a footnote are left out, and said. */
function withNotes(blocks: DraftSection['blocks'], { all, used }: Notes) {
  const found: Finding[] = []
  const kept = blocks.map((block) => ({
    ...block,
    runs: block.runs.filter((run) => {
      if (run.kind !== 'note') return true
      const note = all.get(run.label)
      const known = note && noteText(note).length > 0 && noteLabel.safeParse(run.label).success
      if (known) used.add(run.label)
      else found.push(warning(block.where, `there is no footnote ${run.label}`))
      return known
    }),
  }))
  return { blocks: kept, found }
}

/** What a footnote says; marks of others in it are left out. */
function noteText({ runs }: Note): Footnote['text'] {
  const tidy = tidyRuns(runs.filter(({ kind }) => kind !== 'note'))
  return tidy.filter((run) => run.kind !== 'note')
}

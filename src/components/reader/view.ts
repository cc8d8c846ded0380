/** A section of a text as a page shows it: every run with its link, every provision with its id. */
import type { LoadedText } from '../../server/texts/index.ts'
import { placeProvisions, splitAddress } from '../../server/texts/addresses.ts'
import { explicitPath, pathOf } from '../../server/texts/links.ts'
import type { Provision, Runs, Section } from '../../server/texts/model.ts'

/** What a link shows when it is opened without leaving the page. */
type Look = 'reference' | 'term'
export type Words =
  | { kind: 'text' | 'emphasis' | 'mark'; text: string }
  | { kind: 'link'; text: string; href: string; look: Look }
  | { kind: 'note'; label: string; href: string; id: string | undefined }

export type Item = {
  id: string
  /** as printed; a paragraph without a number has only its address */
  label: string | null
  /** permanent: with edition and language */
  href: string
  /** the page that cites it; articles have one */
  cite: string | undefined
  text: Words[]
  points: Item[]
  after: Words[][]
}
export type Note = { id: string; label: string; text: Words[]; back: string | undefined }
export type View = { items: Item[]; notes: Note[] }

/** Where a section stands. */
export type Where = {
  held: LoadedText
  /** the section: `12`, `preamble`, `annex-1` */
  at: string
  /** what the addresses of other pages begin with */
  base: string
  /** true where the whole text is one page, and its links stay on it */
  whole?: boolean
  /** what the ids begin with, where several sections are on one page */
  prefix?: string
}

/** The id of an address on a page with more than one section: `12#p2` → `article-12-p2`. */
export function idOf(address: string): string {
  const { page, anchor } = splitAddress(address)
  return [/^\d/.test(page) ? `article-${page}` : page, anchor].filter(Boolean).join('-')
}

/** The link to an address from a page; undefined where the text has no such place. */
export function hrefTo(
  { held, at, base, whole, prefix = '' }: Where,
  address: string,
): string | undefined {
  if (!held.find(address)) return undefined
  if (whole) return `#${idOf(address)}`
  const { page, anchor } = splitAddress(address)
  return page === at && anchor ? `#${prefix}${anchor}` : pathOf(address, base)
}

export function viewOf(section: Section, where: Where): View {
  const addresses = new Map(
    placeProvisions(section, where.at).map(({ provision, address }) => [provision, address]),
  )
  const prefix = where.prefix ?? ''
  const permanent = explicitPath(where.held.text)
  const notes = noteMarks(section, prefix)
  const words = runWriter(where, notes.mark)

  function item(provision: Provision, seen: Set<string>): Item {
    const address = addresses.get(provision)!
    // A term is a link where a paragraph first uses it; each time would be too many stops for keys.
    const write = (runs: Runs) => words(runs, address, seen)
    const text = write(provision.text)
    const points = provision.points.map((point) => item(point, seen))
    return {
      id: prefix + splitAddress(address).anchor,
      label: provision.label,
      href: pathOf(address, permanent),
      cite: citePath(where, splitAddress(address).anchor),
      ...{ text, points },
      after: provision.after.map(write),
    }
  }
  const items = section.paragraphs.map((paragraph) => item(paragraph, new Set()))
  const written = section.footnotes.map(({ text }) => words(text, where.at, new Set()))
  return { items, notes: notes.list(written) }
}

/** The page that cites a whole text, an article or a place in it; nothing else has one. */
export function citePath({ held, at }: Pick<Where, 'held' | 'at'>, anchor?: string) {
  const base = explicitPath(held.text)
  if (at === 'contents' || at === 'text') return `${base}/cite`
  if (!/^\d/.test(at)) return undefined
  return `${pathOf(at, base)}/cite${anchor ? `?at=${anchor}` : ''}`
}

type Mark = (label: string) => Words

/** The marks of footnotes, the first of each with an id to come back to. */
function noteMarks({ footnotes }: Section, prefix: string) {
  const places = new Map(footnotes.map(({ label }, nth) => [label, `${prefix}note-${nth + 1}`]))
  const marked = new Set<string>()
  const mark: Mark = (label) => {
    const id = places.get(label)
    if (!id) return { kind: 'mark', text: label }
    const back = marked.has(id) ? undefined : `${id}-mark`
    marked.add(id)
    return { kind: 'note', label, href: `#${id}`, id: back }
  }
  const list = (texts: Words[][]): Note[] =>
    footnotes.map(({ label }, nth) => {
      const id = places.get(label)!
      return { id, label, text: texts[nth]!, back: marked.has(id) ? `#${id}-mark` : undefined }
    })
  return { mark, list }
}

function runWriter(where: Where, mark: Mark) {
  return (runs: Runs, from: string, seen: Set<string>): Words[] =>
    where.held.markTerms(runs).map((run): Words => {
      if (run.kind === 'note') return mark(run.label)
      if (run.kind === 'text' || run.kind === 'emphasis') return run
      const { text } = run
      const term = run.kind === 'term'
      const to = term ? run.at : run.to
      const href = hrefTo(where, to)
      // Where a term is defined, and the second time, it is a word like others.
      if (!href || (term && (to === from || seen.has(to)))) return { kind: 'text', text }
      if (term) seen.add(to)
      return { kind: 'link', text, href, look: term ? 'term' : 'reference' }
    })
}

/** What is said, without links: where two wordings stand beside each other. */
export const plainWords = (runs: Runs): Words[] =>
  runs.map((run) =>
    run.kind === 'note'
      ? { kind: 'mark', text: run.label }
      : { kind: run.kind === 'emphasis' ? 'emphasis' : 'text', text: run.text },
  )

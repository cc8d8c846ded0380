/**
 * The part of a reading address after the text, both ways. It may begin with an edition and a
 * language, `1.0/en`; then `articles/12` ↔ `12`, `chapters/2` ↔ `chapter-2`, `preamble`; the whole
 * text is `text`, the contents are nothing; then `compare/<edition>` or `beside/<language>`.
 */
import type { LoadedText } from '../loaded.ts'
import { TEXT_IDS, type LegalText, type Section } from '../model.ts'
import { explicitPath, pathOf, textPath } from '../links.ts'
import type { Named } from '../stored/folder.ts'

export type Asked = {
  /** as in the address; left out, the edition that is signed and the reader's language */
  edition?: string
  language?: string
  /** an address of the model without its anchor, `contents` or `text` */
  at: string
  /** another edition to compare with */
  compare?: string
  /** another language to set beside it */
  beside?: string
}

const VERSION = /^(\d[\d.]{0,10})\/([A-Za-z][A-Za-z0-9-]{0,34})(?:\/|$)/
const PLACE =
  /^(?:(text|preamble|closing)|(articles|chapters|annexes)\/([\w]{1,24}))?(?:(?:^|\/)(compare|beside)\/([\w.-]{1,24}))?$/
const FOLDERS: Record<string, string> = { articles: '', chapters: 'chapter-', annexes: 'annex-' }

/** @returns undefined for what has not the form of an address */
export function askedIn(path: string): Asked | undefined {
  const [version = '', edition, language] = VERSION.exec(path) ?? []
  const match = PLACE.exec(path.slice(version.length))
  if (!match) return undefined
  const [, word, folder, number, more, other] = match
  const at = word ?? (folder ? `${FOLDERS[folder]}${number}` : 'contents')
  return { ...(edition && language && { edition, language }), at, ...(more && { [more]: other }) }
}

/** The path of a page of a text; `base` as in links.ts. */
export function pagePath(at: string, base: string): string {
  if (at === 'contents') return base
  return at === 'text' ? `${base}/text` : pathOf(at, base)
}

/** The one path of a page for search engines: the short one, where it leads to the same. */
export const canonicalPath = (at: string, text: Named, isDefault: boolean): string =>
  pagePath(at, isDefault ? textPath(text) : explicitPath(text))

export const comparePath = (at: string, from: Named, edition: string): string =>
  `${pagePath(at, explicitPath(from))}/compare/${edition}`
export const besidePath = (at: string, from: Named, language: string): string =>
  `${pagePath(at, explicitPath(from))}/beside/${language}`

/** The paragraphs of a page; undefined for a chapter, the contents, and what is not there. */
export function sectionAt(held: LoadedText, at: string): Section | undefined {
  const place = held.find(at)
  if (place?.kind === 'article') return place.article
  if (place?.kind === 'annex') return place.annex
  return place?.kind === 'preamble' || place?.kind === 'closing' ? place.section : undefined
}

/** Every page of a text, in the order of reading. */
export function pagesOf({ text, chapters, articles, annexes }: LoadedText): string[] {
  const has = (name: 'preamble' | 'closing') => (text[name].paragraphs.length > 0 ? [name] : [])
  const addresses = (all: { address: string }[]) => all.map(({ address }) => address)
  return [
    ...['contents', 'text', ...has('preamble')],
    ...[...addresses(chapters), ...addresses(articles)],
    ...[...has('closing'), ...addresses(annexes)],
  ]
}

/** Two editions, the older one first: 1.9 stands before 1.10. */
export function inOrder(one: LoadedText, other: LoadedText): [LoadedText, LoadedText] {
  const older = one.text.edition.localeCompare(other.text.edition, 'en', { numeric: true }) <= 0
  return older ? [one, other] : [other, one]
}

export const isTextId = (id: string): id is LegalText['id'] =>
  (TEXT_IDS as readonly string[]).includes(id)

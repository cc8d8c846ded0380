/** From an address to what is read there: a page of a text, two editions of it, two languages. */
import { textPath, explicitPath } from '../links.ts'
import type { LoadedText } from '../loaded.ts'
import type { TextId, Texts } from '../index.ts'
import { nearest } from './nearest.ts'
import { askedIn, pagePath, type Asked } from './paths.ts'

export type Request = {
  id: TextId
  /** what follows in the address: `articles/12`, `1.0/en/articles/12` */
  path: string
  /** the language of the page around the text */
  reader: string
}

export type ReadingPage = Asked & {
  held: LoadedText
  /** the other edition or language */
  other?: LoadedText
  /** true when the short address leads here too */
  isDefault: boolean
  /** what addresses of this page begin with: other pages are linked in the same form */
  base: string
}

export type Opened =
  | { outcome: 'found'; page: ReadingPage }
  | { outcome: 'no text' }
  /** @param nearest paths of pages that were probably meant */
  | { outcome: 'unknown'; nearest: { path: string; at: string; held: LoadedText }[] }

export type Reading = ReturnType<typeof readingService>

export function readingService(texts: Texts) {
  return {
    open({ id, path, reader }: Request): Opened {
      const usual = texts.forReader(id, reader)
      if (!usual) return { outcome: 'no text' }
      const asked = askedIn(path)
      const explicit = asked?.edition !== undefined
      const held = explicit ? texts.find(id, asked.edition!, asked.language!) : usual
      const base = held && (explicit ? explicitPath : textPath)(held.text)
      const other = held && asked && otherOf(texts, held, asked)
      if (!held || !base || !asked || !holds(held, asked, other) || (other && !explicit))
        return { outcome: 'unknown', nearest: offered(path, held ?? usual, base) }
      const page = { ...asked, held, isDefault: held === usual, base }
      return { outcome: 'found', page: other ? { ...page, other } : page }
    },
  }
}

function otherOf(texts: Texts, { text }: LoadedText, { compare, beside }: Asked) {
  if (compare !== undefined && compare !== text.edition)
    return texts.find(text.id, compare, text.language)
  if (beside !== undefined && beside !== text.language)
    return texts.find(text.id, text.edition, beside)
  return undefined
}

/** True when the page is there, in one of the two texts at least if two are asked for. */
function holds(held: LoadedText, asked: Asked, other: LoadedText | undefined): boolean {
  if ((asked.compare ?? asked.beside) !== undefined && !other) return false
  if (asked.at === 'contents') return !other
  // Of the whole text only two editions are compared, as a list of what differs.
  if (asked.at === 'text') return asked.beside === undefined
  return isPage(held, asked.at) || (other !== undefined && isPage(other, asked.at))
}

const isPage = (held: LoadedText, at: string) => !at.includes('#') && held.find(at) !== undefined

/** Without an edition or a language that is here, the same place in those that are. */
function offered(path: string, held: LoadedText, base = textPath(held.text)) {
  const asked = askedIn(path)
  const same = asked && isPage(held, asked.at) ? [asked.at] : nearest(path, held)
  return same.map((at) => ({ path: pagePath(at, base), at, held }))
}

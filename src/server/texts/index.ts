/** The texts that this site holds, read once when it starts; a new import is seen after a restart. */
import { campaign } from '../../../content/campaign.ts'
import { placeArticles } from './addresses.ts'
import { loaded, type LoadedText } from './loaded.ts'
import { readMatrix } from './matrix.ts'
import type { LegalText } from './model.ts'
import { findTexts, readText } from './stored/folder.ts'

export type { ArticlePage, LoadedText, Place, Reference } from './loaded.ts'
export type TextId = LegalText['id']
export type Texts = ReturnType<typeof textService>

/**
 * @param root holds `convention/` and `declaration/`
 * @throws WrongText, naming file and line, when one of them cannot be read
 */
export function textService(root: string) {
  const all = findTexts(root)
    .map((folder) => load(root, folder))
    .sort(inOrder)
  const of = (id: TextId, edition = defaultEdition(all, id)) =>
    all.filter(({ text }) => text.id === id && text.edition === edition)
  return {
    /** by text, newest edition first, then language */
    all,
    /** true when the text itself is here, in any edition: else there is only the guide */
    has: (id: TextId) => all.some(({ text }) => text.id === id),
    /** newest first */
    editions: (id: TextId) => [
      ...new Set(all.filter(({ text }) => text.id === id).map(({ text }) => text.edition)),
    ],
    /** the edition that is signed if it is here, else the newest */
    defaultEdition: (id: TextId) => defaultEdition(all, id),
    languages: (id: TextId, edition?: string) => of(id, edition).map(({ text }) => text.language),
    /** exactly this one */
    find: (id: TextId, edition: string, language: string): LoadedText | undefined =>
      of(id, edition).find(({ text }) => text.language === language),
    /** the default edition (or this one) in the reader's language, else in English, else in any */
    forReader: (id: TextId, language: string, edition?: string): LoadedText | undefined => {
      const found = of(id, edition)
      const speaks = (wanted: string) => found.find(({ text }) => text.language === wanted)
      return speaks(language) ?? speaks('en') ?? found[0]
    },
  }
}

function load(root: string, folder: string): LoadedText {
  const text = readText(root, folder)
  const articles = new Set(placeArticles(text).map(({ article }) => article.number))
  return loaded(text, readMatrix(folder, articles))
}

function inOrder({ text: a }: LoadedText, { text: b }: LoadedText): number {
  const byText = a.id < b.id ? -1 : Number(a.id > b.id)
  const byLanguage = a.language < b.language ? -1 : Number(a.language > b.language)
  return byText || compareEditions(b.edition, a.edition) || byLanguage
}

/** 1.9 stands before 1.10. */
const compareEditions = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })

function defaultEdition(all: LoadedText[], id: TextId): string | undefined {
  const editions = all.filter(({ text }) => text.id === id).map(({ text }) => text.edition)
  const signed: string = campaign.texts[id].edition
  return editions.includes(signed) ? signed : editions[0]
}

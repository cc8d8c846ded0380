/** What is searched: every article and annex of the texts, in each language, and the guides. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explicitPath, pathOf, textPath } from '../links.ts'
import type { Texts } from '../index.ts'
import type { LoadedText } from '../loaded.ts'
import { plain, TEXT_IDS, type Provision, type Section } from '../model.ts'
import { placeProvisions, sectionsOf } from '../addresses.ts'
import { headed } from '../formats/publication.ts'
import { wordsOf } from '../words.ts'

/** Something to read on a page, and where on it. */
export type Passage = { path: string; text: string }
export type SearchPage = {
  /** `text`, or `guide` for what the campaign says of it */
  kind: 'text' | 'guide'
  language: string
  title: string
  /** the chapter it is in, or the name of the text */
  within: string
  path: string
  passages: Passage[]
}

/** Guides are part of the project, whatever texts this site has been given. */
const GUIDES = new URL('../../../../content/', import.meta.url)

export function searchPages(texts: Texts): SearchPage[] {
  return [...TEXT_IDS.flatMap((id) => textPages(texts, id)), ...guidePages(texts)]
}

/** Of each text, the edition that is signed: the words of others are nearly the same. */
function textPages(texts: Texts, id: (typeof TEXT_IDS)[number]): SearchPage[] {
  return texts.languages(id).flatMap((language) => {
    const held = texts.forReader(id, language)!
    return sectionsOf(held.text).flatMap(({ address, section }) =>
      section.paragraphs.length > 0 ? [sectionPage(held, address, section, texts)] : [],
    )
  })
}

function sectionPage(
  held: LoadedText,
  address: string,
  section: Section,
  texts: Texts,
): SearchPage {
  const { text } = held
  const isUsual = texts.forReader(text.id, 'en') === held
  const base = isUsual ? textPath(text) : explicitPath(text)
  const place = held.find(address)
  const words = wordsOf(text.language)
  const chapter = place?.kind === 'article' ? place.chapter : undefined
  return {
    kind: 'text',
    language: text.language,
    title: titleOf(held, address),
    within: chapter ? headed(words.chapter(chapter.numeral), chapter) : text.title,
    path: pathOf(address, base),
    passages: placeProvisions(section, address)
      .filter(({ depth }) => depth === 1)
      .map((one) => ({ path: pathOf(one.address, base), text: saidIn(one.provision) })),
  }
}

function titleOf({ text, find }: LoadedText, address: string): string {
  const words = wordsOf(text.language)
  const place = find(address)
  if (place?.kind === 'article') return headed(words.article(place.article.number), place.article)
  if (place?.kind === 'annex')
    return headed(words.annex(place.annex.numeral ?? '').trim(), place.annex)
  return address === 'preamble' ? words.preamble : text.title
}

/** A paragraph with everything under it, in one line. */
const saidIn = ({ label, text, points, after }: Provision): string =>
  [label ?? '', plain(text), ...points.map(saidIn), ...after.map(plain)].filter(Boolean).join(' ')

/** A guide stands at the address of the text while that is not here, and beside it after. */
function guidePages(texts: Texts): SearchPage[] {
  const [convention, chapter] = texts.has('convention')
    ? ['/convention/guide', '/convention/guide']
    : ['/convention', '/convention/chapters']
  const chapters = join(GUIDES.pathname, 'convention/guide')
  const names = existsSync(chapters) ? readdirSync(chapters).sort() : []
  return [
    guide('convention/overview.md', convention),
    ...names.map((name) =>
      guide(`convention/guide/${name}`, `${chapter}/${name.replace('.md', '')}`),
    ),
    guide('declaration/guide.md', texts.has('declaration') ? '/declaration/guide' : '/declaration'),
  ]
}

function guide(file: string, path: string): SearchPage {
  const [, front = '', body = ''] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(new URL(file, GUIDES), 'utf8')) ?? []
  const said = (key: string) =>
    (new RegExp(`^${key}: (.*)$`, 'm').exec(front)?.[1] ?? '').replace(/^(['"])(.*)\1$/, '$2')
  const paragraphs = [said('summary'), said('whom'), ...body.split(/\n{2,}/)]
  return {
    ...{ kind: 'guide', language: 'en', title: said('title'), within: '', path },
    passages: paragraphs
      .map(bare)
      .filter(Boolean)
      .map((text) => ({ path, text })),
  }
}

/** Markdown without its marks. */
const bare = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^#+ |^[-*>] |\*+|`/gm, '')
    .replace(/\s+/g, ' ')
    .trim()

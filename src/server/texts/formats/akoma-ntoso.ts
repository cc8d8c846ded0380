/**
 * A text in Akoma Ntoso 3.0 (OASIS LegalDocML, 2018): a `doc`, because a model convention is no
 * act; a chapter or an article is a `portion` of it. What the schema has no place for is kept in
 * `proprietary` (akoma-ntoso-meta.ts), so that nothing of the model is lost.
 */
import type { Annex, Article, Chapter, LegalText, Part, Provision, Runs } from '../model.ts'
import { components, frbr, metaOf, type Document } from './akoma-ntoso-meta.ts'
import { inlineWriter } from './akoma-ntoso-inline.ts'
import { eIdsOf } from './eids.ts'
import type { Extract } from './extract.ts'
import type { Publication } from './publication.ts'
import { block, comment, escapeXml, inline, XML_DECLARATION, type Xml } from './xml.ts'

const NAMESPACE = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'

export function toAkomaNtoso(taken: Extract, publication: Publication): string {
  const eIds = eIdsOf(taken.whole)
  const eId = (thing: object) => eIds(taken.addressOf(thing))!
  const document: Document = { taken, publication, eId, eIdAt: eIds }
  const { scope, text } = taken
  const root = scope.kind === 'text' ? wholeText(document) : portion(document)
  return [
    XML_DECLARATION,
    comment(publication.notice),
    block('akomaNtoso', { xmlns: NAMESPACE, 'xml:lang': text.language }, root),
    '',
  ].join('\n')
}

function wholeText(document: Document): Xml {
  const { text } = document.taken
  const write = writer(document)
  return block(
    'doc',
    { name: `model-${text.id}`, contains: 'originalVersion' },
    metaOf(document),
    preface(document),
    write.preamble(text),
    block('mainBody', {}, text.articles.map(write.article), text.chapters.map(write.chapter)),
    write.closing(text),
    block('attachments', {}, text.annexes.map(write.annex)),
  )
}

function portion(document: Document): Xml {
  const { text } = document.taken
  const write = writer(document)
  const [chapter] = text.chapters
  const [article] = [...text.articles, ...(chapter ? articlesOf(chapter) : [])]
  const body =
    document.taken.scope.kind === 'chapter' ? write.chapter(chapter!) : write.article(article!)
  return block(
    'portion',
    { includedIn: frbr(document).expression },
    metaOf(document),
    block('portionBody', {}, body),
  )
}

const articlesOf = ({ articles, parts }: Chapter) => [
  ...articles,
  ...parts.flatMap((part) => part.articles),
]

function preface({ taken, publication }: Document): Xml {
  const title = inline('docTitle', {}, escapeXml(taken.text.title))
  return block(
    'preface',
    {},
    block('longTitle', { eId: 'longTitle' }, inline('p', {}, title)),
    inline('p', { class: 'edition' }, escapeXml(publication.edition)),
    inline('p', { class: 'notice', status: 'editorial' }, escapeXml(publication.notice)),
  )
}

function writer(document: Document) {
  const { eId } = document
  const runs = inlineWriter(document)
  const p = (content: Runs, above: string) => inline('p', {}, runs(content, above))
  const num = (label: string | null) => (label === null ? '' : inline('num', {}, escapeXml(label)))
  const heading = (words: string, above: string) =>
    words && inline('heading', { eId: `${above}__heading` }, escapeXml(words))

  /** A paragraph of an article or annex, and what hangs from it. */
  function provision(one: Provision): Xml {
    const id = eId(one)
    const name = elementOf(id)
    const text = one.text.length > 0 ? [p(one.text, id)] : []
    const after = one.after.map((more) => p(more, id))
    if (one.points.length === 0)
      return block(
        name,
        { eId: id },
        num(one.label),
        block('content', { eId: `${id}__content` }, text, after),
      )
    return block(
      name,
      { eId: id },
      num(one.label),
      text.length > 0 ? block('intro', { eId: `${id}__intro` }, text) : '',
      one.points.map(provision),
      after.length > 0 ? block('wrapUp', { eId: `${id}__wrapup` }, after) : '',
    )
  }
  /** A paragraph outside the hierarchy, in the preamble or the closing words. */
  function listed(name: string, one: Provision): Xml {
    const id = eId(one)
    const list = `${id}__list_1`
    return block(
      name,
      { eId: id },
      num(one.label),
      one.text.length > 0 ? p(one.text, id) : '',
      one.points.length > 0
        ? block(
            'blockList',
            { eId: list },
            one.points.map((point) => listed('item', point)),
          )
        : '',
      one.after.map((more) => p(more, id)),
    )
  }
  function article(one: Article): Xml {
    const id = eId(one)
    return block(
      'article',
      { eId: id },
      num(one.number),
      heading(one.heading, id),
      one.paragraphs.map(provision),
    )
  }
  const numbered = (name: string, one: Part | Chapter, ...content: Xml[][]): Xml =>
    block(name, { eId: eId(one) }, num(one.numeral), heading(one.heading, eId(one)), ...content)
  const part = (one: Part) => numbered('part', one, one.articles.map(article))

  return {
    article,
    chapter: (one: Chapter) =>
      numbered('chapter', one, one.articles.map(article), one.parts.map(part)),
    preamble({ preamble }: LegalText): Xml {
      if (preamble.paragraphs.length === 0) return ''
      const id = 'preamble__recs'
      const recitals = preamble.paragraphs.map((one) => listed('recital', one))
      return block('preamble', { eId: 'preamble' }, block('recitals', { eId: id }, recitals))
    },
    closing({ closing }: LegalText): Xml {
      const paragraphs = closing.paragraphs.map((one) => listed('tblock', one))
      return paragraphs.length > 0 ? block('conclusions', { eId: 'conclusions' }, paragraphs) : ''
    },
    annex(one: Annex): Xml {
      const id = eId(one)
      return block(
        'attachment',
        { eId: id },
        num(one.numeral),
        heading(one.heading, id),
        block(
          'doc',
          { name: 'annex' },
          components.meta(document, one),
          block('mainBody', {}, one.paragraphs.map(provision)),
        ),
      )
    },
  }
}

/** Elements by the short names that end their eIds: `art_12__para_2` → `paragraph`. */
const ELEMENTS: Record<string, string> = { para: 'paragraph', al: 'alinea' }
function elementOf(eId: string): string {
  const name = /__([a-z]+)_[^_]+(?:_\d+)?$/.exec(eId)![1]!
  return ELEMENTS[name] ?? name
}

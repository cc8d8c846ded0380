/** A text as JSON: the model (model.ts) as it is, with the address of everything in it. */
import { pathOf } from '../links.ts'
import type { Annex, Article, Chapter, LegalText, Part, Provision, Section } from '../model.ts'
import type { Extract } from './extract.ts'
import type { Publication } from './publication.ts'

/** Grows when what readers rely on changes; additions do not count. */
export const JSON_VERSION = 1

/**
 * Every chapter, part, article, annex and provision has an `address` (`12#p2-a`), which no other
 * place of the text has; `url` is where the whole of this is read.
 */
export function toJson(taken: Extract, publication: Publication): string {
  const { scope, text } = taken
  const path = scope.kind === 'text' ? '' : pathOf(scope.address, '')
  const file = {
    format: 'accede-text',
    version: JSON_VERSION,
    notice: publication.notice,
    url: publication.url + path,
    extract: scope.kind === 'text' ? null : scope.address,
    text: addressed(text, taken.addressOf),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

function addressed(text: LegalText, at: (thing: object) => string) {
  const provision = (one: Provision): object => ({
    address: at(one),
    ...one,
    points: one.points.map(provision),
  })
  const section = ({ paragraphs, footnotes }: Section) => ({
    paragraphs: paragraphs.map(provision),
    footnotes,
  })
  const articles = (all: Article[]) =>
    all.map((one) => ({ address: at(one), ...one, ...section(one) }))
  const part = (one: Part) => ({ address: at(one), ...one, articles: articles(one.articles) })
  const chapter = (one: Chapter) => ({
    address: at(one),
    ...one,
    articles: articles(one.articles),
    parts: one.parts.map(part),
  })
  const annex = (one: Annex) => ({ address: at(one), ...one, ...section(one) })
  return {
    ...text,
    preamble: section(text.preamble),
    articles: articles(text.articles),
    chapters: text.chapters.map(chapter),
    closing: section(text.closing),
    annexes: text.annexes.map(annex),
  }
}

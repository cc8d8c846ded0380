/** How a text, an article, a paragraph or a point is cited. */
import type { Context } from '../../context.ts'
import type { TextId, Texts } from '../index.ts'
import { explicitPath, pathOf } from '../links.ts'
import { CITATION_FORMATS, type CitationFormat } from './files.ts'
import { stylesOf, type Style } from './styles.ts'
import { workOf, type Work } from './work.ts'

export type AskedCitation = {
  text: string
  edition: string
  language: string
  /** undefined for the whole text */
  article?: string
  /** the rest of an address, `p2-a` */
  at?: string | null
}
export type Citation = {
  work: Work
  styles: Style[]
  /** path of what is cited, and of the files that say it for programs */
  path: string
  files: { format: CitationFormat; path: string }[]
}
export type CitationFile = { body: string; type: string; name: string }

export type CiteService = ReturnType<typeof citeService>

export function citeService({ config, now }: Pick<Context, 'config' | 'now'>, texts: Texts) {
  function find({ text, edition, language, article, at }: AskedCitation) {
    const held = texts.find(text as TextId, edition, language)
    if (!held) return undefined
    const page = article === undefined ? undefined : held.find(article)
    if (article !== undefined && page?.kind !== 'article') return undefined
    const address = article === undefined ? undefined : at ? `${article}#${at}` : article
    if (address !== undefined && !held.find(address)) return undefined
    return { held, address, work: workOf(held, address, config.siteUrl) }
  }
  return {
    /** @returns undefined when there is no such place */
    of(asked: AskedCitation): Citation | undefined {
      const found = find(asked)
      if (!found) return undefined
      const base = explicitPath(found.held.text)
      const page = asked.article === undefined ? base : pathOf(asked.article, base)
      const query = asked.at ? `?at=${asked.at}` : ''
      return {
        work: found.work,
        styles: stylesOf(found.work, new Date(now())),
        path: found.address === undefined ? base : pathOf(found.address, base),
        files: (Object.keys(CITATION_FORMATS) as CitationFormat[]).map((format) => ({
          format,
          path: `${page}/cite.${format}${query}`,
        })),
      }
    },
    file(asked: AskedCitation, format: string): CitationFile | undefined {
      const found = find(asked)
      if (!found || !Object.hasOwn(CITATION_FORMATS, format)) return undefined
      const { type, make } = CITATION_FORMATS[format as CitationFormat]
      return { body: make(found.work), type, name: `${found.work.key}.${format}` }
    },
  }
}

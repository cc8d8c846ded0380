/** Citations for programs that keep them: BibTeX, RIS and CSL-JSON. */
import type { Work } from './work.ts'

export const CITATION_FORMATS = {
  bib: { type: 'application/x-bibtex; charset=utf-8', make: toBibtex },
  ris: { type: 'application/x-research-info-systems; charset=utf-8', make: toRis },
  json: { type: 'application/vnd.citationstyles.csl+json; charset=utf-8', make: toCsl },
} as const

export type CitationFormat = keyof typeof CITATION_FORMATS

/** What has no field of its own: edition, place, and what a reader must know. */
const noteOf = ({ edition, pinpoint, caution }: Work): string =>
  [`Edition ${edition}`, pinpoint && `art. ${pinpoint.number}`, caution].filter(Boolean).join('; ')

const titleOf = ({ title, caution }: Work): string => (caution ? `${title} [${caution}]` : title)

/** Characters that TeX reads as commands. */
const TEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}
const tex = (text: string) => text.replace(/[\\~^]|[&%$#_{}]/g, (one) => TEX[one] ?? `\\${one}`)

/** Double braces: BibTeX would lower the capitals of a name. */
export function toBibtex(work: Work): string {
  const { author, journal, year, url, language } = work
  const fields = [
    ['author', author && `{${tex(author)}}`],
    ['title', `{${tex(titleOf(work))}}`],
    ['journal', journal && tex(journal.name)],
    ['volume', journal?.volume],
    ['number', journal?.issue],
    ['year', year === undefined ? undefined : String(year)],
    ['language', language],
    ['note', tex(noteOf(work))],
    ['url', url.replace(/[{}\\%]/g, encodeURIComponent)],
  ].filter(([, value]) => value !== undefined)
  const lines = fields.map(([name, value]) => `  ${name} = {${value}},`)
  return [`@${journal ? 'article' : 'misc'}{${work.key},`, ...lines, '}', ''].join('\n')
}

/** One field a line; lines end as the format has it. */
export function toRis(work: Work): string {
  const { author, journal, year, url, language } = work
  const lines = [
    ['TY', journal ? 'JOUR' : 'ELEC'],
    ['AU', author],
    ['TI', titleOf(work)],
    ['T2', journal?.name],
    ['VL', journal?.volume],
    ['IS', journal?.issue],
    ['PY', year === undefined ? undefined : String(year)],
    ['ET', work.edition],
    ['LA', language],
    ['N1', noteOf(work)],
    ['UR', url],
    ['ER', ''],
  ].filter(([, value]) => value !== undefined)
  return lines.map(([tag, value]) => `${tag}  - ${value}\r\n`).join('')
}

/** CSL-JSON 1.0, a list of one. */
export function toCsl(work: Work): string {
  const { author, journal, year, url, language, key } = work
  const item = {
    id: key,
    type: journal ? 'article-journal' : 'document',
    title: titleOf(work),
    ...(author && { author: [{ literal: author }] }),
    ...(journal && {
      ...{ 'container-title': journal.name, 'container-title-short': journal.bluebook },
      ...{ volume: journal.volume, issue: journal.issue },
    }),
    ...(year !== undefined && { issued: { 'date-parts': [[year]] } }),
    ...{ edition: work.edition, language, URL: url, note: noteOf(work) },
  }
  return `${JSON.stringify([item], null, 2)}\n`
}

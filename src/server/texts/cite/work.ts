/**
 * What a text is, for those who cite it: a journal publication where it is one, else a document on
 * this site; never a treaty in force. What is not known, such as its pages, is left out.
 */
import { explicitPath, pathOf } from '../links.ts'
import type { LoadedText } from '../loaded.ts'
import { yearOf } from '../formats/publication.ts'
import { pinpointOf, type Pinpoint } from './pinpoint.ts'

export type Journal = {
  name: string
  /** by the Bluebook (T13) and by OSCOLA, which has no points */
  bluebook: string
  oscola: string
  volume: string
  issue: string
}
export type Work = {
  author: string | undefined
  title: string
  edition: string
  /** what a reader must know: that it is a specimen, or a translation that nobody approved */
  caution: string | undefined
  journal: Journal | undefined
  year: number | undefined
  /** BCP 47 */
  language: string
  /** of what is cited, on this site */
  url: string
  pinpoint: Pinpoint | undefined
  /** short, for files and keys: `mimc-1.0-art-12` */
  key: string
}

/** Where edition 1.0 of the Convention was published. */
const PUBLISHED: Journal = {
  name: 'Columbia Journal of Transnational Law',
  bluebook: 'Colum. J. Transnat’l L.',
  oscola: 'Colum J Transnatl L',
  volume: '56',
  issue: 'special issue 2',
}
const COMMISSION = 'International Mobility Commission'
const CAUTIONS = {
  official: undefined,
  'unofficial translation': 'unofficial translation',
  specimen: 'specimen, not the official text',
} as const

/** @param at the address of what is cited, `12` or `12#p2-a`; undefined for the whole text */
export function workOf(held: LoadedText, at: string | undefined, siteUrl: string): Work {
  const { text } = held
  const isConvention = text.id === 'convention' && text.status !== 'specimen'
  const base = siteUrl + explicitPath(text)
  const part = at === undefined ? '' : `-art-${at.replace('#', '-')}`
  return {
    author: isConvention ? COMMISSION : undefined,
    title: text.title,
    edition: text.edition,
    caution: CAUTIONS[text.status],
    journal: isConvention && text.edition === '1.0' ? PUBLISHED : undefined,
    year: yearOf(text),
    language: text.language,
    url: at === undefined ? base : pathOf(at, base),
    pinpoint: at === undefined ? undefined : pinpointOf(held, at),
    key: `${text.id}-${text.edition}-${text.language}${part}`,
  }
}

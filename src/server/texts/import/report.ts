/** What an operator reads after an import: what was found, and what is doubtful. */
import { placeArticles, placeProvisions, sectionsOf } from '../addresses.ts'
import type { LegalText, Provision, Run } from '../model.ts'
import type { Finding } from './source.ts'

const MOST_SHOWN = 100

/** @returns lines */
export function report(text: LegalText, findings: Finding[]): string[] {
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const notes = findings.filter(({ severity }) => severity === 'note')
  return [
    `${text.title} (${text.id} ${text.edition}, ${text.language}, ${text.status})`,
    ...counts(text).map(([name, count]) => `  ${name.padEnd(16)} ${count}`),
    ...notes.map((one) => `note: ${line(one)}`),
    ...warnings.slice(0, MOST_SHOWN).map((one) => `doubtful: ${line(one)}`),
    ...(warnings.length > MOST_SHOWN ? [`… and ${warnings.length - MOST_SHOWN} more`] : []),
  ]
}

const line = ({ where, message }: Finding) => (where ? `${where}: ${message}` : message)

function counts(text: LegalText): [string, number][] {
  const sections = sectionsOf(text)
  const placed = sections.flatMap(({ address, section }) => placeProvisions(section, address))
  const runs = placed.flatMap(({ provision }) => runsOf(provision))
  return [
    ['chapters', text.chapters.length],
    ['parts', text.chapters.reduce((sum, { parts }) => sum + parts.length, 0)],
    ['articles', placeArticles(text).length],
    ['annexes', text.annexes.length],
    ['paragraphs', placed.filter(({ depth }) => depth === 1).length],
    ['points', placed.filter(({ depth }) => depth > 1).length],
    ['footnotes', sections.reduce((sum, { section }) => sum + section.footnotes.length, 0)],
    ['references', runs.filter(({ kind }) => kind === 'reference').length],
    ['defined terms', text.definitions.length],
  ]
}

const runsOf = ({ text, after }: Provision): Run[] => [text, ...after].flat()

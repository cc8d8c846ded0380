/** Runs in Akoma Ntoso. */
import type { Run, Runs } from '../model.ts'
import type { Document } from './akoma-ntoso-meta.ts'
import { escapeXml, inline, type Xml } from './xml.ts'

/**
 * @returns writes the runs of what has this eId: references there are counted, so that each has
 * an eId of its own
 */
export function inlineWriter({ eIdAt }: Pick<Document, 'eIdAt'>) {
  const counts = new Map<string, number>()
  const next = (name: string) => {
    counts.set(name, (counts.get(name) ?? 0) + 1)
    return `${name}_${counts.get(name)}`
  }
  /** A place that is not in this text keeps its address, marked as not found. */
  const target = (address: string) => {
    const eId = eIdAt(address)
    return eId === undefined ? `#unknown__${address.replace('#', '.')}` : `#${eId}`
  }
  const write = (run: Run, above: string): Xml => {
    switch (run.kind) {
      case 'text':
        return escapeXml(run.text)
      case 'emphasis':
        return inline('i', {}, escapeXml(run.text))
      case 'note':
        return inline('noteRef', {
          href: `#${noteId(sectionOf(above), run.label)}`,
          marker: run.label,
        })
      case 'reference':
        return reference(run, above)
    }
  }
  const reference = (run: Run & { kind: 'reference' }, above: string): Xml => {
    const known = [run.to, run.through ?? run.to].every((to) => eIdAt(to) !== undefined)
    const status = known ? undefined : 'incomplete'
    const words = escapeXml(run.text)
    if (!run.through)
      return inline('ref', { eId: next(`${above}__ref`), href: target(run.to), status }, words)
    const ends = { from: target(run.to), upTo: target(run.through) }
    return inline('rref', { eId: next(`${above}__rref`), ...ends, status }, words)
  }
  return (runs: Runs, above: string): Xml => runs.map((run) => write(run, above)).join('')
}

/** `art_12__para_2` → `art_12`. */
const sectionOf = (eId: string) => eId.split('__')[0]!

/** The note with this mark, of the section with this eId. A mark may be a sign: it goes by its code. */
export function noteId(section: string, label: string): string {
  const plain = label.replace(/[^A-Za-z0-9]/gu, (sign) => `u${sign.codePointAt(0)!.toString(16)}`)
  return `${section}__note_${plain}`
}

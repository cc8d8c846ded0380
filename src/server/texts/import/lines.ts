/** Lines of print as blocks: what belongs together is joined, words that were hyphenated are whole again. */
import type { Run } from '../model.ts'
import { headOf } from './heads.ts'
import { tokenOf } from './label-tokens.ts'
import { wordsOf, type Block } from './source.ts'
import { tidyRuns } from './tidy.ts'

export type PrintedLine = {
  runs: Run[]
  where: string
  /** more room before it than between the lines of a paragraph */
  gap: boolean
  /** the first of a page */
  opensPage?: boolean
  /** what tells headings from text: its size and weight; lines of one paragraph have the same */
  style?: string
  heading?: number
  indent?: number
}

/** @param language in which heads of articles are recognised */
export function joinLines(lines: PrintedLine[], language: string): Block[] {
  const blocks: Block[] = []
  const compounds = compoundsOf(lines)
  let last: PrintedLine | undefined
  for (const line of lines) {
    const block = blocks.at(-1)
    if (block && last && goesOn(last, line, block, language))
      block.runs.push(...joined(block, line, compounds))
    else
      blocks.push({
        ...{ runs: [...line.runs], where: line.where, indent: line.indent },
        ...(line.heading !== undefined && { heading: line.heading }),
      })
    last = line
  }
  return blocks.map((block) => ({ ...block, runs: tidyRuns(block.runs) }))
}

function goesOn(last: PrintedLine, line: PrintedLine, block: Block, language: string): boolean {
  if (last.style !== line.style) return false
  const words = textOf(block.runs).trim()
  const own: Block = { runs: line.runs, where: '' }
  if (line.opensPage) return !ends(words) && !begins(own, language) && line.heading === undefined
  if (line.gap) return false
  if (headOf({ ...block, runs: tidyRuns(block.runs) }, language)?.rest === '') return false
  const head = headOf(own, language)
  if (head?.certainty === 'sure' && (ends(words) || block.heading !== undefined)) return false
  const indented =
    line.indent !== undefined && last.indent !== undefined && line.indent > last.indent + 4
  if (tokenOf(own)) return !ends(words) && !indented && line.indent !== undefined
  return true
}

/** A sentence, or a point of a list, may be over here. */
const ends = (words: string) =>
  /(?:[.;:!?؛。；：]["”’»)]?|[,;،؛]\s(?:and|or|et|ou|y|o|и|или|و|أو))$/u.test(words)

const begins = (block: Block, language: string) =>
  tokenOf(block) !== undefined || headOf(block, language)?.certainty === 'sure'

const textOf = (runs: Run[]) => wordsOf({ runs, where: '' })

/** The runs of a line that goes on with a block; a hyphen at the end of the block is taken off. */
function joined(block: Block, line: PrintedLine, compounds: Set<string>): Run[] {
  const last = block.runs.at(-1)
  const [first] = line.runs
  if (last && last.kind !== 'note' && first && first.kind !== 'note') {
    const before = /(\p{L}+)-\s*$/u.exec(last.text)?.[1]
    const after = /^\s*(\p{Ll}+)/u.exec(first.text)?.[1]
    if (before && after) {
      const keeps = compounds.has(`${before}-${after}`.toLowerCase())
      last.text = last.text.replace(/-\s*$/u, keeps ? '-' : '')
      return line.runs
    }
    last.text = last.text.replace(/\u00ad\s*$/u, '\u00ad')
    if (last.text.endsWith('\u00ad')) return line.runs
  }
  return [{ kind: 'text', text: ' ' }, ...line.runs]
}

/** Words with a hyphen in the middle of a line have it everywhere. */
function compoundsOf(lines: PrintedLine[]): Set<string> {
  const words = lines.flatMap(({ runs }) => textOf(runs).match(/\p{L}+-\p{L}+/gu) ?? [])
  return new Set(words.map((word) => word.toLowerCase()))
}

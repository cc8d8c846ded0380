/** Blocks made ready for the grammar: one block a line that begins something, no list of contents. */
import { headOf, type Head } from './heads.ts'
import { tokenOf } from './label-tokens.ts'
import { note, wordsOf, type Block, type Finding } from './source.ts'
import { cutRuns, tidyRuns } from './tidy.ts'

const LONGEST_ENTRY = 160
/** "Article 12 ........ 45" */
const LEADERS = /(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$/

export function prepare(
  blocks: Block[],
  language: string,
): { blocks: Block[]; findings: Finding[] } {
  const split = blocks
    .flatMap((block) => splitLines(block, language))
    .filter((block) => block.runs.length > 0 || block.label !== undefined)
  const entries = split.filter((block) => LEADERS.test(wordsOf(block)))
  const left = split.filter((block) => !entries.includes(block))
  const { from, to } = contents(left, language)
  const dropped = entries.length + (to - from)
  return {
    blocks: [...left.slice(0, from), ...left.slice(to)],
    findings:
      dropped > 0
        ? [note(left[from]?.where ?? '', `a list of contents was left out: ${dropped} lines`)]
        : [],
  }
}

/** A line break before a number or a heading ends a block; any other is a space. */
function splitLines(block: Block, language: string): Block[] {
  const runs = tidyRuns(block.runs, 'kept')
  const words = wordsOf({ ...block, runs })
  for (let at = words.indexOf('\n'); at >= 0; at = words.indexOf('\n', at + 1)) {
    const [before, after] = cutRuns(runs, at)
    const rest: Block = { ...block, runs: after, label: undefined }
    const opened = headOf({ ...block, runs: tidyRuns(before) }, language)
    const begins = { ...rest, runs: tidyRuns(firstLine(after)) }
    if (opened?.rest === '' || tokenOf(begins)?.label || isHead(begins, language))
      return [{ ...block, runs: tidyRuns(before) }, ...splitLines(rest, language)]
  }
  return [{ ...block, runs: tidyRuns(runs) }]
}

const isHead = (block: Block, language: string) => headOf(block, language)?.certainty === 'sure'

function firstLine(runs: Block['runs']): Block['runs'] {
  const words = wordsOf({ runs, where: '' })
  const start = words.length - words.trimStart().length
  const end = words.indexOf('\n', start)
  return cutRuns(cutRuns(runs, end < 0 ? words.length : end)[0], start)[1]
}

/** Headings without text between them, the first of which stands again further on. */
function contents(blocks: Block[], language: string): { from: number; to: number } {
  const none = { from: 0, to: 0 }
  const heads = blocks.map((block) => headOf(block, language))
  const first = heads.findIndex((head) => head && head.unit !== 'contents')
  if (first < 0) return none
  const again = heads.findIndex((head, at) => at > first && isSame(head, heads[first]!))
  if (again < 0) return none
  const between = blocks.slice(first, again)
  if (!between.every((block, at) => heads[first + at] || isEntry(block))) return none
  const title = heads.findIndex((head) => head?.unit === 'contents')
  return { from: title >= 0 && title < first ? title : first, to: again }
}

const isSame = (a: Head | undefined, b: Head) =>
  a?.unit === b.unit && a.number === b.number && a.numeral === b.numeral

const isEntry = (block: Block) => {
  const words = wordsOf(block)
  return words.length <= LONGEST_ENTRY && !/[.;:]$/.test(words)
}

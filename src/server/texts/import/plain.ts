/** Plain text as blocks: an empty line ends one; `_words_` are stressed; `[1]` is a footnote. */
import type { Run } from '../model.ts'
import { joinLines, type PrintedLine } from './lines.ts'
import { wordsOf, type Block, type Source } from './source.ts'
import { cutRuns, plainRun } from './tidy.ts'

const NOTE = /^\[\^?(\d{1,4}|[*†‡]{1,3})\]:?\s+(?=\S)/
const INLINE =
  /\[\^?(?<mark>\d{1,4}|[*†‡]{1,3})\]|(?<![\p{L}\p{N}_])_(?<stressed>[^_\s](?:[^_]*[^_\s])?)_(?![\p{L}\p{N}_])/gu

export function readPlain(text: string, language: string): Source {
  const all = text.replace(/\f/g, '\n\n').split(/\r\n?|\n/)
  const lines = all.flatMap((line, nth): PrintedLine[] =>
    line.trim() === ''
      ? []
      : [
          {
            runs: [plainRun(line.trimEnd())],
            where: `line ${nth + 1}`,
            gap: nth === 0 || all[nth - 1]!.trim() === '' || NOTE.test(line),
          },
        ],
  )
  // Words are stressed over the end of a line, too, so lines are joined first.
  const blocks = joinLines(lines, language).map((block) => ({
    ...block,
    runs: inlineRuns(wordsOf(block)),
  }))
  const notes: Source['notes'] = new Map()
  const left = blocks.filter((block) => !takeNote(block, notes))
  return { blocks: left, notes, findings: [] }
}

/** A block that begins with a mark is what the mark points at. */
function takeNote(block: Block, notes: Source['notes']): boolean {
  const [first] = block.runs
  if (first?.kind !== 'note' || notes.has(first.label)) return false
  const words = wordsOf(block)
  if (!/^:?\s+\S/.test(words)) return false
  const [, runs] = cutRuns(block.runs.slice(1), words.startsWith(':') ? 1 : 0)
  notes.set(first.label, { runs, where: block.where })
  return true
}

function inlineRuns(words: string): Run[] {
  const runs: Run[] = []
  let at = 0
  for (const match of words.matchAll(INLINE)) {
    if (match.index > at) runs.push(plainRun(words.slice(at, match.index)))
    const { mark, stressed } = match.groups!
    runs.push(mark ? { kind: 'note', label: mark } : { kind: 'emphasis', text: stressed! })
    at = match.index + match[0].length
  }
  if (at < words.length) runs.push(plainRun(words.slice(at)))
  return runs
}

/**
 * Runs as one line of characters: `*emphasis*`, `[^1]` for a footnote, `[Article 12(2)](12#p2)` for
 * a reference, `[Articles 3 to 5](3..5)` for a range, and a backslash before what would be read as
 * one of these.
 */
import type { Run, Runs } from '../model.ts'

const escape = (text: string) => text.replace(/[\\*[\]]/g, '\\$&')
const unescape = (text: string) => text.replace(/\\(.)/gu, '$1')

/** A run other than plain text; `\\.` is an escaped character inside it. */
const MARKED =
  /\[\^(?<label>[^\]]+)\]|\[(?<words>(?:\\.|[^\\[\]])+)\]\((?<to>[^()\s]+?)(?:\.\.(?<through>[^()\s]+))?\)|\*(?<stressed>(?:\\.|[^\\*])+)\*/uy
const PLAIN = /(?:\\.|[^\\*[])+/uy

export function printRuns(runs: readonly Run[]): string {
  return runs.map(printRun).join('')
}

function printRun(run: Run): string {
  switch (run.kind) {
    case 'text':
      return escape(run.text)
    case 'emphasis':
      return `*${escape(run.text)}*`
    case 'note':
      return `[^${run.label}]`
    case 'reference':
      return `[${escape(run.text).replace(/^\^/, '\\^')}](${run.to}${run.through ? `..${run.through}` : ''})`
  }
}

/** @returns the runs, or the column (from 0) at which the line cannot be read */
export function parseRuns(line: string): Runs | number {
  const runs: Runs = []
  let at = 0
  while (at < line.length) {
    const [run, length] = readMarked(line, at) ?? readPlain(line, at) ?? []
    if (!run || !length) return at
    runs.push(run)
    at += length
  }
  return runs
}

function readMarked(line: string, at: number): [Run, number] | undefined {
  MARKED.lastIndex = at
  const match = MARKED.exec(line)
  if (!match) return undefined
  const { label, words, to, through, stressed } = match.groups!
  const length = match[0].length
  if (label !== undefined) return [{ kind: 'note', label }, length]
  if (stressed !== undefined) return [{ kind: 'emphasis', text: unescape(stressed) }, length]
  const text = unescape(words!)
  return [{ kind: 'reference', text, to: to!, ...(through && { through }) }, length]
}

function readPlain(line: string, at: number): [Run, number] | undefined {
  PLAIN.lastIndex = at
  const match = PLAIN.exec(line)
  return match ? [{ kind: 'text', text: unescape(match[0]) }, match[0].length] : undefined
}

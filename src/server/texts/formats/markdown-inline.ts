/** Runs as Markdown. */
import { pathOf } from '../links.ts'
import type { Run, Runs } from '../model.ts'

/** The name of a footnote in this file, by its mark; undefined for a mark without a note. */
export type Notes = (label: string) => string | undefined

export type Inline = ReturnType<typeof inlineMarkdown>

/** Every sign that Markdown could read as more than itself; a backslash may stand before each. */
const SIGNS = /[\\`*_{}[\]<>&#!~|$]/g
/** Signs that mean something only at the begin of a line: lists, headings, rules, tables. */
const AT_START = /^(?:([-+=])|(\d{1,9})([.)]))/
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/** @param url of the text: references lead there */
export function inlineMarkdown(url: string) {
  const text = (plain: string): string => plain.replace(SIGNS, '\\$&')
  const start = (marked: string): string =>
    marked.replace(AT_START, (all, sign, digits, dot) =>
      sign ? `\\${sign}` : digits ? `${digits}\\${dot}` : all,
    )
  const reference = (run: Run & { kind: 'reference' }): string => {
    const through = run.through ? ` "${run.through}"` : ''
    return `[${text(run.text)}](<${pathOf(run.to, url)}>${through})`
  }
  const emphasis = (words: string, before: string, after: string): string =>
    isClear(words, before, after) ? `*${text(words)}*` : `<em>${text(words)}</em>`

  const run = (runs: Runs, nth: number, note: Notes): string => {
    const one = runs[nth]!
    switch (one.kind) {
      case 'text':
        // A colon after a mark at the begin of a line would make it a footnote's own text.
        return text(one.text).replace(/^:/, '\\:')
      case 'note': {
        const name = note(one.label)
        return name === undefined ? `<sup>${text(one.label)}</sup>` : `[^${name}]`
      }
      case 'reference':
        return reference(one)
      case 'emphasis':
        return emphasis(one.text, edge(runs[nth - 1], -1), edge(runs[nth + 1], 0))
    }
  }
  return {
    /** plain characters inside a line */
    text,
    /** plain characters that begin a line */
    line: (plain: string): string => start(text(plain)),
    runs: (runs: Runs, note: Notes): string =>
      start(runs.map((_, nth) => run(runs, nth, note)).join('')),
  }
}

/** The character of a neighbour that touches: a space where there is none, a star for other marks. */
function edge(run: Run | undefined, at: number): string {
  if (!run) return ' '
  return run.kind === 'text' ? (run.text.at(at) ?? ' ') : '*'
}

/** Stars read as emphasis wherever letters stand inside them and no star outside (CommonMark, 6.2). */
const isClear = (words: string, before: string, after: string): boolean =>
  LETTER_OR_DIGIT.test(words[0]!) &&
  LETTER_OR_DIGIT.test(words.at(-1)!) &&
  before !== '*' &&
  after !== '*'

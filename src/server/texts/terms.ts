/** Finds the defined terms in what a text says. */
import type { Definition, Run } from './model.ts'

export type MarkedRun = Run | { kind: 'term'; text: string; at: string }

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * Whole words, whatever their case, the longest term first; only plain text is looked at.
 * Chinese and other scripts without spaces between words are found inside a line too.
 */
export function termFinder(definitions: readonly Definition[]) {
  const places = new Map(
    definitions.flatMap(({ term, forms, at }) =>
      [term, ...forms].map((form) => [form.toLowerCase(), at] as const),
    ),
  )
  const forms = [...places.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const spaced = '[[\\p{L}\\p{N}]--\\p{sc=Han}]'
  const pattern =
    forms.length > 0 &&
    new RegExp(`(?<!${spaced})(?:${forms.map(literally).join('|')})(?!${spaced})`, 'giv')
  return (runs: readonly Run[]): MarkedRun[] => {
    if (!pattern) return [...runs]
    return runs.flatMap((run) => (run.kind === 'text' ? mark(run.text, pattern, places) : [run]))
  }
}

function mark(text: string, pattern: RegExp, places: Map<string, string>): MarkedRun[] {
  const marked: MarkedRun[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) marked.push({ kind: 'text', text: text.slice(end, match.index) })
    const [term] = match
    marked.push({ kind: 'term', text: term, at: places.get(term.toLowerCase())! })
    end = match.index + term.length
  }
  if (end < text.length) marked.push({ kind: 'text', text: text.slice(end) })
  return marked
}

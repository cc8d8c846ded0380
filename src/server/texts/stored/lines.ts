/** How a line of a stored text begins: what it is, before its words. */
import { isLabel } from '../labels.ts'

export type Line =
  | { kind: 'heading'; level: number; words: string }
  | { kind: 'footnote'; label: string; words: string }
  | { kind: 'after'; depth: number; words: string }
  | { kind: 'provision'; depth: number; label: string | null; words: string }

/** @returns undefined for a line that cannot be read; its depth is counted from 0 */
export function readLine(line: string): Line | undefined {
  const [, indent = '', rest = ''] = /^( *)(.*)$/.exec(line)!
  if (indent.length % 2 === 1 || rest === '') return undefined
  const depth = indent.length / 2
  const [, mark = '', words = ''] = /^([^ ]+)(?: (.*))?$/.exec(rest) ?? []
  if (depth === 0) {
    if (/^#{1,3}$/.test(mark)) return { kind: 'heading', level: mark.length, words }
    const note = /^\[\^([^\]]+)\]: (.+)$/.exec(rest)
    if (note) return { kind: 'footnote', label: note[1]!, words: note[2]! }
  }
  if (mark === '>') return depth > 0 ? { kind: 'after', depth, words } : undefined
  if (mark === '-' || isLabel(mark))
    return { kind: 'provision', depth, label: mark === '-' ? null : mark, words }
  if (depth > 0) return undefined
  return { kind: 'provision', depth, label: null, words: rest }
}

/** True for words that would not be read as just these words; a dash goes before them. */
export function startsLikeMarkup(words: string): boolean {
  const line = readLine(words)
  return line?.kind !== 'provision' || line.words !== words
}

/** The specimen as plain text: 76 columns, an empty line between paragraphs, notes as [1]. */
import type { LegalText } from '../../../src/server/texts/model.ts'
import { flowOf, inline, type Item } from './flow.ts'

const COLUMNS = 76
const words = {
  text: (text: string) => text,
  emphasis: (text: string) => `_${text}_`,
  note: (label: string) => `[${label}]`,
}

export function plainSpecimen(text: LegalText): string {
  return `${flowOf(text).map(printItem).join('\n\n')}\n`
}

function printItem(item: Item): string {
  switch (item.kind) {
    case 'title':
      return item.words
    case 'head':
      return [item.name, item.words].filter(Boolean).join('\n')
    case 'note':
      return wrap(`[${item.note.label}] ${inline(item.note.text, words)}`, '')
    case 'after':
      return wrap(inline(item.runs, words), '    '.repeat(item.depth - 1))
    case 'provision': {
      const line = [item.label, inline(item.runs, words)].filter(Boolean).join(' ')
      return wrap(line, '    '.repeat(item.depth - 1))
    }
  }
}

function wrap(text: string, indent: string): string {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    if (line.length + word.length > COLUMNS && line.trim()) {
      lines.push(line.trimEnd())
      line = indent
    }
    line += `${word} `
  }
  return [...lines, line.trimEnd()].join('\n')
}

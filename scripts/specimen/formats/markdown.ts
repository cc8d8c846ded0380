/** The specimen as Markdown: paragraphs with numbers are lists, points stand below them. */
import type { LegalText } from '../../../src/server/texts/model.ts'
import { flowOf, inline, type Item } from './flow.ts'

const words = {
  text: (text: string) => text.replace(/[\\*_[\]<>#`&]/g, '\\$&'),
  emphasis: (text: string) => `*${text}*`,
  note: (label: string) => `[^${label}]`,
}

export function markdownSpecimen(text: LegalText): string {
  return `${flowOf(text).map(printItem).join('\n\n')}\n`
}

function printItem(item: Item): string {
  switch (item.kind) {
    case 'title':
      return `# ${words.text(item.words)}`
    case 'head':
      return `${'#'.repeat(item.level + 1)} ${[item.name, words.text(item.words)].filter(Boolean).join('. ')}`
    case 'note':
      return `[^${item.note.label}]: ${inline(item.note.text, words)}`
    case 'after':
      return `${indentOf(item.depth + 1)}${inline(item.runs, words)}`
    case 'provision': {
      const line = inline(item.runs, words)
      return item.label === null ? line : `${indentOf(item.depth)}${item.label} ${line}`
    }
  }
}

/** Points stand within the paragraph that has them; deeper ones are told by their numbers. */
const indentOf = (depth: number) => (depth > 1 ? '   ' : '')

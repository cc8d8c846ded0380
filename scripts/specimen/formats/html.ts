/** The specimen as a page of HTML, as a site might hold it: with a menu, a style and lists. */
import type { LegalText, Run } from '../../../src/server/texts/model.ts'
import { flowOf, inline, type Item } from './flow.ts'

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[sign]};`)
const words = {
  text: escape,
  emphasis: (text: string) => `<em>${text}</em>`,
  note: (label: string) => `<sup id="back-${label}"><a href="#note-${label}">${label}</a></sup>`,
}
const say = (runs: readonly Run[]) => inline(runs, words)

export function htmlSpecimen(text: LegalText): string {
  const direction = text.language === 'ar' ? ' dir="rtl"' : ''
  const items = flowOf(text)
  const notes = items.flatMap((item) => (item.kind === 'note' ? [printNote(item)] : []))
  return `<!doctype html>
<html lang="${text.language}"${direction}>
<head><meta charset="utf-8"><title>${escape(text.title)}</title>
<style>h1 { text-align: center }</style></head>
<body>
<nav><a href="/">Home</a></nav>
<main>
${items
  .filter(({ kind }) => kind !== 'note')
  .map(printItem)
  .join('\n')}
<ol class="notes">
${notes.join('\n')}
</ol>
</main>
</body>
</html>
`
}

function printItem(item: Item): string {
  switch (item.kind) {
    case 'title':
      return `<h1>${escape(item.words)}</h1>`
    case 'head': {
      const tag = `h${item.level + 1}`
      return `<${tag}>${[item.name, item.words].filter(Boolean).map(escape).join('<br>\n')}</${tag}>`
    }
    case 'after':
      return `<p>${say(item.runs)}</p>`
    case 'provision':
      return `<p>${[item.label && escape(item.label), say(item.runs)].filter(Boolean).join(' ')}</p>`
    case 'note':
      return ''
  }
}

const printNote = ({ note }: Item & { kind: 'note' }) =>
  `<li id="note-${note.label}" value="${note.label}"><p>${say(note.text)} <a href="#back-${note.label}">↩</a></p></li>`

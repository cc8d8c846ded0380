/** The blocks of a piece of news as HTML for mail programs: styles in place, every word escaped. */
import { escapeHtml } from '../../mail/markup.ts'
import type { Block, Inline } from './safe.ts'

export const htmlOf = (blocks: readonly Block[]): string => blocks.map(block).join('\n')

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return one.level === 2
        ? `<h2 style="margin:28px 0 12px;font:600 20px/1.3 Georgia,serif">${inline(one.inside)}</h2>`
        : `<h3 style="margin:24px 0 8px;font:600 17px/1.3 Georgia,serif">${inline(one.inside)}</h3>`
    case 'paragraph':
      return `<p style="margin:0 0 16px">${inline(one.inside)}</p>`
    case 'quote':
      return `<blockquote style="margin:0 0 16px;padding:0 16px;border-left:3px solid #b8b0a0">${htmlOf(one.blocks)}</blockquote>`
    case 'list': {
      const items = one.items.map((item) => `<li style="margin:0 0 8px">${tight(item)}</li>`)
      const [tag, start] = one.first === undefined ? ['ul', ''] : ['ol', startOf(one.first)]
      return `<${tag}${start} style="margin:0 0 16px;padding:0 24px">${items.join('')}</${tag}>`
    }
    case 'code':
      return `<pre style="margin:0 0 16px;font:14px/1.5 Consolas,monospace;white-space:pre-wrap">${escapeHtml(one.text)}</pre>`
    case 'rule':
      return '<hr class="rule" style="border:0;border-top:1px solid #ddd5c5;margin:24px 0" />'
  }
}

const startOf = (first: number) => (first === 1 ? '' : ` start="${first}"`)

/** A point of one paragraph needs no paragraph around it. */
function tight(item: readonly Block[]): string {
  const [only] = item
  return item.length === 1 && only?.kind === 'paragraph' ? inline(only.inside) : htmlOf(item)
}

function inline(inside: readonly Inline[]): string {
  return inside
    .map((one) => {
      switch (one.kind) {
        case 'text':
          return escapeHtml(one.text)
        case 'code':
          return `<code style="font-family:Consolas,monospace">${escapeHtml(one.text)}</code>`
        case 'break':
          return '<br />'
        case 'strong':
          return `<strong>${inline(one.inside)}</strong>`
        case 'emphasis':
          return `<em>${inline(one.inside)}</em>`
        case 'link':
          return `<a class="link" style="color:#0e4f5c" href="${escapeHtml(one.href)}">${inline(one.inside)}</a>`
      }
    })
    .join('')
}

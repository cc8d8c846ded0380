/** The blocks of a piece of news as plain text: the part that every mail program can show. */
import { plainOf, type Block, type Inline } from './safe.ts'

export const textOf = (blocks: readonly Block[]): string => blocks.map(block).join('\n\n')

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `${inline(one.inside)}\n${(one.level === 2 ? '=' : '-').repeat(20)}`
    case 'paragraph':
      return inline(one.inside)
    case 'quote':
      return begin(textOf(one.blocks), '> ', '> ')
    case 'list':
      return one.items.map((item, nth) => itemOf(item, one.first, nth)).join('\n')
    case 'code':
      return begin(one.text, '    ', '    ')
    case 'rule':
      return '* * *'
  }
}

function itemOf(item: readonly Block[], first: number | undefined, nth: number): string {
  const mark = first === undefined ? '- ' : `${first + nth}. `
  return begin(textOf(item), mark, ' '.repeat(mark.length))
}

/** Lines with something before the first of them, and before each further one. */
function begin(text: string, first: string, further: string): string {
  return text
    .split('\n')
    .map((line, nth) => `${nth === 0 ? first : further}${line}`.trimEnd())
    .join('\n')
}

function inline(inside: readonly Inline[]): string {
  return inside
    .map((one) => {
      switch (one.kind) {
        case 'text':
        case 'code':
          return one.text
        case 'break':
          return '\n'
        case 'strong':
          return `*${inline(one.inside)}*`
        case 'emphasis':
          return `_${inline(one.inside)}_`
        case 'link':
          return linkOf(plainOf(one.inside), one.href)
      }
    })
    .join('')
}

/** An address that is its own words stands there once. */
function linkOf(words: string, href: string): string {
  const address = href.replace(/^mailto:/, '')
  return [address, href, href.replace(/\/$/, '')].includes(words) ? words : `${words} <${address}>`
}

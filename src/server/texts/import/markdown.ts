/** Markdown as blocks: headings, lists with their numbers, emphasis, footnotes. HTML in it is left out. */
import type { List, Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import type { Run } from '../model.ts'
import { warning, type Block, type Source } from './source.ts'

type Reader = Source & { items: number[]; nextItem: number; label?: string | null }

export function readMarkdown(markdown: string): Source {
  const reader: Reader = { blocks: [], notes: new Map(), findings: [], items: [], nextItem: 1 }
  const tree = fromMarkdown(withoutFrontmatter(markdown), {
    extensions: [gfmFootnote()],
    mdastExtensions: [gfmFootnoteFromMarkdown()],
  })
  for (const node of tree.children) readNode(node, reader)
  return { blocks: reader.blocks, notes: reader.notes, findings: reader.findings }
}

/** Keeps its lines, so that places stay right. */
const withoutFrontmatter = (markdown: string) =>
  markdown.replace(/^---\n[^]*?\n---\n/, (block) => block.replace(/[^\n]/g, ''))

const lineOf = (node: Nodes) => `line ${node.position?.start.line ?? 1}`

function readNode(node: RootContent, reader: Reader): void {
  switch (node.type) {
    case 'heading':
      return add(reader, { runs: inline(node.children), where: lineOf(node), heading: node.depth })
    case 'paragraph':
      return add(reader, { runs: inline(node.children), where: lineOf(node) })
    case 'list':
      return readList(node, reader)
    case 'blockquote':
      for (const child of node.children) readNode(child, reader)
      return
    case 'footnoteDefinition':
      return readNote(node, reader)
    case 'code':
      // Four spaces make "code" of a point that stands deep.
      return add(reader, { runs: [{ kind: 'text', text: node.value }], where: lineOf(node) })
    case 'thematicBreak':
    case 'definition':
    case 'yaml':
      return
    default:
      reader.findings.push(warning(lineOf(node), `${node.type} could not be placed`))
  }
}

function add(reader: Reader, block: Block): void {
  const label = reader.label
  delete reader.label
  reader.blocks.push({
    ...block,
    ...(label !== undefined && { label }),
    ...(reader.items.length > 0 && { items: [...reader.items] }),
  })
}

function readList(list: List, reader: Reader): void {
  let number = list.start ?? 1
  for (const item of list.children) {
    reader.items.push(reader.nextItem++)
    reader.label = startsWithNumber(item.children[0])
      ? undefined
      : list.ordered
        ? `${number}.`
        : null
    if (reader.label === undefined) delete reader.label
    number++
    for (const child of item.children) readNode(child, reader)
    reader.items.pop()
  }
}

/** "- (a) a point": the bullet is Markdown's, the number is the text's. */
function startsWithNumber(node: RootContent | undefined): boolean {
  const [first] = node?.type === 'paragraph' ? node.children : []
  return first?.type === 'text' && /^(?:\([\p{L}\p{N}]{1,5}\)|\p{N}{1,3}[.)])\s/u.test(first.value)
}

function readNote(node: RootContent & { type: 'footnoteDefinition' }, reader: Reader): void {
  const blocks = node.children.flatMap((child) =>
    child.type === 'paragraph' ? [inline(child.children)] : [],
  )
  const runs = blocks.flatMap((some, nth): Run[] =>
    nth === 0 ? some : [{ kind: 'text', text: ' ' }, ...some],
  )
  reader.notes.set(node.identifier, { runs, where: lineOf(node) })
}

function inline(nodes: PhrasingContent[], stressed = false): Run[] {
  return nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        return [{ kind: stressed ? 'emphasis' : 'text', text: node.value }]
      case 'break':
        return [{ kind: 'text', text: '\n' }]
      case 'emphasis':
      case 'strong':
        return inline(node.children, true)
      case 'link':
      case 'linkReference':
        return inline(node.children, stressed)
      case 'footnoteReference':
        return [{ kind: 'note', label: node.identifier }]
      default:
        return []
    }
  })
}

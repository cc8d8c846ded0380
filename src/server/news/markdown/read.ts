/**
 * Markdown (CommonMark) as the blocks that a mail may hold. HTML and pictures are left out, a link
 * leads to the web or to a mailbox or is only its words, and what stands too deep is left out too.
 */
import type { Definition, Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Block, Inline, LeftOut } from './safe.ts'

const DEEPEST = 8

type Reader = { addresses: Map<string, string>; leftOut: Set<LeftOut> }

export function readMarkdown(markdown: string): { blocks: Block[]; leftOut: LeftOut[] } {
  const tree = fromMarkdown(markdown)
  const reader: Reader = { addresses: addressesIn(tree.children), leftOut: new Set() }
  const blocks = readBlocks(tree.children, reader, 1)
  return { blocks, leftOut: [...reader.leftOut] }
}

/** Addresses that stand apart from their words: `[1]: https://example.org`; the first one counts. */
function addressesIn(nodes: readonly RootContent[]): Map<string, string> {
  const definitions = nodes.filter((node): node is Definition => node.type === 'definition')
  return new Map(definitions.toReversed().map(({ identifier, url }) => [identifier, url]))
}

function readBlocks(nodes: readonly RootContent[], reader: Reader, depth: number): Block[] {
  if (depth > DEEPEST) return leave(reader, 'deep')
  return nodes.flatMap((node) => readBlock(node, reader, depth))
}

function readBlock(node: RootContent, reader: Reader, depth: number): Block[] {
  switch (node.type) {
    case 'heading': {
      const inside = readInlines(node.children, reader, depth)
      return [{ kind: 'heading', level: node.depth > 2 ? 3 : 2, inside }]
    }
    case 'paragraph': {
      const inside = readInlines(node.children, reader, depth)
      return inside.length > 0 ? [{ kind: 'paragraph', inside }] : []
    }
    case 'blockquote':
      return [{ kind: 'quote', blocks: readBlocks(node.children, reader, depth + 1) }]
    case 'list': {
      const items = node.children.map((item) => readBlocks(item.children, reader, depth + 1))
      return [{ kind: 'list', first: node.ordered ? (node.start ?? 1) : undefined, items }]
    }
    case 'code':
      return [{ kind: 'code', text: node.value }]
    case 'thematicBreak':
      return [{ kind: 'rule' }]
    case 'html':
      return leave(reader, 'html')
    default:
      return []
  }
}

function readInlines(nodes: PhrasingContent[], reader: Reader, depth: number): Inline[] {
  if (depth > DEEPEST) return leave(reader, 'deep')
  return nodes.flatMap((node) => readInline(node, reader, depth))
}

function readInline(node: PhrasingContent, reader: Reader, depth: number): Inline[] {
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value }]
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }]
    case 'break':
      return [{ kind: 'break' }]
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, inside: readInlines(node.children, reader, depth + 1) }]
    case 'link':
      return linkTo(node.url, readInlines(node.children, reader, depth + 1), reader)
    case 'linkReference': {
      const inside = readInlines(node.children, reader, depth + 1)
      return linkTo(reader.addresses.get(node.identifier) ?? '', inside, reader)
    }
    case 'image':
    case 'imageReference':
      reader.leftOut.add('image')
      return node.alt ? [{ kind: 'text', text: node.alt }] : []
    case 'html':
      return leave(reader, 'html')
    default:
      return []
  }
}

function linkTo(url: string, inside: Inline[], reader: Reader): Inline[] {
  const href = safeAddress(url)
  if (href === undefined) reader.leftOut.add('link')
  return href === undefined || inside.length === 0 ? inside : [{ kind: 'link', href, inside }]
}

/** In full, as a browser would read it; undefined for what is neither of the web nor of a mailbox. */
function safeAddress(typed: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(typed) || !URL.canParse(typed)) return undefined
  const url = new URL(typed)
  // Whoever reads `https://bank.example@elsewhere.example` is deceived.
  if (url.username || url.password) return undefined
  return url.href
}

function leave<T extends Nodes | Block | Inline>(reader: Reader, what: LeftOut): T[] {
  reader.leftOut.add(what)
  return []
}

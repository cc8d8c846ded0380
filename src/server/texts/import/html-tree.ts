/** What is looked for in a tree of HTML. */
import type { DefaultTreeAdapterTypes } from 'parse5'

export type Node = DefaultTreeAdapterTypes.ChildNode
export type Element = DefaultTreeAdapterTypes.Element

/** What holds no words of a text, and is never looked into. */
export const DROPPED = new Set([
  ...['script', 'style', 'template', 'noscript', 'head', 'nav', 'form', 'button', 'select'],
  ...['iframe', 'object', 'embed', 'svg', 'math', 'canvas', 'audio', 'video', 'picture', 'img'],
])

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value

/** The words below a node. */
export function textOf(node: Node): string {
  let text = ''
  for (const one of nodesBelow([node])) if ('value' in one) text += one.value
  return text
}

/** All elements below, in the order of the document. */
export const descendants = (nodes: Node[]): Element[] =>
  nodesBelow(nodes).filter((node): node is Element => 'tagName' in node)

function nodesBelow(nodes: Node[]): Node[] {
  const found: Node[] = []
  const stack = nodes.toReversed()
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('tagName' in node && DROPPED.has(node.tagName)) continue
    found.push(node)
    if ('childNodes' in node) for (const child of node.childNodes.toReversed()) stack.push(child)
  }
  return found
}

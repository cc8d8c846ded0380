/** Footnotes in HTML: a small link in the text, and the element that it points at. */
import { attribute, descendants, textOf, type Element, type Node } from './html-tree.ts'

/** Marks of footnotes by the id of the element that says what they mean. */
export type Marks = Map<string, string>

/** @returns the marks, and the elements of the notes by their marks */
export function findNotes(nodes: Node[]): { marks: Marks; bodies: Map<string, Element> } {
  const marks: Marks = new Map()
  const elements = descendants(nodes)
  const byId = new Map(elements.map((element) => [attribute(element, 'id'), element]))
  for (const element of elements) {
    const target = element.tagName === 'a' ? attribute(element, 'href') : undefined
    const body = target?.startsWith('#') ? byId.get(target.slice(1)) : undefined
    if (!body) continue
    const label = textOf(element)
      .trim()
      .replace(/^[[(]|[\])]$/g, '')
    if (!isMark(element, label) || isInside(element, body)) continue
    const id = target!.slice(1)
    if (!marks.has(id)) marks.set(id, label)
  }
  const bodies = new Map([...marks].map(([id, label]) => [label, byId.get(id)!]))
  return { marks, bodies }
}

const isMark = (link: Element, label: string) =>
  /^(?:\d{1,4}|[a-z]|[*†‡§]{1,3})$/.test(label) &&
  (isSup(link.parentNode) ||
    link.childNodes.some((child) => 'tagName' in child && isSup(child)) ||
    /note/i.test(`${attribute(link, 'href')} ${attribute(link, 'class') ?? ''}`))
const isSup = (node: object | null) => (node as Element | null)?.tagName === 'sup'

function isInside(element: Element, body: Element): boolean {
  for (let at: Element | null = element; at; at = (at.parentNode as Element | null) ?? null)
    if (at === body) return true
  return false
}

/** The nodes of a note without the link back to its mark. */
export function withoutBackLinks(nodes: Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (!('tagName' in node)) return [node]
    const isBack =
      node.tagName === 'a' &&
      (attribute(node, 'href') ?? '').startsWith('#') &&
      /^(?:[↑↩^\s\ufe0e]*|\[?\d+\]?|back)$/i.test(textOf(node))
    if (isBack || (node.tagName === 'sup' && /^\[?\d+\]?$/.test(textOf(node).trim()))) return []
    return [{ ...node, childNodes: withoutBackLinks(node.childNodes) } as Element]
  })
}

export function isNoteBody(element: Element, marks: Marks): boolean {
  const id = attribute(element, 'id')
  return id !== undefined && marks.has(id)
}

/** The mark that an element is, if it is one. */
export function markOf(element: Element, marks: Marks): string | undefined {
  const link = element.tagName === 'sup' ? onlyLink(element) : element
  if (link?.tagName !== 'a') return undefined
  const target = attribute(link, 'href')
  return target?.startsWith('#') ? marks.get(target.slice(1)) : undefined
}

function onlyLink(element: Element): Element | undefined {
  const inside = element.childNodes.filter((child) => 'tagName' in child || textOf(child).trim())
  const [link] = inside
  return inside.length === 1 && link && 'tagName' in link ? link : undefined
}

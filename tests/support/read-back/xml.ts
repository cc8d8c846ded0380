/** XML as a tree, read by a parser that refuses what is not well-formed. */
import { SaxesParser } from 'saxes'

export type Element = {
  name: string
  attributes: Record<string, string>
  children: (Element | string)[]
}

export function parseXml(file: string): Element {
  const parser = new SaxesParser()
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [] }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => void open.at(-1)!.children.push(text))
  parser.on('closetag', () => void open.pop())
  parser.on('error', (error) => {
    throw error
  })
  parser.write(file).close()
  return elements(root)[0]!
}

export const elements = ({ children }: Element): Element[] =>
  children.filter((child): child is Element => typeof child !== 'string')

export const named = (element: Element | undefined, ...names: string[]): Element[] =>
  element ? elements(element).filter(({ name }) => names.includes(name)) : []

export const first = (element: Element | undefined, name: string): Element | undefined =>
  named(element, name)[0]

/** Everything below an element, and itself. */
export function* all(element: Element): Generator<Element> {
  yield element
  for (const child of elements(element)) yield* all(child)
}

export const words = (element: Element | undefined): string =>
  element?.children.map((child) => (typeof child === 'string' ? child : words(child))).join('') ??
  ''

/** Every sentence stands in content/messages: no page holds one, and none is there for nothing. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseForESLint } from 'astro-eslint-parser'
import { describe, expect, test } from 'vitest'
import english from '../../content/messages/en.json' with { type: 'json' }

type Node = { type: string; [key: string]: unknown }
type Source = { path: string; text: string }

const SRC = new URL('../../src/', import.meta.url).pathname
/** Attributes and properties of components that people read or hear. */
const SPOKEN =
  /^(aria-label|aria-description|title|placeholder|alt|label|legend|hint|caption|description|eyebrow)$/
const LETTERS = /\p{L}/u

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(astro|ts)$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }))
const pages = sources.filter(({ path }) => path.endsWith('.astro'))

/** Everything below a node, with what it stands in. */
function* below(node: Node, keys: Record<string, string[]>): Generator<[Node, Node]> {
  for (const key of keys[node.type] ?? []) {
    for (const child of [node[key]].flat() as (Node | null)[]) {
      if (!child || typeof child.type !== 'string') continue
      yield [child, node]
      yield* below(child, keys)
    }
  }
}

/** Text that an expression gives as it stands: `'words'`, `wanted ? 'words' : …`, `${n} words`. */
function literals(node: Node): string[] {
  if (node.type === 'Literal') return [String(node['value'])]
  if (node.type === 'ConditionalExpression')
    return [node['consequent'], node['alternate']].flatMap((side) => literals(side as Node))
  if (node.type === 'LogicalExpression') return literals(node['right'] as Node)
  if (node.type !== 'TemplateLiteral') return []
  return (node['quasis'] as { value: { raw: string } }[]).map(({ value }) => value.raw)
}

function wordsIn({ path, text }: Source): string[] {
  const { ast, visitorKeys } = parseForESLint(text, { parser: '@typescript-eslint/parser' })
  const found: string[] = []
  for (const [node, parent] of below(ast as unknown as Node, visitorKeys)) {
    if (node.type === 'JSXText') found.push(String(node['value']))
    if (node.type === 'JSXExpressionContainer' && parent.type !== 'JSXAttribute')
      found.push(...literals(node['expression'] as Node))
    const name = (node['name'] as Node | undefined)?.['name']
    if (node.type !== 'JSXAttribute' || !SPOKEN.test(String(name)) || !node['value']) continue
    const value = node['value'] as Node
    found.push(...literals((value['expression'] as Node | undefined) ?? value))
  }
  return found.filter((words) => LETTERS.test(words)).map((words) => `${path}: ${words.trim()}`)
}

const keysOf = (messages: object, prefix = ''): string[] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  )
const keys = keysOf(english)
const sections = Object.keys(english).join('|')

/** Keys that are put together, such as `texts.${text}.name`, as patterns; SQL is none. */
const patterns = sources.flatMap(({ path, text }) =>
  [...text.matchAll(new RegExp(`(?<!sql)\`((?:${sections})\\.[^\`]*)\``, 'g'))].map(([, key]) => ({
    where: `${path}: ${key}`,
    pattern: new RegExp(
      `^${key!
        .split(/\$\{[^}]*\}/)
        .map((part) => part.replaceAll('.', '\\.'))
        .join('[^.]+')}$`,
    ),
  })),
)

describe('The sentences of the site', () => {
  test('stand in no page', () => {
    expect(pages.length).toBeGreaterThan(40)
    expect(pages.flatMap(wordsIn)).toEqual([])
  })

  test('would be noticed in a page', () => {
    const text = `<p title="Words" class="no">Text {n > 1 ? 'more' : \`\${n} some\`}{t('x')}</p>`
    expect(wordsIn({ path: 'p', text })).toEqual(['p: Words', 'p: Text', 'p: more', 'p: some'])
  })

  test('exist where they are asked for', () => {
    const asked = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => ({ path, key: key! })),
    )
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter(({ key }) => !keys.includes(key))).toEqual([])
    const empty = patterns.filter(({ pattern }) => !keys.some((key) => pattern.test(key)))
    expect(empty.map(({ where }) => where)).toEqual([])
  })

  test('are all asked for', () => {
    const literal = new Set(
      sources.flatMap(({ text }) => [...text.matchAll(/['"]([\w.]+)['"]/g)].map(([, key]) => key)),
    )
    const unused = keys.filter(
      (key) => !literal.has(key) && !patterns.some(({ pattern }) => pattern.test(key)),
    )
    expect(unused).toEqual([])
  })
})

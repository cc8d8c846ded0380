/** Reads a text back from the Markdown that people take away, through a CommonMark parser. */
import type {
  BlockContent,
  DefinitionContent,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
} from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import { chapterNumber, westernDigits } from '../../../src/server/texts/labels.ts'
import {
  about,
  legalText,
  type LegalText,
  type Provision,
  type Run,
  type Runs,
  type Section,
} from '../../../src/server/texts/model.ts'
import { wordsOf } from '../../../src/server/texts/words.ts'

type Node = RootContent | BlockContent | DefinitionContent

export function textOfMarkdown(file: string): LegalText {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file)!
  const said = Object.fromEntries(
    front.split('\n').map((line) => {
      const [, key = '', value = ''] = /^(\w+): (.*)$/.exec(line)!
      return [key, JSON.parse(value)]
    }),
  )
  const kept = Object.fromEntries(Object.keys(about.shape).map((key) => [key, said[key]]))
  const nodes = fromMarkdown(body, {
    extensions: [gfmFootnote()],
    mdastExtensions: [gfmFootnoteFromMarkdown()],
  }).children
  return legalText.parse({ ...kept, ...new Reader(said['language'], said['url']).read(nodes) })
}

/** Fills the section under the last heading. */
class Reader {
  readonly #words
  readonly #path: string
  readonly #text = {
    preamble: empty(),
    articles: [] as Titled[],
    chapters: [] as Container[],
    closing: empty(),
    annexes: [] as object[],
  }
  #section: Section = empty()
  #articles = this.#text.articles

  constructor(language: string, url: string) {
    this.#words = wordsOf(language)
    this.#path = new URL(url).pathname
  }

  read(nodes: Node[]) {
    // The title and the notice stand first; nothing of the text does.
    for (const [at, node] of nodes.slice(2).entries()) this.#take(node, nodes[at + 1]!)
    return this.#text
  }

  #take(node: Node, before: Node): void {
    switch (node.type) {
      case 'heading':
        return this.#heading(node.depth, node.children.map((one) => plain(one)).join(''))
      case 'thematicBreak':
        this.#section = this.#text.closing
        return
      case 'paragraph':
        if (isComment(before, 'continued')) this.#last().after.push(this.#runs(node.children))
        else this.#section.paragraphs.push(this.#provision(node))
        return
      case 'list':
        this.#last().points = this.#points(node)
        return
      case 'html':
        if (isComment(node, 'paragraph')) this.#section.paragraphs.push(provision())
        return
      case 'footnoteDefinition': {
        const label = node.label!.slice(node.label!.lastIndexOf('-') + 1)
        const text = (node.children as Paragraph[]).flatMap((one) => this.#runs(one.children))
        this.#section.footnotes.push({ label, text } as Section['footnotes'][number])
        return
      }
      default:
        throw new Error(`${node.type} stands in a text`)
    }
  }

  #heading(depth: number, title: string): void {
    if (title === this.#words.preamble && depth === 2) {
      this.#section = this.#text.preamble
      return
    }
    const article = headed(this.#words.article('#'), title)
    const chapter = headed(this.#words.chapter('#'), title)
    const part = headed(this.#words.part('#'), title)
    const made = empty()
    if (article)
      this.#articles.push({
        number: westernDigits(article.number),
        heading: article.heading,
        ...made,
      })
    else if (chapter && depth === 2) {
      const one = { ...numbered(chapter), articles: [], parts: [] as Container[] }
      this.#text.chapters.push(one)
      this.#articles = one.articles
    } else if (part && depth === 3) {
      const one = { ...numbered(part), articles: [] }
      this.#text.chapters.at(-1)!.parts!.push(one)
      this.#articles = one.articles
    } else this.#text.annexes.push({ ...annexOf(this.#words.annex('#'), title), ...made })
    this.#section = made
  }

  #last(): Provision {
    return this.#section.paragraphs.at(-1)!
  }

  #provision({ children }: Paragraph): Provision {
    const [first, ...rest] = children
    if (first?.type !== 'strong') return { ...provision(), text: this.#runs(children) }
    return { ...provision(), label: plain(first), text: tidy(this.#runs(rest)) }
  }

  #points({ children }: List): Provision[] {
    return children.map((item) => this.#point(item))
  }

  #point({ children }: ListItem): Provision {
    const [first, ...rest] = children
    const made = first?.type === 'paragraph' ? this.#provision(first) : provision()
    for (const node of first?.type === 'paragraph' ? rest : children) {
      if (node.type === 'list') made.points = this.#points(node)
      else made.after.push(this.#runs((node as Paragraph).children))
    }
    return made
  }

  #runs(children: PhrasingContent[]): Runs {
    const runs: Run[] = []
    for (let at = 0; at < children.length; at++) {
      const node = children[at]!
      if (node.type === 'html') {
        const text = plain(children[at + 1]!)
        runs.push(
          node.value === '<em>' ? { kind: 'emphasis', text } : { kind: 'note', label: text },
        )
        at += 2
      } else if (node.type === 'emphasis') runs.push({ kind: 'emphasis', text: plain(node) })
      else if (node.type === 'footnoteReference')
        runs.push({ kind: 'note', label: node.label!.slice(node.label!.lastIndexOf('-') + 1) })
      else if (node.type === 'link') runs.push(this.#reference(node))
      else runs.push({ kind: 'text', text: plain(node) })
    }
    return runs
  }

  #reference(node: PhrasingContent & { type: 'link' }): Run {
    const to = addressOf(node.url.slice(node.url.indexOf(this.#path) + this.#path.length + 1))
    return { kind: 'reference', text: plain(node), to, ...(node.title && { through: node.title }) }
  }
}

type Titled = Section & { number: string; heading: string }
type Container = { heading: string; articles: Titled[]; parts?: Container[] }

const empty = (): Section => ({ paragraphs: [], footnotes: [] })
const provision = (): Provision => ({ label: null, text: [], points: [], after: [] })
const isComment = (node: Node, word: string) =>
  node.type === 'html' && node.value === `<!-- ${word} -->`

function plain(node: PhrasingContent): string {
  if ('value' in node) return node.value
  return 'children' in node ? (node.children as PhrasingContent[]).map(plain).join('') : ''
}

/** After a number, one space is the mark's own. */
function tidy([first, ...rest]: Runs): Runs {
  if (first?.kind !== 'text') return first ? [first, ...rest] : []
  const text = first.text.replace(/^ /, '')
  return text ? [{ ...first, text }, ...rest] : rest
}

/** `articles/12#p2` → `12#p2`, `chapters/2` → `chapter-2`. */
const addressOf = (path: string) =>
  path
    .replace(/^articles\//, '')
    .replace(/^chapters\//, 'chapter-')
    .replace(/^annexes\//, 'annex-')

function headed(pattern: string, title: string): { number: string; heading: string } | undefined {
  const [before, after] = pattern.split('#') as [string, string]
  const match = new RegExp(`^${before}([^\\s.]+?)${after}(?:\\. (.*))?$`, 'su').exec(title)
  const [, number = '', heading = ''] = match ?? []
  return number && chapterOrArticle(number) ? { number, heading } : undefined
}
const chapterOrArticle = (number: string) =>
  /^\d/.test(westernDigits(number)) || chapterNumber(number) !== undefined

const numbered = ({ number, heading }: { number: string; heading: string }) => ({
  number: chapterNumber(number)!,
  numeral: number,
  heading,
})

function annexOf(pattern: string, title: string) {
  const found = headed(pattern, title)
  if (found) return numbered(found)
  const heading = title.slice(pattern.replace('#', '').trim().length).replace(/^\. /, '')
  return { number: 1, numeral: null, heading }
}

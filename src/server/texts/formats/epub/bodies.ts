/** The files of an EPUB: a title page, the preamble, a file a chapter, the closing, the annexes. */
import { splitAddress } from '../../addresses.ts'
import { pathOf } from '../../links.ts'
import type {
  Annex,
  Article,
  Chapter,
  Footnote,
  Part,
  Provision,
  Run,
  Runs,
  Section,
} from '../../model.ts'
import { wordsOf } from '../../words.ts'
import type { Extract } from '../extract.ts'
import { headed, type Publication } from '../publication.ts'
import { block, escapeXml, inline, type Xml } from '../xml.ts'

export type Body = {
  name: string
  title: string
  content: Xml
  /** what the table of contents lists under it */
  entries: { id: string; title: string }[]
}

/** Ids in XHTML: `12#p2-a` → `a12-p2-a`. */
const idOf = (address: string) => `a${address.replace('#', '-')}`
const noteId = (page: string, label: string) =>
  `${idOf(page)}-note-${[...label].map((one) => (/[A-Za-z0-9]/.test(one) ? one : one.codePointAt(0)!.toString(16))).join('')}`

export function bodies(taken: Extract, publication: Publication): Body[] {
  const { text, addressOf } = taken
  const words = wordsOf(text.language)
  const write = writer(taken, publication)
  const articles = text.articles.map((one) => write.article(one, 'h2'))
  return [
    { name: 'title.xhtml', title: text.title, content: titlePage(taken, publication), entries: [] },
    ...(text.preamble.paragraphs.length > 0
      ? [body('preamble', words.preamble, write.section(text.preamble, 'preamble'))]
      : []),
    ...(articles.length > 0
      ? [body('articles', text.title, articles.join('\n'), write.entries(text.articles))]
      : []),
    ...text.chapters.map((one) => chapterBody(one, addressOf(one), write)),
    ...(text.closing.paragraphs.length > 0
      ? [file('closing', text.title, write.section(text.closing, 'closing'))]
      : []),
    ...text.annexes.map((one) => annexBody(one, addressOf(one), write)),
  ]

  function file(name: string, title: string, content: Xml, entries: Body['entries'] = []): Body {
    const section = block('section', { id: idOf(name) }, content)
    return { name: `${name}.xhtml`, title, entries, content: section }
  }
  function body(name: string, title: string, content: Xml, entries?: Body['entries']): Body {
    return file(name, title, `${inline('h1', {}, escapeXml(title))}\n${content}`, entries)
  }
  function chapterBody(one: Chapter, address: string, write: Writer): Body {
    const title = headed(words.chapter(one.numeral), one)
    const parts = one.parts.map((part) => write.part(part))
    const content = [...one.articles.map((inside) => write.article(inside, 'h2')), ...parts]
    const all = [...one.articles, ...one.parts.flatMap((part) => part.articles)]
    return body(address, title, content.join('\n'), write.entries(all))
  }
  function annexBody(one: Annex, address: string, write: Writer): Body {
    const title = headed(words.annex(one.numeral ?? '').trim(), one)
    return body(address, title, write.section(one, address))
  }
}

function titlePage({ text }: Extract, { dated, notice, url }: Publication): Xml {
  return block(
    'section',
    { 'epub:type': 'titlepage', class: 'title' },
    inline('h1', {}, escapeXml(text.title)),
    inline('p', {}, escapeXml(dated)),
    text.source ? inline('p', {}, escapeXml(text.source)) : '',
    inline('p', { class: 'notice' }, escapeXml(notice)),
    inline('p', {}, inline('a', { href: url }, escapeXml(url))),
  )
}

type Writer = ReturnType<typeof writer>

function writer({ text, whole, addressOf }: Extract, publication: Publication) {
  const words = wordsOf(text.language)

  /** The file that a page of the text is in. */
  function fileOf(page: string): string | undefined {
    const place = whole.find(page)
    if (place?.kind !== 'article') return place && `${page}.xhtml`
    return place.chapter ? `${addressOf(place.chapter)}.xhtml` : 'articles.xhtml'
  }
  /** A place that the text has not is looked for on the site. */
  function target(address: string): string {
    const file = whole.find(address) && fileOf(splitAddress(address).page)
    return file ? `${file}#${idOf(address)}` : pathOf(address, publication.url)
  }
  function run(one: Run, page: string, notes: Set<string>): Xml {
    switch (one.kind) {
      case 'text':
        return escapeXml(one.text)
      case 'emphasis':
        return inline('em', {}, escapeXml(one.text))
      case 'reference':
        return inline('a', { href: target(one.to) }, escapeXml(one.text))
      case 'note': {
        const mark = escapeXml(one.label)
        if (!notes.has(one.label)) return inline('sup', {}, mark)
        const href = `#${noteId(page, one.label)}`
        return inline(
          'sup',
          {},
          inline('a', { href, 'epub:type': 'noteref', role: 'doc-noteref' }, mark),
        )
      }
    }
  }
  function section(one: Section, page: string): Xml {
    const notes = new Set(one.footnotes.map(({ label }) => label))
    const runs = (all: Runs) => all.map((each) => run(each, page, notes)).join('')
    const provision = (each: Provision): Xml =>
      block(
        'div',
        { class: 'provision', id: idOf(addressOf(each)) },
        each.label === null && each.text.length === 0
          ? ''
          : inline(
              'p',
              {},
              each.label === null
                ? ''
                : `${inline('span', { class: 'number' }, escapeXml(each.label))} `,
              runs(each.text),
            ),
        each.points.length > 0 ? block('div', { class: 'points' }, each.points.map(provision)) : '',
        each.after.map((more) => inline('p', {}, runs(more))),
      )
    const note = ({ label, text: said }: Footnote): Xml =>
      block(
        'aside',
        { id: noteId(page, label), 'epub:type': 'footnote', role: 'doc-footnote' },
        inline('p', {}, `${inline('sup', {}, escapeXml(label))} `, runs(said)),
      )
    return [...one.paragraphs.map(provision), ...one.footnotes.map(note)].join('\n')
  }
  function article(one: Article, heading: 'h2' | 'h3'): Xml {
    const address = addressOf(one)
    const title = inline(heading, {}, escapeXml(headed(words.article(one.number), one)))
    return block('section', { id: idOf(address), class: 'article' }, title, section(one, address))
  }
  return {
    section,
    article,
    part: (one: Part): Xml =>
      block(
        'section',
        { id: idOf(addressOf(one)) },
        inline('h2', {}, escapeXml(headed(words.part(one.numeral), one))),
        one.articles.map((inside) => article(inside, 'h3')),
      ),
    entries: (articles: Article[]) =>
      articles.map((one) => ({
        id: idOf(addressOf(one)),
        title: headed(words.article(one.number), one),
      })),
  }
}

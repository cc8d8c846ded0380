/** Reads a text back from the Akoma Ntoso that people take away. */
import { chapterNumber } from '../../../src/server/texts/labels.ts'
import {
  legalText,
  type Footnote,
  type LegalText,
  type Provision,
  type Run,
  type Runs,
} from '../../../src/server/texts/model.ts'
import { all, elements, first, named, parseXml, words, type Element } from './xml.ts'

const HIERARCHY = ['paragraph', 'alinea', 'point', 'indent']

/** @param addressOf the address of what has an eId: the file names its targets by eId */
export function textOfAkomaNtoso(
  file: string,
  addressOf: (eId: string) => string | undefined,
): LegalText {
  const doc = elements(parseXml(file))[0]!
  const read = reader(doc, addressOf)
  const body = first(doc, 'mainBody')
  return legalText.parse({
    ...about(doc, addressOf),
    preamble: {
      paragraphs: named(first(first(doc, 'preamble'), 'recitals'), 'recital').map(read.listed),
      footnotes: read.notes('preamble'),
    },
    articles: named(body, 'article').map(read.article),
    chapters: named(body, 'chapter').map(read.chapter),
    closing: {
      paragraphs: named(first(doc, 'conclusions'), 'tblock').map(read.listed),
      footnotes: read.notes('conclusions'),
    },
    annexes: named(first(doc, 'attachments'), 'attachment').map(read.annex),
  })
}

function about(doc: Element, addressOf: (eId: string) => string | undefined) {
  const meta = first(doc, 'meta')!
  const own = first(meta, 'proprietary')!
  const said = (name: string) => first(own, `own:${name}`)
  const identification = first(meta, 'identification')
  const work = first(identification, 'FRBRWork')
  const expression = first(identification, 'FRBRExpression')
  return {
    id: first(work, 'FRBRname')!.attributes['value'],
    edition: first(expression, 'FRBRversionNumber')!.attributes['value'],
    language: words(said('language')),
    title: words(first(first(first(first(doc, 'preface'), 'longTitle'), 'p'), 'docTitle')),
    status: words(said('status')),
    date: said('date') ? words(said('date')) : null,
    source: said('source') ? words(said('source')) : null,
    definitions: named(own, 'own:definition').map((one) => ({
      term: one.attributes['term'],
      forms: named(one, 'own:form').map(words),
      at: one.attributes['href']
        ? addressOf(one.attributes['href'].slice(1))
        : one.attributes['at'],
    })),
  }
}

function reader(doc: Element, addressOf: (eId: string) => string | undefined) {
  const allNotes = [...all(first(doc, 'meta')!)].filter(({ name }) => name === 'note')
  const address = (href: string) =>
    href.startsWith('#unknown__')
      ? href.slice('#unknown__'.length).replace('.', '#')
      : addressOf(href.slice(1))!

  const runs = (element: Element): Runs => element.children.map(run)
  function run(node: Element | string): Run {
    if (typeof node === 'string') return { kind: 'text', text: node }
    const { name, attributes } = node
    if (name === 'i') return { kind: 'emphasis', text: words(node) }
    if (name === 'noteRef') return { kind: 'note', label: attributes['marker']! }
    if (name === 'ref')
      return { kind: 'reference', text: words(node), to: address(attributes['href']!) }
    if (name !== 'rref') throw new Error(`${name} stands in a line`)
    const [to, through] = [address(attributes['from']!), address(attributes['upTo']!)]
    return { kind: 'reference', text: words(node), to, through }
  }
  const lines = (element: Element | undefined) => named(element, 'p').map(runs)
  const label = (element: Element) => {
    const num = first(element, 'num')
    return num ? words(num) : null
  }
  const notes = (section: string): Footnote[] =>
    allNotes
      .filter(({ attributes }) => attributes['eId']!.startsWith(`${section}__note_`))
      .map((note) => ({
        label: note.attributes['marker']!,
        text: runs(first(note, 'p')!) as Footnote['text'],
      }))

  function provision(element: Element): Provision {
    const points = named(element, ...HIERARCHY).map(provision)
    const content = lines(first(element, 'content'))
    const [text = []] = points.length > 0 ? lines(first(element, 'intro')) : content
    const after = points.length > 0 ? lines(first(element, 'wrapUp')) : content.slice(1)
    return { label: label(element), text, points, after }
  }
  function listed(element: Element): Provision {
    const at = elements(element).findIndex(({ name }) => name === 'blockList')
    const points = named(first(element, 'blockList'), 'item').map(listed)
    const before = elements(element).slice(0, at === -1 ? undefined : at)
    const [text = [], ...more] = before.filter(({ name }) => name === 'p').map(runs)
    const rest =
      at === -1
        ? []
        : elements(element)
            .slice(at + 1)
            .map(runs)
    return { label: label(element), text, points, after: [...more, ...rest] }
  }
  const heading = (element: Element) => words(first(element, 'heading'))
  const eId = (element: Element) => element.attributes['eId']!
  const numbered = (element: Element) => ({
    numeral: label(element)!,
    number: chapterNumber(label(element)!)!,
    heading: heading(element),
  })
  const article = (element: Element) => ({
    number: label(element)!,
    heading: heading(element),
    paragraphs: named(element, ...HIERARCHY).map(provision),
    footnotes: notes(eId(element)),
  })
  const part = (element: Element) => ({
    ...numbered(element),
    articles: named(element, 'article').map(article),
  })
  return {
    listed,
    notes,
    article,
    chapter: (element: Element) => ({ ...part(element), parts: named(element, 'part').map(part) }),
    annex: (element: Element) => ({
      ...(label(element) === null
        ? { numeral: null, number: 1, heading: heading(element) }
        : numbered(element)),
      paragraphs: named(first(first(element, 'doc'), 'mainBody'), ...HIERARCHY).map(provision),
      footnotes: notes(eId(element)),
    }),
  }
}

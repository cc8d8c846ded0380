/**
 * Word keeps "Article 12", "2." and "(a)" apart from the words, as levels of lists. This writes them
 * before the words and takes them off the paragraph (ECMA-376 part 1, 17.9).
 */
import { DOMParser, XMLSerializer } from '@xmldom/xmldom'
import { roman } from './html.ts'

type Level = { start: number; format: string; text: string }
type List = { id: string; levels: Map<number, Level>; restart: Map<number, number> }
type Place = { list: string; level: number }

const parse = (xml: string) => new DOMParser().parseFromString(xml, 'text/xml')

export function writeOutNumbers(xml: {
  document: string
  styles?: string
  numbering?: string
}): string {
  if (!xml.numbering) return xml.document
  const lists = readLists(parse(xml.numbering))
  const styles = xml.styles ? readStyles(parse(xml.styles)) : new Map<string, Place>()
  const document = parse(xml.document)
  const count = counter(lists)
  for (const paragraph of all(document, 'w:p')) {
    const place = placeOf(paragraph, styles)
    const label = place && count(place)
    if (label) prepend(document, paragraph, label)
  }
  return new XMLSerializer().serializeToString(document)
}

const all = (node: Document | Element, name: string): Element[] =>
  Array.from(node.getElementsByTagName(name))
const child = (node: Element | undefined, name: string): Element | undefined =>
  node && (Array.from(node.childNodes) as Element[]).find((one) => one.nodeName === name)
const value = (node: Element | undefined): string | undefined =>
  node?.getAttribute('w:val') ?? undefined

function readLists(numbering: Document): Map<string, List> {
  const abstracts = new Map(
    all(numbering, 'w:abstractNum').map((one) => [one.getAttribute('w:abstractNumId'), one]),
  )
  return new Map(
    all(numbering, 'w:num').map((one): [string, List] => {
      const id = value(child(one, 'w:abstractNumId')) ?? ''
      const restart = new Map(
        all(one, 'w:lvlOverride').flatMap((override): [number, number][] => {
          const start = value(child(override, 'w:startOverride'))
          return start ? [[Number(override.getAttribute('w:ilvl')), Number(start)]] : []
        }),
      )
      const abstract = abstracts.get(id)
      return [
        one.getAttribute('w:numId') ?? '',
        { id, levels: abstract ? readLevels(abstract) : new Map(), restart },
      ]
    }),
  )
}

function readLevels(abstract: Element): Map<number, Level> {
  return new Map(
    all(abstract, 'w:lvl').map((level): [number, Level] => [
      Number(level.getAttribute('w:ilvl')),
      {
        start: Number(value(child(level, 'w:start')) ?? 1),
        format: value(child(level, 'w:numFmt')) ?? 'decimal',
        text: value(child(level, 'w:lvlText')) ?? '',
      },
    ]),
  )
}

/** The list of each paragraph style, by itself or by the style that it is based on. */
function readStyles(styles: Document): Map<string, Place> {
  const byId = new Map(all(styles, 'w:style').map((one) => [one.getAttribute('w:styleId'), one]))
  const places = new Map<string, Place>()
  for (const [id, style] of byId) {
    let at: Element | undefined = style
    for (let steps = 0; at && steps < 20; steps++) {
      const place = readPlace(child(child(at, 'w:pPr'), 'w:numPr'))
      if (place && id) {
        places.set(id, place)
        break
      }
      at = byId.get(value(child(at, 'w:basedOn')) ?? null)
    }
  }
  return places
}

function readPlace(properties: Element | undefined): Place | undefined {
  const list = value(child(properties, 'w:numId'))
  if (!properties || list === undefined) return undefined
  return { list, level: Number(value(child(properties, 'w:ilvl')) ?? 0) }
}

/** List 0 means none, also against the style. */
function placeOf(paragraph: Element, styles: Map<string, Place>): Place | undefined {
  const properties = child(paragraph, 'w:pPr')
  const own = readPlace(child(properties, 'w:numPr'))
  const place = own ?? styles.get(value(child(properties, 'w:pStyle')) ?? '')
  return place?.list === '0' ? undefined : place
}

/** Counts as Word does: lists with one definition go on together, a level restarts below a higher one. */
function counter(lists: Map<string, List>) {
  const counts = new Map<string, number[]>()
  const begun = new Set<string>()
  return ({ list: name, level }: Place): string | undefined => {
    const list = lists.get(name)
    const definition = list?.levels.get(level)
    if (!list || !definition) return undefined
    const now = counts.get(list.id) ?? []
    const restart = begun.has(`${name} ${level}`) ? undefined : list.restart.get(level)
    begun.add(`${name} ${level}`)
    const before = restart === undefined ? now[level] : undefined
    now[level] = before === undefined ? (restart ?? definition.start) : before + 1
    now.length = level + 1
    counts.set(list.id, now)
    if (definition.format === 'bullet') return '•'
    return definition.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const one = list.levels.get(at)
      return format(now[at] ?? one?.start ?? 1, one?.format ?? 'decimal')
    })
  }
}

function format(number: number, name: string): string {
  const letter = String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26))
  const formats: Record<string, string> = {
    lowerLetter: letter,
    upperLetter: letter.toUpperCase(),
    lowerRoman: roman(number),
    upperRoman: roman(number).toUpperCase(),
    none: '',
  }
  return formats[name] ?? String(number)
}

function prepend(document: Document, paragraph: Element, label: string): void {
  const run = document.createElement('w:r')
  const text = document.createElement('w:t')
  text.setAttribute('xml:space', 'preserve')
  text.appendChild(document.createTextNode(`${label} `))
  run.appendChild(text)
  const properties = child(paragraph, 'w:pPr')
  paragraph.insertBefore(run, properties ? properties.nextSibling : paragraph.firstChild)
}

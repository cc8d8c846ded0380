/** The specimen as a Word document, with Word's own numbers, headings and footnotes. */
import { strToU8, zipSync } from 'fflate'
import type { LegalText, Run } from '../../../src/server/texts/model.ts'
import { numberOf } from '../../../src/server/texts/labels.ts'
import { flowOf, type Item } from './flow.ts'

const escape = (text: string) =>
  text.replace(/[&<>]/g, (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt' }[sign]};`)
const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** The first list; each paragraph list after it is a list of its own, which starts at 1. */
const FIRST_LIST = 1

export function docxSpecimen(text: LegalText): Uint8Array {
  const items = flowOf(text)
  const printer = bodyPrinter()
  const body = items
    .filter(({ kind }) => kind !== 'note')
    .map(printer.print)
    .join('')
  const notes = items.flatMap((item) => (item.kind === 'note' ? [printNote(item)] : [])).join('')
  const files: Record<string, string> = {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relations([
      ['styles', 'styles.xml'],
      ['numbering', 'numbering.xml'],
      ['footnotes', 'footnotes.xml'],
    ]),
    'word/document.xml': `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    'word/footnotes.xml': `<w:footnotes ${NAMESPACES}>${notes}</w:footnotes>`,
    'word/styles.xml': `<w:styles ${NAMESPACES}>${STYLES}</w:styles>`,
    'word/numbering.xml': numbering(printer.lists()),
  }
  const zipped = Object.entries(files).map(([name, xml]) => [name, strToU8(HEADER + xml)] as const)
  return zipSync(Object.fromEntries(zipped), { mtime: new Date('2026-11-01T00:00:00Z') })
}

function bodyPrinter() {
  let list = FIRST_LIST - 1
  let open = false
  const print = (item: Item): string => {
    if (item.kind === 'title')
      return paragraph([{ kind: 'text', text: item.words }], style('Title'))
    if (item.kind === 'head') {
      open = false
      return headParagraphs(item)
    }
    if (item.kind === 'note') return ''
    if (item.kind === 'after' || item.label === null) return paragraph(item.runs, '')
    // Each list of points has its own numbers, for Word goes on counting within one.
    if ((item.depth === 1 && item.nth === 0) || !open) list++
    open = true
    const level = `<w:numPr><w:ilvl w:val="${item.depth - 1}"/><w:numId w:val="${list}"/></w:numPr>`
    return isOwn(item.label) ? paragraph(item.runs, level) : labelled(item.label, item.runs)
  }
  return { print, lists: () => list }
}

/** Numbers that Word's levels print: 1. (a) (i) (A); others are typed. */
const isOwn = (label: string) =>
  /^(?:\d+\.|\([a-z]+\)|\([A-Z]\))$/.test(label) && numberOf(label) !== ''

const labelled = (label: string, runs: Run[]) =>
  paragraph([{ kind: 'text', text: `${label} ` }, ...runs], '')

function headParagraphs({ level, name, words }: Item & { kind: 'head' }): string {
  const properties = style(`Heading${level + 1}`)
  const text = words ? [name, words] : [name]
  return text.map((one) => paragraph([{ kind: 'text', text: one }], properties)).join('')
}

const style = (name: string) => `<w:pStyle w:val="${name}"/>`

const paragraph = (runs: Run[], properties: string) =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${runs.map(printRun).join('')}</w:p>`

function printRun(run: Run): string {
  if (run.kind === 'note')
    return `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="${run.label}"/></w:r>`
  const italic = run.kind === 'emphasis' ? '<w:rPr><w:i/></w:rPr>' : ''
  return `<w:r>${italic}<w:t xml:space="preserve">${escape(run.text)}</w:t></w:r>`
}

const printNote = ({ note }: Item & { kind: 'note' }) =>
  `<w:footnote w:id="${note.label}">${paragraph(note.text, '')}</w:footnote>`

function numbering(lists: number): string {
  const formats = [
    ...([
      ['decimal', '%1.'],
      ['lowerLetter', '(%2)'],
      ['lowerRoman', '(%3)'],
    ] as const),
    ['upperLetter', '(%4)'] as const,
  ]
  const levels = formats.map(
    ([format, text], level) =>
      `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  )
  const abstract = `<w:abstractNum w:abstractNumId="0">${levels.join('')}</w:abstractNum>`
  const restart = [0, 1, 2, 3].map(
    (level) => `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="1"/></w:lvlOverride>`,
  )
  const nums = Array.from(
    { length: lists },
    (_, nth) =>
      `<w:num w:numId="${nth + FIRST_LIST}"><w:abstractNumId w:val="0"/>${restart.join('')}</w:num>`,
  )
  return `<w:numbering ${NAMESPACES}>${abstract}${nums.join('')}</w:numbering>`
}

const relations = (list: [string, string][]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(
      ([type, target], nth) =>
        `<Relationship Id="rId${nth + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${WORD}.numbering+xml"/><Override PartName="/word/footnotes.xml" ContentType="${WORD}.footnotes+xml"/></Types>`
const STYLES = ['Title', 'Heading 2', 'Heading 3', 'Heading 4']
  .map(
    (name) =>
      `<w:style w:type="paragraph" w:styleId="${name.replace(' ', '')}"><w:name w:val="${name.toLowerCase().replace('title', 'Title')}"/><w:rPr><w:b/></w:rPr></w:style>`,
  )
  .join('')

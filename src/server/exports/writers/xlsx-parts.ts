/** The parts of an XLSX file that are not rows (ISO/IEC 29500-1, 12 and 18), and how a text stands in XML. */
import { directionOf } from '../../texts/words.ts'
import type { Heading } from '../cells.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Formats of cells, as `styles` below has them; `quoted`: stays text when somebody edits it. */
export const STYLE = { text: 1, quoted: 2, number: 3, time: 4, head: 5 } as const
/** Characters of a cell. No field of ours may be so long; what is longer ends with an ellipsis. */
export const LONGEST_CELL = 32_767
const WIDE = new Set(['name', 'affiliation', 'role', 'statement', 'comment', 'commentAsWritten'])

/** Names and contents of what stands beside the sheets. */
export function fixedParts(sheets: readonly string[]): [name: string, xml: string][] {
  const each = (xml: (nth: number) => string) => sheets.map((_, i) => xml(i + 1)).join('')
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each((nth) => `<Override PartName="/xl/worksheets/sheet${nth}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${each((nth) => `<sheet name="${inXml(sheets[nth - 1]!)}" sheetId="${nth}" r:id="rId${nth}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each((nth) => `<Relationship Id="rId${nth}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${nth}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
  ]
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="1" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1"/></cellXfs></styleSheet>`

/** Up to its first row: the heading stays in sight, and the sheet begins where its language does. */
export function sheetStart(headings: readonly Heading[], language: string): string {
  const turned = directionOf(language) === 'rtl' ? ' rightToLeft="1"' : ''
  const widths = headings
    .map(
      ({ name }, i) =>
        `<col min="${i + 1}" max="${i + 1}" width="${WIDE.has(name) ? 32 : 18}" customWidth="1"/>`,
    )
    .join('')
  const titles = headings
    .map(({ title }, i) => textCell(title, STYLE.head, `${lettersOf(i + 1)}1`))
    .join('')
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${turned}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${titles}</row>`
}

/** @param rows of the sheet, its heading among them */
export const sheetEnd = (columns: number, rows: number): string =>
  `</sheetData><autoFilter ref="A1:${lettersOf(columns)}${rows}"/></worksheet>`

/** `A`, `B`, …, `AA`: the name of a column, from 1. */
export function lettersOf(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

export const numberCell = (value: string | number, style: number, at: string): string =>
  `<c r="${at}" s="${style}"><v>${value}</v></c>`

export function textCell(text: string, style: number, at: string): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${inXml(shortened(text))}</t></is></c>`
}

const shortened = (text: string) =>
  text.length > LONGEST_CELL
    ? `${text.slice(0, LONGEST_CELL - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : text

const PLAIN = /^[^&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff_]*$/
const UNFIT = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g

/** What XML cannot hold is written as ST_Xstring has it (ISO/IEC 29500-1, 22.9.2.19): `_x0000_`. */
function inXml(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(UNFIT, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
}

/**
 * Rows of a spreadsheet (ECMA-376, Office Open XML): of the first sheet that is not hidden. A
 * formula counts as the value that was worked out last; dates become ISO 8601. The sheet is read in
 * pieces; in memory are the strings that its cells share.
 */
import {
  MOST_CELL,
  MOST_PART_BYTES,
  MOST_ROWS,
  MOST_SHEET_BYTES,
  MOST_STRINGS_BYTES,
  UnreadableFile,
  type TableRow,
} from './bounds.ts'
import { sheetReader } from './xlsx-sheet.ts'
import { readStyles } from './xlsx-styles.ts'
import { readXml } from './xml.ts'
import { openZip, type Zip } from './zip.ts'

const WORKBOOK = 'xl/workbook.xml'
const RELATIONS = 'xl/_rels/workbook.xml.rels'
const STRINGS = 'xl/sharedStrings.xml'
const STYLES = 'xl/styles.xml'

/** @throws UnreadableFile */
export async function* xlsxRows(bytes: Uint8Array): AsyncGenerator<TableRow> {
  const zip = await openZip(bytes)
  const { sheet, date1904 } = await readWorkbook(zip)
  const strings = zip.has(STRINGS) ? await readStrings(zip) : []
  const isDate = zip.has(STYLES) ? await readStyles(zip.text(STYLES, MOST_PART_BYTES)) : () => false
  const reader = sheetReader({ strings, isDate, date1904 })
  let filled = 0
  for await (const piece of zip.text(sheet, MOST_SHEET_BYTES)) {
    for (const row of reader.read(piece)) {
      if (++filled > MOST_ROWS) throw new UnreadableFile('tooManyRows')
      yield row
    }
  }
}

async function readWorkbook(zip: Zip): Promise<{ sheet: string; date1904: boolean }> {
  let id: string | undefined
  let date1904 = false
  await readXml(zip.text(WORKBOOK, MOST_PART_BYTES), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
      if (name === 'sheet' && (attributes['state'] ?? 'visible') === 'visible')
        id ??= Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1]
    },
  })
  let target: string | undefined
  await readXml(zip.text(RELATIONS, MOST_PART_BYTES), {
    open(name, attributes) {
      if (name === 'Relationship' && attributes['Id'] === id) target = attributes['Target']
    },
  })
  if (!id || !target) throw new UnreadableFile('format')
  return { sheet: target.startsWith('/') ? target.slice(1) : `xl/${target}`, date1904 }
}

/** The strings that cells share; marks of how East Asian words are read aloud are no part of them. */
async function readStrings(zip: Zip): Promise<string[]> {
  const strings: string[] = []
  let one = ''
  let [inText, spoken] = [false, false]
  await readXml(zip.text(STRINGS, MOST_STRINGS_BYTES), {
    open(name) {
      if (name === 'si') one = ''
      if (name === 'rPh') spoken = true
      inText = name === 't' && !spoken
    },
    text(text) {
      if (inText && one.length <= MOST_CELL) one += text
    },
    close(name) {
      inText = false
      if (name === 'rPh') spoken = false
      if (name === 'si') strings.push(one)
    },
  })
  return strings
}

/** Files of lists: what stands in them is read as it is, or the file is refused with its reason. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UnreadableFile } from '../../../src/server/imports/files/bounds.ts'
import { openTable } from '../../../src/server/imports/files/open.ts'
import { csvOf, workbookOf, zipOf } from '../../support/imports.ts'

/** The least that makes a workbook. */
const BOOK = {
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet r:id="a"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': '<worksheet/>',
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

async function cellsOf(content: string | Uint8Array, encoding = ''): Promise<string[][]> {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  const rows = await Array.fromAsync(openTable(bytes, encoding).rows)
  return rows.map(({ cells }) => cells)
}

async function problemOf(content: string | Uint8Array, encoding = ''): Promise<unknown> {
  try {
    await cellsOf(content, encoding)
    return undefined
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return error.problem
  }
}

describe('Text files', () => {
  test.each([',', ';', '\t', '|'])('separated by %j', async (mark) => {
    const text = `Name${mark}Country\r\nAna "Nita" Sá${mark}PT\r\n"Li${mark}Wei"${mark}"two\nlines"\r\n`
    expect(await cellsOf(text)).toEqual([
      ['Name', 'Country'],
      ['Ana "Nita" Sá', 'PT'],
      [`Li${mark}Wei`, 'two\nlines'],
    ])
  })

  test('Excel’s first line says the separator', async () => {
    expect(await cellsOf('sep=;\r\na;b,c\r\n')).toEqual([['a', 'b,c']])
  })

  test('rows keep the numbers that a spreadsheet gives them; empty ones are left out', async () => {
    const rows = await Array.fromAsync(openTable(bytesOf('Name,A\n\n,\nAna,b\n'), '').rows)
    expect(rows.map(({ row }) => row)).toEqual([1, 4])
  })

  test('whatever was written is read', async () => {
    const cell = fc
      .string({ unit: 'binary', maxLength: 30 })
      .filter((text) => !text.includes('\0') && text.isWellFormed() && !text.startsWith('\uFEFF'))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const filled = [['Name', 'Country', 'Sheet'], ...rows]
          const read = await cellsOf(csvOf(filled))
          expect(read).toEqual(filled.filter((cells) => cells.some((text) => text.trim() !== '')))
        },
      ),
      { numRuns: 150 },
    )
  })

  test.each([
    [
      'UTF-8 with its mark',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('Имя,x\nАня,y\n')]),
    ],
    [
      'UTF-16 with its mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Имя,x\nАня,y\n', 'utf16le')]),
    ],
    [
      'UTF-16, the other way round',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Имя,x\nАня,y\n', 'utf16le')]).swap16(),
    ],
  ])('%s is recognised', async (_, bytes) => {
    expect(await cellsOf(bytes)).toEqual([
      ['Имя', 'x'],
      ['Аня', 'y'],
    ])
  })

  test('another encoding is refused, and read once it is named', async () => {
    const bytes = Buffer.from('Name,x\nJos\xe9,y\n', 'latin1')
    expect(await problemOf(bytes)).toBe('encoding')
    expect(await cellsOf(bytes, 'windows-1252')).toEqual([
      ['Name', 'x'],
      ['José', 'y'],
    ])
  })

  test.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['a picture', Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n')]), 'encoding'],
    ['a program', Buffer.from('MZ\0\0abc,d\n'), 'format'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'old'],
    ['a quotation mark that is never closed', 'Name,x\n"Ana,y\n', 'broken'],
    ['a row of very many columns', `${'a,'.repeat(300)}b\n`, 'tooWide'],
    ['more rows than are taken', 'a,b\n'.repeat(200_001), 'tooManyRows'],
  ])('%s is refused', async (_, content, problem) => {
    expect(await problemOf(content)).toBe(problem)
  })
})

describe('Workbooks', () => {
  test('strings, numbers, dates, formulas and gaps are read as their values', async () => {
    const bytes = workbookOf(
      [
        '<c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>',
        '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>A1</f><v>=cmd</v></c><c r="C2" s="1"><v>43627</v></c>',
        '<c r="A3" t="e"><v>#N/A</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" s="2"><v>43627.75</v></c>',
        '<c r="B5"><v>1.5</v></c>',
      ],
      {
        strings: ['Ana &amp; <![CDATA[<Li>]]>'],
        styles:
          '<numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yyyy h:mm;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>',
      },
    )
    expect(await cellsOf(bytes)).toEqual([
      ['Ana & <Li>', '', 'inline'],
      ['2', '=cmd', '2019-06-11'],
      ['', 'TRUE', '2019-06-11T18:00:00'],
      ['', '1.5'],
    ])
  })

  test('days counted from 1904 are other days', async () => {
    const bytes = workbookOf(['<c r="A1" s="0"><v>42165</v></c>'], {
      styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
      workbook: '<workbookPr date1904="1"/>',
    })
    expect(await cellsOf(bytes)).toEqual([['2019-06-11']])
  })

  test('a sheet that unpacks to more than its bound is refused, however small it was packed', async () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(1000)
    const sheet = new Uint8Array(Buffer.from(rows.repeat(11_000)))
    const bytes = zipOf({ ...BOOK, 'xl/worksheets/sheet1.xml': sheet })
    expect(bytes.length).toBeLessThan(2_000_000)
    expect(['tooLarge', 'tooManyRows', 'broken']).toContain(await problemOf(bytes))
  })

  test('strings that unpack to more than their bound are refused', async () => {
    const strings = new Uint8Array(Buffer.alloc(129 * 1024 * 1024, ' '))
    expect(await problemOf(zipOf({ ...BOOK, 'xl/sharedStrings.xml': strings }))).toBe('tooLarge')
  })

  test.each([
    ['another kind of ZIP', zipOf({ 'hello.txt': 'hello' }), 'format'],
    [
      'a part that names entities',
      zipOf({ ...BOOK, 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      'format',
    ],
    [
      'a part that is cut',
      zipOf({ ...BOOK, 'xl/worksheets/sheet1.xml': '<worksheet><row></worksheet>' }),
      'broken',
    ],
    ['half a ZIP', zipOf(BOOK).subarray(0, 200), 'broken'],
  ])('%s is refused', async (_, bytes, problem) => {
    expect(await problemOf(bytes)).toBe(problem)
  })

  test('no damage of bytes does more than refuse', async () => {
    const whole = workbookOf(['<c r="A1" t="inlineStr"><is><t>Ana</t></is></c>'])
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const bytes = Uint8Array.from(whole)
        bytes[at] = byte
        await problemOf(bytes)
      }),
      { numRuns: 300 },
    )
  })
})

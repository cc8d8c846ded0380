/** Exports read back by programs that did not write them: whatever a cell holds is there again, and none runs. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { headings } from '../../src/server/exports/cells.ts'
import type { ColumnName } from '../../src/server/exports/columns.ts'
import { asItWas, keepFromRunning } from '../../src/server/exports/formulas.ts'
import type { Raw } from '../../src/server/exports/spool.ts'
import type { Sheet, Writer } from '../../src/server/exports/sheet.ts'
import { fill } from '../../src/server/exports/sink.ts'
import { csv, excelCsv, separatorOf } from '../../src/server/exports/writers/csv.ts'
import { jsonLines } from '../../src/server/exports/writers/json-lines.ts'
import { LONGEST_CELL } from '../../src/server/exports/writers/xlsx-parts.ts'
import { xlsx, xlsxWith } from '../../src/server/exports/writers/xlsx.ts'

const COLUMNS: ColumnName[] = ['number', 'name', 'affiliation', 'country', 'texts', 'confirmedAt']
const RUNS = /^[=+\-@\t\r\n＝＋－＠]/

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'accede-formats-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sheetOf = (rows: Raw[], language: Sheet['language'] = 'en'): Sheet => ({
  headings: headings(COLUMNS, language),
  rows: (async function* () {
    for (let i = 0; i < rows.length; i += 3) {
      // Nothing yet is not the end.
      yield []
      yield rows.slice(i, i + 3)
    }
  })(),
  total: rows.length,
  language,
})

async function textOf(write: Writer, sheet: Sheet): Promise<string> {
  let text = ''
  for await (const piece of write(sheet)) text += String(piece)
  return text
}

/** Whatever may come: controls, NUL, quotes, separators, formulas, every script, very long. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'"\',;=+-@\t\r\n＝＋－＠\0\u2028_x0041_&<>] a'),
    maxLength: 20,
  }),
  fc.constantFrom(
    '=1+1',
    "'=1",
    '\t=1',
    '@SUM(A1)',
    'ليلى',
    '王小明',
    '👩‍👩‍👧',
    '007',
    '1-2',
    'x'.repeat(30_000),
  ),
)
const rows: fc.Arbitrary<Raw[]> = fc.array(
  fc.tuple(
    fc.option(fc.nat()),
    anything,
    fc.option(anything),
    fc.constantFrom('PT', 'KE'),
    fc.constantFrom(0, 1, 2, 3),
    fc.option(fc.integer({ min: 0, max: Date.UTC(2100, 0) }).map((time) => time - (time % 1000))),
  ),
  { maxLength: 8 },
)

describe('CSV', () => {
  const read = (text: string, delimiter: string) =>
    parse(text, { delimiter, bom: true, record_delimiter: '\r\n' }) as string[][]

  test('gives back every value, once the apostrophes that keep it from running are taken away', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const [, ...found] = read(await textOf(csv, sheetOf(given)), ',')
        expect(found.map((cells) => [cells[1], cells[2]].map((cell) => asItWas(cell!)))).toEqual(
          given.map((row) => [row[1], row[2] ?? '']),
        )
        expect(found.flat().filter((cell) => RUNS.test(cell))).toEqual([])
      }),
    )
  })

  test('for Excel begins with its mark and is parted as Excel expects it', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('en', 'fr', 'ar', 'zh'), async (given, language) => {
        const text = await textOf(excelCsv, sheetOf(given, language))
        expect(text.charCodeAt(0)).toBe(0xfeff)
        const [, ...found] = read(text, separatorOf(language))
        expect(found.map((cells) => asItWas(cells[1]!))).toEqual(given.map((row) => row[1]))
      }),
    )
    expect([separatorOf('en'), separatorOf('fr'), separatorOf('zh')]).toEqual([',', ';', ','])
  })

  test('has no line that runs for a program that parts it elsewhere', () => {
    const cell = keepFromRunning('a;=1+1\n=2')
    expect(cell.split(/[;\n]/).filter((part) => RUNS.test(part))).toEqual([])
    expect(asItWas(cell)).toBe('a;=1+1\n=2')
  })

  test('is words for people: countries, texts, times', async () => {
    const text = await textOf(
      csv,
      sheetOf([[1, 'Ana', null, 'PT', 3, Date.UTC(2026, 0, 2, 3, 4, 5)]], 'fr'),
    )
    expect(text.split('\r\n')[1]).toBe(
      '1,Ana,,Portugal,"Convention, Declaration",2026-01-02T03:04:05Z',
    )
  })
})

describe('JSON Lines', () => {
  test('gives back every value as it was', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const lines = (await textOf(jsonLines, sheetOf(given))).split('\n').slice(0, -1)
        const found = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
        expect(found.map((one) => [one['number'], one['name'], one['affiliation']])).toEqual(
          given.map((row) => row.slice(0, 3)),
        )
      }),
    )
  })
})

describe('XLSX', () => {
  const path = () => join(folder, `${Math.random()}.xlsx`)
  const unescaped = (cell: unknown) =>
    typeof cell === 'string'
      ? cell.replace(/_x([0-9A-F]{4})_/g, (_, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        )
      : cell
  // A day is a number with a fraction: seconds are there again when rounded.
  const toSecond = (date: Date | null) => date && Math.round(date.getTime() / 1000) * 1000
  async function readBack(given: Raw[], nth = 1, most?: number): Promise<unknown[][]> {
    const file = path()
    const sheet = sheetOf(given)
    await fill(file, most ? xlsxWith(sheet, most) : xlsx(sheet))
    const found = await readSheet(file, nth, { trim: false } as object)
    rmSync(file)
    return found
  }

  test(
    'gives back numbers as numbers, times as dates, and every text as it was',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(rows, async (given) => {
          const [, ...found] = await readBack(given)
          expect(found.map((cells) => cells.slice(0, 3).map(unescaped))).toEqual(
            given.map(([number, ...texts]) => [
              number,
              ...texts.slice(0, 2).map((text) => text || null),
            ]),
          )
          expect(found.map((cells) => toSecond(cells[5] as Date | null))).toEqual(
            given.map((row) => row[5]),
          )
        }),
        { numRuns: 40 },
      )
    },
  )

  test('holds no formula, whatever the cells say', async () => {
    const file = path()
    await fill(file, xlsx(sheetOf([[1, '=HYPERLINK("x")', '+1', 'PT', 1, null]])))
    const found = await readSheet(file)
    expect(found[1]!.slice(1, 3)).toEqual(['=HYPERLINK("x")', '+1'])
    expect(readFileSync(file).includes('<f>')).toBe(false)
  })

  test('goes on in further sheets when one is full', async () => {
    const many: Raw[] = Array.from({ length: 10 }, (_, i) => [i, `n${i}`, null, 'PT', 1, null])
    const sheets = await Promise.all([1, 2, 3].map((nth) => readBack(many, nth, 5)))
    expect(sheets.map((one) => one.slice(1).map(([number]) => number))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ])
  })

  test('cuts what no spreadsheet could open', async () => {
    const [, row] = await readBack([[1, 'y'.repeat(LONGEST_CELL + 9), null, 'PT', 1, null]])
    expect(row![1]).toHaveLength(LONGEST_CELL)
  })
})

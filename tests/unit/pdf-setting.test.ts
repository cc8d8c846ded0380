/** Lines and pages of a PDF: nothing is lost on the way, and nothing stands where it must not. */
import fc from 'fast-check'
import PDFDocument from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { tag, type Block } from '../../src/server/texts/formats/pdf/blocks.ts'
import { fontsOf } from '../../src/server/texts/formats/pdf/fonts.ts'
import { onPages } from '../../src/server/texts/formats/pdf/pages.ts'
import {
  setInLines,
  type Line,
  type Setting,
} from '../../src/server/texts/formats/pdf/paragraph.ts'

const fonts = fontsOf(new PDFDocument({ autoFirstPage: false }))
const set = (text: string, width: number, direction: Setting['direction'] = 'ltr') =>
  setInLines(fonts, [{ text, face: 'regular', size: 11 }], { width, direction, align: 'justify' })
const read = ({ atoms }: Line) =>
  atoms
    .toSorted((one, other) => one.nth - other.nth)
    .map(({ source }) => source)
    .join('')
const widthOf = ({ atoms }: Line) => atoms.reduce((sum, { width }) => sum + width, 0)

const word = fc.constantFrom(
  ...[
    'a',
    'paragraph',
    'of',
    'Straße',
    'co-operation',
    'العربية',
    '(ب)',
    '١٢٣',
    '12',
    '国际流动',
    '。',
    'ά',
    'ж',
  ],
)
const sentence = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' '))

describe('a paragraph in lines', () => {
  test('says what it said, in whichever scripts', () => {
    fc.assert(
      fc.property(
        sentence,
        fc.integer({ min: 60, max: 400 }),
        fc.constantFrom('ltr', 'rtl'),
        (text, width, direction) => {
          const said = set(text, width, direction as 'ltr').map(read)
          expect(said.join(' ').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('fills its lines, and no line is wider than they are', () => {
    const lines = set('This paragraph of the specimen is set in lines. '.repeat(20).trim(), 300)
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines.slice(0, -1)) expect(widthOf(line)).toBeCloseTo(300, 5)
    expect(widthOf(lines.at(-1)!)).toBeLessThanOrEqual(300.001)
  })

  test('a word wider than the line stands alone on one', () => {
    const lines = set(`one ${'w'.repeat(200)} two`, 120)
    expect(lines.map(read)).toEqual(['one', 'w'.repeat(200), 'two'])
  })

  test('is drawn from the right where it is read from there, numbers the other way', () => {
    const [line] = set('المادة ١٢ هنا', 400, 'rtl')
    const seen = line!.atoms.filter(({ isSpace }) => !isSpace).map(({ source }) => source)
    expect(seen).toEqual(['هنا', '١٢', 'المادة'])
    // Fonts draw these digits backwards, so they are handed over backwards.
    expect(line!.atoms.find(({ source }) => source === '١٢')!.text).toBe('٢١')
  })
})

const AREA = { top: 0, bottom: 100 }
const blocks: fc.Arbitrary<Block[]> = fc
  .array(
    fc.record({
      lines: fc.integer({ min: 1, max: 30 }),
      keepWithNext: fc.boolean(),
      newPage: fc.boolean(),
      before: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((all) =>
    all.map(({ lines, keepWithNext, newPage, before }, nth) => ({
      ...{ size: 8, leading: 10, before, after: 2, newPage },
      // Headings have a line or two, and something under them.
      ...(lines < 3 && nth < all.length - 1 && { keepWithNext }),
      runs: [
        {
          tag: tag('P'),
          x: 0,
          from: 0,
          lines: Array.from({ length: lines }, () => ({ atoms: [] })),
        },
      ],
    })),
  )

describe('blocks on pages', () => {
  test('every line stands once, in order, and within the page', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const parts = onPages(all, AREA).flatMap((page) => page.parts)
        const seen = parts.flatMap(({ block, from, to }) =>
          Array.from({ length: to - from }, (_, nth) => [all.indexOf(block), from + nth]),
        )
        expect(seen).toEqual(
          all.flatMap(({ runs }, nth) => runs[0]!.lines.map((_, line) => [nth, line])),
        )
        for (const { from, to, y, block } of parts)
          expect(y + (to - from - 1) * block.leading).toBeLessThanOrEqual(AREA.bottom)
      }),
    )
  })

  test('no heading stands at the foot of a page, and no single line of a paragraph at either end', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const pages = onPages(all, AREA)
        for (const [nth, { parts }] of pages.entries()) {
          const last = parts.at(-1)!
          const isLastPage = nth === pages.length - 1
          const next = all[all.indexOf(last.block) + 1]
          if (
            !isLastPage &&
            last.block.keepWithNext &&
            parts.some(({ block }) => !block.keepWithNext)
          )
            expect(next?.newPage).toBe(true)
          for (const { block, from, to } of parts) {
            const count = block.runs[0]!.lines.length
            if (count >= 4 && to < count) expect(to - from).toBeGreaterThan(1)
            if (count >= 4 && from > 0) expect(to - from).toBeGreaterThan(1)
          }
        }
      }),
    )
  })
})

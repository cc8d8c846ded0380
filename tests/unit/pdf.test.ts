/** What a PDF says of itself, and to a screen reader: read from the file, object by object. */
import { inflateSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { specimenConvention } from '../../scripts/specimen/build.ts'
import { extract, type Scope } from '../../src/server/texts/formats/extract.ts'
import { toPdf } from '../../src/server/texts/formats/pdf/index.ts'
import { publicationOf } from '../../src/server/texts/formats/publication.ts'
import { loaded } from '../../src/server/texts/loaded.ts'

const held = loaded(specimenConvention('en'))
const make = (scope: Scope) =>
  toPdf(extract(held, scope)!, publicationOf(held.text, 'https://example.org'))

let bytes: Buffer
let file: string
let pages: string[]
beforeAll(async () => {
  bytes = await make({ kind: 'text' })
  file = bytes.toString('latin1')
  pages = contentsOf(bytes)
})

/** The operators of each page. */
function contentsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n/g)]
    .map(({ index, 0: head }) => {
      const start = index + head.length
      const end = text.indexOf('\nendstream', start)
      return inflateSync(pdf.subarray(start, end)).toString('latin1')
    })
    .filter((operators) => operators.includes('BT '))
}

test('it is tagged, in its language, with a title that viewers show', () => {
  expect(file).toContain('/MarkInfo')
  expect(file).toContain('/StructTreeRoot')
  expect(file).toContain('/Lang (en)')
  expect(file).toContain('/DisplayDocTitle true')
  expect(file).toContain('/Title (Specimen of a Convention)')
})

test('nothing is drawn outside of what is marked, and marks end where they begin', () => {
  for (const operators of pages) {
    let open = 0
    for (const [, sign] of operators.matchAll(/(?:^|[\s>])(B[DM]C|EMC|BT)(?=\s|$)/g)) {
      if (sign === 'EMC') open--
      else if (sign === 'BT') expect(open).toBeGreaterThan(0)
      else open++
      expect(open).toBeGreaterThanOrEqual(0)
    }
    expect(open).toBe(0)
  }
})

test('headings, lists, notes and links have elements of their own', () => {
  const count = (type: string) => file.split(`/S /${type}\n`).length - 1
  expect(count('H1')).toBe(1)
  expect(count('Art')).toBe(165)
  expect(count('H2')).toBeGreaterThan(8)
  for (const type of ['TOCI', 'L', 'LI', 'Lbl', 'LBody', 'Note', 'Link', 'P'])
    expect([type, count(type) > 0]).toEqual([type, true])
})

test('each chapter and article has a bookmark, and each reference a link that leads somewhere', () => {
  const titles = [...file.matchAll(/\/Title \(((?:\\.|[^\\)])*)\)\n/g)].map(([, title]) => title!)
  for (const { article } of held.articles)
    expect(
      titles.some((title) => title.startsWith(`Article ${article.number}.`)),
      article.number,
    ).toBe(true)
  expect(titles.filter((title) => title.startsWith('Chapter ')).length).toBe(8)
  const named = new Set(
    [...file.matchAll(/\(((?:\\.|[^\\)])*)\) \[\d+ 0 R \/XYZ/g)].map(([, name]) => name),
  )
  const asked = [...file.matchAll(/\/S \/GoTo\n\/D \(((?:\\.|[^\\)])*)\)/g)].map(
    ([, name]) => name!,
  )
  expect(asked.length).toBeGreaterThan(300)
  expect(asked.filter((name) => !named.has(name))).toEqual([])
})

test('the same text gives the same bytes', async () => {
  const article: Scope = { kind: 'article', address: '12' }
  expect((await make(article)).equals(await make(article))).toBe(true)
})

describe('an extract', () => {
  test('leads to the site for what is not in it', async () => {
    const one = (await make({ kind: 'article', address: '5' })).toString('latin1')
    expect(one).toMatch(/\/URI \(https:\/\/example\.org\/convention\/1\.0\/en\/articles\/\d+/)
  })
})

test('another program reads it: text in its order, edition, date and number on each page', async () => {
  const reading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const pdf = await reading.promise
  const textOf = async (number: number) => {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  }
  for (let number = 2; number <= pdf.numPages; number++) {
    const foot = `Specimen · Edition 1\\.0, 1 November 2026\\s*${number}\\s*example\\.org`
    expect(await textOf(number)).toMatch(new RegExp(foot))
  }
  const all = await Promise.all(Array.from({ length: pdf.numPages }, (_, nth) => textOf(nth + 1)))
  expect(all.join('\n').replace(/\s+/g, ' ')).toContain(
    'This footnote of the specimen refers to Article 45.',
  )
  const [top] = await pdf.getOutline()
  expect(top!.items.map(({ title }) => title).slice(0, 3)).toEqual([
    'Contents',
    'Preamble',
    'Chapter I. Visitors (specimen)',
  ])
  await reading.destroy()
})

/** The signature book, read back: everybody in their own script, organisations first, pages numbered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { startApp, type TestApp } from '../../support/app.ts'
import { desk, organisationForm, personForm } from '../../support/app-people.ts'
import { ask, filesOf, makeAll, manifestIn, owner } from '../../support/exports.ts'
import { pdfPages } from '../../support/pdf.ts'

const PEOPLE: [name: string, country: string][] = [
  ['Ana Pereira', 'PT'],
  ['Łukasz Żółć', 'PL'],
  ['Ελένη Παπαδοπούλου', 'GR'],
  ['Олена Шевченко', 'UA'],
  ['王小明', 'CN'],
  ['さくら 田中', 'JP'],
  ['김민준', 'KR'],
  ['ליאור כהן', 'IL'],
  ['ليلى حسن', 'EG'],
  ['प्रिया शर्मा', 'IN'],
  ['হাসান আলী', 'BD'],
  ['ഹരി മേനോൻ', 'IN'],
  ['ਹਰਪ੍ਰੀਤ ਸਿੰਘ', 'IN'],
  ['ដារ៉ា សំណាង', 'KH'],
  ['สมชาย ใจดี', 'TH'],
  ['ნინო ბერიძე', 'GE'],
  ['Արամ Սարգսյան', 'AM'],
  ['አበበ በቀለ', 'ET'],
]

let app: TestApp
let pages: string[]
let files: Map<string, Buffer>
beforeAll(async () => {
  app = await startApp()
  const { confirmed, decide } = desk(app)
  for (const [i, [name, country]] of PEOPLE.entries())
    await confirmed(personForm(app, { name, country, email: `p${i}@example.org` }))
  await confirmed(
    personForm(app, { name: 'Quiet Person', visibility: 'anonymous', email: 'q@example.org' }),
  )
  const png = await sharp({ create: { width: 90, height: 40, channels: 3, background: '#204060' } })
    .png()
    .toBuffer()
  const logo = new File([new Uint8Array(png)], 'logo.png')
  for (const [organisationName, more] of [
    ['Aardvark Aid', {}],
    ['Zebra Network', { logo }],
  ] as const) {
    const host = organisationName.split(' ')[0]!.toLowerCase()
    const email = `rui@${host}.example`
    await confirmed(
      organisationForm(app, {
        organisationName,
        email,
        website: `https://${host}.example`,
        ...more,
      }),
    )
    await decide(email, 'approve')
  }
  const who = await owner(app)
  const id = await ask(app, who, { formats: ['pdf', 'csv'] })
  await makeAll(app)
  files = await filesOf(app, who, id)
  pages = await pdfPages(files.get(`delivery-${id}.pdf`)!)
}, 120_000)
afterAll(() => app.remove())

/** Letters alone: how they are parted, and which way a line is read out, differs from reader to reader. */
const letters = (text: string) =>
  [...text.normalize('NFKC').replace(/[^\p{L}]/gu, '')].toSorted().join('')

describe('The book', () => {
  test('begins with a page that says what it is', () => {
    const [title] = pages
    for (const words of [
      'Signatures',
      'Edition 1.0',
      '20 signatories',
      '18 people and 2 organisations',
    ])
      expect(title!.replaceAll('|', '')).toContain(words)
    expect(title).toContain('did not wish to be named')
  })

  test('has organisations with logos first, then the others, then people by country', () => {
    const text = pages.join('\f').replaceAll('|', '')
    const places = [
      'Organisations (2)',
      'Zebra Network',
      'Aardvark Aid',
      'Armenia (1)',
      'Portugal (1)',
      'Ukraine (1)',
    ].map((words) => text.indexOf(words))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).toContain('India (3)')
    expect(text).not.toContain('Quiet Person')
  })

  test.each(PEOPLE)('has %s', (name) => {
    const items = pages.flatMap((page) => page.split('|')).join('')
    for (const word of name.split(' ')) {
      const found = items.includes(word) || items.includes([...word].toReversed().join(''))
      // Vowel signs that stand before their consonant are drawn before it.
      expect(found || everyLetterIn(word, items), word).toBe(true)
    }
  })
  const everyLetterIn = (word: string, text: string) =>
    [...letters(word)].every((letter) => text.normalize('NFKC').includes(letter))

  test('numbers its pages', () => {
    for (const [nth, page] of pages.entries())
      if (nth > 0) expect(page.split('|')).toContain(String(nth + 1))
  })

  test('is told in the manifest, beside the other files', () => {
    const { files: entries } = manifestIn(files)
    expect(entries.map(({ name, rows }) => [name.replace(/^.*\./, ''), rows])).toEqual([
      ['pdf', 20],
      ['csv', 20],
    ])
  })
})

test('of a full list, which holds more people than a book may: its figures are those of the book', async () => {
  const ada = await owner(app)
  const id = await ask(app, ada, { preset: 'full', formats: 'pdf', reason: 'For the archive' })
  await makeAll(app)
  const { figures, files: made } = manifestIn(await filesOf(app, ada, id))
  expect(figures.countedWithoutName).toBe(1)
  expect(made.map(({ rows }) => rows)).toEqual([figures.rows])
  expect(figures.rows).toBe(figures.individuals + figures.organisations)
})

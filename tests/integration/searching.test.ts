import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { desk, personForm } from '../support/app-people.ts'

const NAMES = [
  'Ana Pereira',
  'Nguyễn Thị Minh Khai',
  'İpek Çağlayan Işık',
  'Ǿystein Þórðarson',
  'Νίκος Καζαντζάκης',
  'Фёдор Достоевский',
  'أحمد بن عبد الله',
  'می‌خواهم پور',
  'שָׁרָה בן־דוד',
  'नरेन्द्र शर्मा',
  'রবীন্দ্রনাথ ঠাকুর',
  'ក្រសួង សុខ',
  'นางสาวปุ๊กกี้',
  '王小明',
  '𠮷野 花子',
  '김철수',
  'ሀይሌ ገብረሥላሴ',
  'ᏣᎳᎩ',
  '𞤀𞤣𞤤𞤢𞤥 Diallo',
  "Siobhán O'Brien-Smith",
]

let app: TestApp
beforeAll(async () => {
  app = await startApp()
  const { confirmed } = desk(app)
  for (const [i, name] of NAMES.entries())
    await confirmed(
      personForm(app, { name, email: `person${i}@example.org`, country: i % 2 ? 'BR' : 'PT' }),
    )
})
afterAll(() => app.remove())

const search = async (q: string, country?: string) => {
  const filter = { ...{ q, country, kind: undefined, text: undefined, cursor: undefined } }
  return (await app.register.list(filter)).entries.map(({ name }) => name)
}

describe.each(NAMES)('%s is found', (name) => {
  test('by the whole name and by each word of it', async () => {
    expect(await search(name)).toEqual([name])
    for (const word of name.split(/[\s\-־]+/u)) expect(await search(word), word).toContain(name)
  })

  test('decomposed, in capitals, in small letters and in another order', async () => {
    const words = name.split(' ')
    for (const q of [name.normalize('NFD'), name.toLowerCase(), words.toReversed().join('  ')])
      expect(await search(q), q).toEqual([name])
  })

  test('by its beginning, and in its country alone', async () => {
    const [first = ''] = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment)
    expect(await search(first)).toContain(name)
    const country = NAMES.indexOf(name) % 2 ? 'BR' : 'PT'
    expect(await search(name, country)).toEqual([name])
    expect(await search(name, 'XK')).toEqual([])
  })
})

test.each([
  ['nguyen minh', 'Nguyễn Thị Minh Khai'],
  ['ipek isik', 'İpek Çağlayan Işık'],
  ['oystein thordarson', 'Ǿystein Þórðarson'],
  ['νικοσ', 'Νίκος Καζαντζάκης'],
  ['федор', 'Фёдор Достоевский'],
  ['احمد', 'أحمد بن عبد الله'],
  ['میخواهم', 'می‌خواهم پور'],
  ['שרה', 'שָׁרָה בן־דוד'],
  ['小明', '王小明'],
  ['obrien smith', "Siobhán O'Brien-Smith"],
  ['O’Brien', "Siobhán O'Brien-Smith"],
])('somebody who types %s finds %s', async (q, name) => {
  expect(await search(q)).toEqual([name])
})

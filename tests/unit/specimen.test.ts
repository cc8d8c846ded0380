/** The specimen: what it must have, so that the reader can be seen on it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allSpecimens, LANGUAGES } from '../../scripts/specimen/build.ts'
import { writeSpecimenContent } from '../../scripts/specimen/content.ts'
import { textService, type LoadedText, type Texts } from '../../src/server/texts/index.ts'
import { plain } from '../../src/server/texts/model.ts'
import { parseText } from '../../src/server/texts/stored/parse.ts'
import { printText } from '../../src/server/texts/stored/print.ts'

let root: string
let texts: Texts
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'accede-specimen-'))
  writeSpecimenContent(root)
  texts = textService(root)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const convention = (edition = '1.0', language = 'en') =>
  texts.find('convention', edition, language)!
const wordsOf = ({ places }: LoadedText) =>
  places.flatMap((place) =>
    place.kind === 'provision' ? [place.provision.text, ...place.provision.after].map(plain) : [],
  )

test('has 165 articles in eight chapters, some with parts, and two annexes', () => {
  const { articles, chapters, annexes } = convention()
  expect(articles.map(({ address }) => Number(address))).toEqual(
    Array.from({ length: 165 }, (_, nth) => nth + 1),
  )
  expect(chapters.map(({ parts }) => parts.length)).toEqual([0, 0, 0, 3, 2, 0, 0, 2])
  expect(annexes.length).toBe(2)
})

test('has definitions, lists three levels deep, footnotes and references of every kind', () => {
  const { text, places, articles, referencesFrom } = convention()
  expect(text.definitions.length).toBe(6)
  expect(text.definitions[0]).toMatchObject({ forms: ['sample paragraphs'], at: '2#p1-a' })
  expect(Math.max(...places.map((place) => (place.kind === 'provision' ? place.depth : 0)))).toBe(4)
  expect(articles.flatMap(({ article }) => article.footnotes).length).toBeGreaterThan(5)
  const targets = articles.flatMap(({ address }) => referencesFrom(address).map(({ to }) => to))
  for (const kind of [/^\d+$/, /^\d+#p\d$/, /^\d+#p\d-a/, /^chapter-\d$/, /#part-2$/, /^annex-/])
    expect(
      targets.some((to) => kind.test(to)),
      String(kind),
    ).toBe(true)
})

test.each(allSpecimens().map((text) => [`${text.id} ${text.edition} ${text.language}`, text]))(
  '%s leads nowhere wrong, and is read again as it was',
  (_, text) => {
    const { articles, referencesFrom, find } = texts.find(text.id, text.edition, text.language)!
    for (const { address } of articles)
      for (const { to, through } of referencesFrom(address)) {
        expect(find(to), `${address} to ${to}`).toBeDefined()
        if (through) expect(find(through), `${address} through ${through}`).toBeDefined()
      }
    expect(parseText(printText(text))).toEqual(text)
  },
)

describe('in other languages', () => {
  test.each(['fr', 'ar'])('%s: the same places, in other words', (language) => {
    const [original, translation] = [convention(), convention('1.0', language)]
    expect(translation.places.map(({ address }) => address)).toEqual(
      original.places.map(({ address }) => address),
    )
    const english = new Set(wordsOf(original))
    expect(wordsOf(translation).filter((words) => english.has(words))).toEqual([])
    expect(translation.text.definitions.map(({ at }) => at)).toEqual(
      original.text.definitions.map(({ at }) => at),
    )
  })

  test.each(Object.entries(LANGUAGES))('%s says every sentence', (_, words) => {
    expect(Object.keys(words.sentences)).toEqual(Object.keys(LANGUAGES.en.sentences))
    expect(words.topics.length).toBe(LANGUAGES.en.topics.length)
  })
})

test('the second edition changes a few articles, and has one more', () => {
  const [first, second] = [convention(), convention('1.1')]
  expect(texts.defaultEdition('convention')).toBe('1.0')
  expect(second.articles.length).toBe(166)
  expect(second.find('40')).toMatchObject({ next: '40bis' })
  const changed = first.articles.filter(
    ({ address, article }) =>
      JSON.stringify(second.articles.find((one) => one.address === address)?.article.paragraphs) !==
      JSON.stringify(article.paragraphs),
  )
  expect(changed.length).toBeGreaterThan(5)
})

test('says of itself that it is a specimen, with its matrix', () => {
  for (const { text, matrix } of texts.all) {
    expect(text.status).toBe('specimen')
    expect(matrix !== undefined).toBe(text.id === 'convention')
  }
  expect(wordsOf(convention()).join(' ')).not.toMatch(/\bshall\b|\bright to\b|@|undefined/)
})

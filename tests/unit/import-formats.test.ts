/** The specimen in five formats is one text. */
import { expect, test } from 'vitest'
import { specimenConvention, specimenDeclaration } from '../../scripts/specimen/build.ts'
import { inAllFormats } from '../../scripts/specimen/formats/index.ts'
import type { LegalText } from '../../src/server/texts/model.ts'
import { articlesOf, doubts, givenOf, reader } from '../support/import.ts'

const read = reader()
const SECONDS = 10

const specimens = [
  ...(['en', 'fr', 'ar'] as const).flatMap((language) => [
    specimenConvention(language),
    specimenDeclaration(language),
  ]),
  specimenConvention('en', '1.1'),
]

test.each(specimens.map((text) => [`${text.id} ${text.edition} ${text.language}`, text] as const))(
  '%s is the same text in every format, without a doubt',
  async (_, text) => {
    for (const [ending, contents] of Object.entries(await inAllFormats(text))) {
      const imported = await read(ending, contents, givenOf(text))
      expect(doubts(imported), ending).toEqual([])
      expect(imported.text, ending).toEqual(text)
    }
  },
  120_000,
)

test(`213 articles are read in under ${SECONDS} seconds in each format`, async () => {
  const text = with213(specimenConvention('en'))
  for (const [ending, contents] of Object.entries(await inAllFormats(text))) {
    const begun = performance.now()
    const imported = await read(ending, contents, givenOf(text))
    expect((performance.now() - begun) / 1000, ending).toBeLessThan(SECONDS)
    expect(articlesOf(imported.text).length, ending).toBe(213)
    expect(doubts(imported), ending).toEqual([])
  }
}, 120_000)

/** Copies of articles without footnotes, so that none stands twice. */
function with213(text: LegalText): LegalText {
  const plain = articlesOf(text).filter(({ footnotes }) => footnotes.length === 0)
  const more = plain.slice(0, 213 - 165).map((article, nth) => ({
    ...article,
    number: String(166 + nth),
  }))
  const [last, ...others] = text.chapters.toReversed()
  const part = last!.parts.at(-1)!
  const parts = [...last!.parts.slice(0, -1), { ...part, articles: [...part.articles, ...more] }]
  return { ...text, chapters: [...others.toReversed(), { ...last!, parts }] }
}

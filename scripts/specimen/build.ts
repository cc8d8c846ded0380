/**
 * The specimen as a text of the model: shapes and words put together in the form in which texts are
 * kept, and read from there.
 */
import type { About, LegalText } from '../../src/server/texts/model.ts'
import { withDefinitions } from '../../src/server/texts/import/definitions.ts'
import { parseText } from '../../src/server/texts/stored/parse.ts'
import { planConvention, planDeclaration, ROMAN, type PlannedArticle } from './plan.ts'
import { sayer, type Place } from './say.ts'
import { ANNEXES, CLOSING, PREAMBLE, type Shape } from './shapes.ts'
import { ar } from './words/ar.ts'
import { en } from './words/en.ts'
import { fr } from './words/fr.ts'
import type { Words } from './words/words.ts'

export const LANGUAGES = { en, fr, ar } as const
export type SpecimenLanguage = keyof typeof LANGUAGES

const DATES: Record<string, string> = {
  '1.0': '2026-11-01',
  '1.1': '2026-11-21',
  '2.0': '2026-11-01',
}

function aboutOf(id: About['id'], edition: string, language: SpecimenLanguage): string {
  const words = LANGUAGES[language]
  return JSON.stringify({
    ...{ id, edition, language, title: words[id], status: 'specimen' },
    ...{ date: DATES[edition], source: words.source, definitions: [] },
  })
}

/** 165 articles in eight chapters; edition 1.1 differs from 1.0 here and there. */
export function specimenConvention(language: SpecimenLanguage, edition: '1.0' | '1.1' = '1.0') {
  const words = LANGUAGES[language]
  const chapters = planConvention(edition === '1.1')
  const all = chapters.flatMap(({ articles, parts }) => [...articles, ...parts.flat()])
  const say = sayer(words, all)
  const article = articlePrinter(words, say)
  const elsewhere = { number: '0', at: 0, chapter: 0 }
  const files = new Map([['text.json', aboutOf('convention', edition, language)]])
  files.set('preamble.md', say(PREAMBLE, elsewhere))
  chapters.forEach(({ articles, parts }, nth) =>
    files.set(
      `chapter-0${nth + 1}.md`,
      [
        `# ${words.numeral(ROMAN[nth]!)}. ${words.chapters[nth]}`,
        ...articles.map(article),
        ...parts.flatMap((some, part) => [
          `## ${words.numeral(ROMAN[part]!)}. ${words.parts[part]}`,
          ...some.map(article),
        ]),
      ].join('\n\n'),
    ),
  )
  files.set('closing.md', say(CLOSING, elsewhere))
  ANNEXES.forEach((annex, nth) =>
    files.set(
      `annex-0${nth + 1}.md`,
      `# ${words.numeral(ROMAN[nth]!)}. ${words.annexes[nth]}\n\n${say(annex, elsewhere)}`,
    ),
  )
  return withDefinitions(parseText(files))
}

/** A few articles without chapters. */
export function specimenDeclaration(language: SpecimenLanguage): LegalText {
  const words = LANGUAGES[language]
  const plan = planDeclaration()
  const say = sayer(words, plan)
  const printed = plan.map((one, nth) =>
    [`### ${one.number}. ${words.declarationHeadings[nth]}`, say(one.template, one)].join('\n\n'),
  )
  const files = new Map([
    ['text.json', aboutOf('declaration', '2.0', language)],
    ['preamble.md', say('@preamble.1\n\n@preamble.2\n\n@preamble.4', plan[0]!)],
    ['articles.md', printed.join('\n\n')],
    ['closing.md', say(CLOSING, plan[0]!)],
  ])
  return withDefinitions(parseText(files))
}

function articlePrinter(words: Words, say: (template: string, place: Place) => string) {
  return (article: PlannedArticle): string => {
    const { number, shape, example } = article
    const more = example > 1 ? words.example(words.number(example)) : ''
    const heading = `### ${number}. ${words.headings[shape satisfies Shape]}${more}`
    return `${heading}\n\n${say(article.template, article)}`
  }
}

/** Everything that the demo shows. */
export function allSpecimens(): LegalText[] {
  const languages = Object.keys(LANGUAGES) as SpecimenLanguage[]
  return [
    ...languages.map((language) => specimenConvention(language)),
    specimenConvention('en', '1.1'),
    ...languages.map((language) => specimenDeclaration(language)),
  ]
}

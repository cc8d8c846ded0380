/** Any text that the model allows, for properties: odd characters, deep lists, empty headings. */
import fc from 'fast-check'
import {
  legalText,
  TEXT_IDS,
  STATUSES,
  UNFIT,
  type LegalText,
  type Provision,
  type Run,
  type Runs,
} from '../../src/server/texts/model.ts'

const odd = [...'\\*[]()#->.: ^_`<&\'"1aiA2bé–’', 'ب', '٣', '三', '\u00a0', '😀', 'e\u0301']
const characters = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...odd), minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('1. one', '(a) two', '# three', '[^1]: four', '- five', '> six', '-', '(a)'),
  )
  .filter((text) => !UNFIT.test(text))
const line = characters.map((text) => text.trim()).filter(Boolean)

const address = fc.constantFrom('1', '12#p2-a-i-A', 'preamble#p3', 'chapter-2#part-1', 'annex-1')
const noteLabel = fc.constantFrom('1', '12', 'a', '*', '**', '†')
const written: fc.Arbitrary<Exclude<Run, { kind: 'note' }>> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: characters }),
  fc.record({ kind: fc.constant('emphasis' as const), text: line }),
  fc.record(
    { kind: fc.constant('reference' as const), text: line, to: address, through: address },
    { requiredKeys: ['kind', 'text', 'to'] },
  ),
)
const run = fc.oneof(
  { weight: 5, arbitrary: written },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('note' as const), label: noteLabel }) },
)

/** No two plain runs side by side, no space at an end. */
function tidy<R extends Run>(runs: R[]): R[] {
  const apart = runs.filter(({ kind }, nth) => kind !== 'text' || runs[nth - 1]?.kind !== 'text')
  return apart.flatMap((one, nth) => {
    if (one.kind !== 'text') return [one]
    const start = nth === 0 ? one.text.trimStart() : one.text
    const text = nth === apart.length - 1 ? start.trimEnd() : start
    return text ? [{ ...one, text }] : []
  })
}
const runs: fc.Arbitrary<Runs> = fc.array(run, { maxLength: 4 }).map(tidy)
const someRuns = runs.filter(({ length }) => length > 0)

const label = fc.constantFrom('1.', '2.', '(a)', '(b)', '(i)', '(A)', '2bis.', 'a)', '(أ)', '(一)')
const provision = (deeper: fc.Arbitrary<Provision[]>): fc.Arbitrary<Provision> =>
  fc
    .record({
      label: fc.option(label),
      text: runs,
      points: deeper,
      after: fc.array(someRuns, { maxLength: 2 }),
    })
    .filter(({ text, points }) => text.length + points.length > 0)
const none: fc.Arbitrary<Provision[]> = fc.constant([])
const items = fc.array(provision(none), { maxLength: 2 })
const subPoints = fc.array(provision(items), { maxLength: 2 })
const points = fc.array(provision(subPoints), { maxLength: 3 })

const section = {
  paragraphs: fc.array(provision(points), { maxLength: 3 }),
  footnotes: fc.uniqueArray(
    fc.record({
      label: noteLabel,
      text: fc
        .array(written, { maxLength: 3 })
        .map(tidy)
        .filter(({ length }) => length > 0),
    }),
    { selector: (note) => note.label, maxLength: 2 },
  ),
}
const heading = fc.oneof(line, fc.constant(''))
const article = fc.record({
  number: fc.constantFrom('1', '2', '3', '12', '12bis', '213'),
  heading,
  ...section,
})
const articles = fc.array(article, { maxLength: 3 })
const numbered = fc
  .constantFrom([1, 'I'] as const, [2, '2'] as const, [4, 'IV'] as const, [2, 'B'] as const)
  .map(([number, numeral]) => ({ number, numeral }))

const with_ = <A extends object, B extends object>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>) =>
  fc.tuple(a, b).map(([one, other]) => ({ ...one, ...other }))
const part = with_(numbered, fc.record({ heading, articles }))
const chapter = with_(
  numbered,
  fc.record({ heading, articles, parts: fc.array(part, { maxLength: 2 }) }),
)
const annex = with_(
  fc.oneof(numbered, fc.constant({ number: 1, numeral: null })),
  fc.record({ heading, ...section }),
)

export const anyText: fc.Arbitrary<LegalText> = fc
  .record({
    id: fc.constantFrom(...TEXT_IDS),
    edition: fc.constantFrom('1.0', '2', '10.11.12'),
    language: fc.constantFrom('en', 'ar', 'zh-Hans'),
    title: line,
    status: fc.constantFrom(...STATUSES),
    date: fc.option(fc.constant('2018-01-31')),
    source: fc.option(line),
    definitions: fc.array(
      fc.record({ term: line, forms: fc.array(line, { maxLength: 2 }), at: address }),
      { maxLength: 2 },
    ),
    preamble: fc.record(section),
    articles,
    chapters: fc.array(chapter, { maxLength: 12 }),
    closing: fc.record(section),
    annexes: fc.array(annex, { maxLength: 3 }),
  })
  .map((text) => legalText.parse(text))

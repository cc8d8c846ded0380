/**
 * A text that can be endorsed, in one edition and one language, as data: what the importer makes,
 * the files under content/ keep, and pages, search and take-away formats are made from.
 *
 *   text ─ preamble
 *        ─ articles                     of a text without chapters, or before the first
 *        ─ chapters ─ articles          before the first part, or of a chapter without
 *                   ─ parts ─ articles
 *        ─ closing                      "In witness whereof …"
 *        ─ annexes
 *   article, preamble, closing, annex ─ paragraphs ─ points ─ sub-points ─ items
 *                                     ─ footnotes
 *
 * What is written is runs of plain characters; there is no markup in them, and none is read.
 */
import { z } from 'zod'
import { chapterNumber, isLabel } from './labels.ts'

export const TEXT_IDS = ['convention', 'declaration'] as const
export const STATUSES = ['official', 'unofficial translation', 'specimen'] as const
/** paragraph, point, sub-point, item */
export const DEEPEST = 4

/** What no line may hold: controls, line ends, and characters that turn the text around them. */
export const UNFIT =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\p{Cs}]/u

const characters = z
  .string()
  .min(1)
  .refine((text) => !UNFIT.test(text), 'holds a control character or a line break')
const line = characters.refine((text) => text === text.trim(), 'begins or ends with a space')

/**
 * Where something stands, as the end of a public address: `12`, `12#p2`, `12#p2-a`, `12#p2-a-i`,
 * `12#p2-a-i-A`; `preamble#p3`, `closing#p1`, `annex-1#p2`; `chapter-2`, `chapter-2#part-1`.
 */
export const address = z
  .string()
  .regex(
    /^(?:\d+[a-z]*(?:_\d+)?|preamble|closing|(?:annex|chapter)-\d+(?:_\d+)?)(?:#[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*)?$/,
    'is not an address such as 12#p2-a',
  )

export const noteLabel = z.string().regex(/^[\p{L}\p{N}*†‡§]{1,8}$/u, 'is not a mark of a footnote')

const written = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: characters }),
  z.strictObject({ kind: z.literal('emphasis'), text: line }),
  z.strictObject({
    kind: z.literal('reference'),
    /** as it is written: "Articles 3 to 5" */
    text: line,
    /** where it leads; with `through`, the first of a range */
    to: address,
    /** the last of a range */
    through: address.optional(),
  }),
])
const run = z.discriminatedUnion('kind', [
  written,
  z.strictObject({ kind: z.literal('note'), label: noteLabel }),
])

export type Run = z.infer<typeof run>
export type Runs = Run[]

const isTidy = (runs: { kind: string; text?: string }[]) =>
  runs.every(({ kind }, nth) => kind !== 'text' || runs[nth - 1]?.kind !== 'text') &&
  !/^\s/.test(runs[0]?.text ?? '') &&
  !/\s$/.test(runs.at(-1)?.text ?? '')
const UNTIDY = 'has a space at an end, or two runs of text side by side'

const runs = z.array(run).refine(isTidy, UNTIDY)
const someRuns = z.array(run).min(1, 'is empty').refine(isTidy, UNTIDY)

/** A paragraph, or a point of one, at any depth. */
export type Provision = {
  /** as printed: `2.`, `(a)`, `(أ)`; null where there is no number */
  label: string | null
  text: Runs
  points: Provision[]
  /** what follows the points, or further paragraphs under the same number */
  after: Runs[]
}

const provision: z.ZodType<Provision> = z.strictObject({
  label: z.string().refine(isLabel, 'is not a number such as 2. or (a)').nullable(),
  text: runs,
  get points() {
    return z.array(provision)
  },
  after: z.array(someRuns),
})

const depth = ({ points }: Provision): number => 1 + Math.max(0, ...points.map(depth))
const says = ({ text, points }: Provision): boolean =>
  text.length + points.length > 0 && points.every(says)

const paragraph = provision
  .refine((one) => depth(one) <= DEEPEST, `is deeper than ${DEEPEST} levels`)
  .refine(says, 'says nothing')

export const footnote = z.strictObject({ label: noteLabel, text: z.array(written).min(1) })
export type Footnote = z.infer<typeof footnote>

const body = {
  paragraphs: z.array(paragraph),
  footnotes: z.array(footnote).refine(labelsDiffer, 'has two footnotes with one mark'),
}
const section = z.strictObject(body)
/** What holds paragraphs: an article, an annex, the preamble, the closing words. */
export type Section = z.infer<typeof section>

function labelsDiffer(notes: { label: string }[]): boolean {
  return new Set(notes.map(({ label }) => label)).size === notes.length
}

const heading = z.union([line, z.literal('')])

export const article = z.strictObject({
  /** 12, 12bis */
  number: z.string().regex(/^[1-9]\d{0,3}[a-z]{0,12}$/, 'is not the number of an article'),
  heading,
  ...body,
})
export type Article = z.infer<typeof article>

const numbered = {
  number: z.number().int().min(1),
  /** as printed: II, 2 */
  numeral: z.string(),
  heading,
}
const rightNumeral = ({ number, numeral }: { number: number; numeral: string }) =>
  chapterNumber(numeral) === number
const WRONG_NUMERAL = 'has a number that its numeral does not say'

const part = z
  .strictObject({ ...numbered, articles: z.array(article) })
  .refine(rightNumeral, WRONG_NUMERAL)
export type Part = z.infer<typeof part>

const chapter = z
  .strictObject({ ...numbered, articles: z.array(article), parts: z.array(part) })
  .refine(rightNumeral, WRONG_NUMERAL)
export type Chapter = z.infer<typeof chapter>

const annex = z
  .strictObject({ ...numbered, numeral: z.string().nullable(), ...body })
  .refine(
    ({ number, numeral }) => (numeral === null ? number === 1 : chapterNumber(numeral) === number),
    WRONG_NUMERAL,
  )
export type Annex = z.infer<typeof annex>

export const definition = z.strictObject({
  term: line,
  /** other forms of it that the text uses, such as the plural */
  forms: z.array(line),
  /** the provision that says what it means */
  at: address,
})
export type Definition = z.infer<typeof definition>

/** What text.json keeps; the rest is in the files beside it. */
export const about = z.strictObject({
  id: z.enum(TEXT_IDS),
  edition: z.string().regex(/^\d{1,3}(\.\d{1,3}){0,2}$/, 'is not an edition such as 1.0'),
  /** BCP 47 */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language such as en'),
  title: line,
  status: z.enum(STATUSES),
  /** of this edition */
  date: z.iso.date().nullable(),
  /** where this wording was published, in words */
  source: line.nullable(),
  definitions: z.array(definition),
})
export type About = z.infer<typeof about>

export const legalText = about.extend({
  preamble: section,
  articles: z.array(article),
  chapters: z.array(chapter),
  closing: section,
  annexes: z.array(annex),
})
/** One text in one edition and one language. */
export type LegalText = z.infer<typeof legalText>

/** The characters of runs, without the marks of footnotes. */
export const plain = (runs: readonly Run[]): string =>
  runs.map((run) => (run.kind === 'note' ? '' : run.text)).join('')

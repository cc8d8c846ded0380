/** A text as blocks: headings, paragraphs and points with their numbers, footnotes under their article. */
import type { Annex, Article, Chapter, Part, Provision, Runs, Section } from '../../model.ts'
import { directionOf, wordsOf } from '../../words.ts'
import type { Extract } from '../extract.ts'
import { tag, type Block, type Run, type Tag } from './blocks.ts'
import type { Fonts } from './fonts.ts'
import { setInLines, type Piece, type Setting } from './paragraph.ts'
import { INDENT, sizesFor, TEXT, type Leading } from './style.ts'

export type Composer = ReturnType<typeof composer>

/** What sets lines in the language of a text. */
export function composer(taken: Extract, fonts: Fonts) {
  const { language } = taken.text
  const direction = directionOf(language)
  /** Chinese has no spaces to widen. */
  const flow: Setting['align'] = language.startsWith('zh') ? 'start' : 'justify'
  const lines = (pieces: Piece[], width: number, align: Setting['align']) =>
    setInLines(fonts, pieces, { width, direction, align })
  return {
    ...{ taken, direction, words: wordsOf(language), sizes: sizesFor(language) },
    /** @param start points from the edge where lines begin @param width undefined: all the rest */
    run(
      pieces: Piece[],
      of: Tag,
      { start = 0, width = TEXT.width - start, align = flow, from = 0 } = {} as {
        start?: number
        width?: number
        align?: Setting['align']
        from?: number
      },
    ): Run {
      const x = direction === 'ltr' ? start : TEXT.width - start - width
      return { tag: of, lines: lines(pieces, width, align), x, from }
    },
    widthOf: (piece: Piece) =>
      lines([piece], 10_000, 'start')[0]?.atoms.reduce((w, a) => w + a.width, 0) ?? 0,
  }
}

const piece = (text: string, { size }: Leading, face: Piece['face'] = 'regular'): Piece => ({
  ...{ text, size, face },
})

export function bodyBlocks(set: Composer, root: Tag): Block[] {
  const { text, scope } = set.taken
  const all = scope.kind === 'text'
  return [
    ...(text.preamble.paragraphs.length > 0 ? preamble(set, root) : []),
    ...articles(set, text.articles, root, 'H2'),
    ...text.chapters.flatMap((one, nth) => chapter(set, one, root, all && nth > 0)),
    ...(text.closing.paragraphs.length > 0 ? closing(set, root) : []),
    ...text.annexes.flatMap((one) => annex(set, one, root)),
  ]
}

function preamble(set: Composer, root: Tag): Block[] {
  const above = tag('Sect', root)
  const title = set.words.preamble
  return [
    {
      ...heading(set, [piece(title, set.sizes.part, 'bold')], tag('H2', above), set.sizes.part),
      newPage: true,
      names: ['preamble'],
      outline: { title, level: 1 },
      head: title,
    },
    ...section(set, set.taken.text.preamble, above),
  ]
}

function closing(set: Composer, root: Tag): Block[] {
  const blocks = section(set, set.taken.text.closing, tag('Sect', root))
  const [first, ...rest] = blocks
  return [{ ...first!, before: 28, names: ['closing', ...(first!.names ?? [])] }, ...rest]
}

/** In the middle of the line, with white space around it. */
function heading(set: Composer, pieces: Piece[], of: Tag, { size, leading }: Leading): Block {
  const run = set.run(pieces, of, { align: 'center' })
  return { ...{ runs: [run], size, leading, before: 22, after: 8 }, keepWithNext: true }
}

/** A number in small letters over a heading in large ones. */
function numberedHeading(
  set: Composer,
  number: string,
  words: string,
  of: Tag,
  size: Leading,
): Block[] {
  const { eyebrow } = set.sizes
  if (!words) return [heading(set, [piece(number, size, 'bold')], of, size)]
  return [
    { ...heading(set, [piece(number, eyebrow)], of, eyebrow), after: 2 },
    { ...heading(set, [piece(words, size, 'bold')], of, size), before: 0 },
  ]
}

function chapter(set: Composer, one: Chapter, root: Tag, newPage: boolean): Block[] {
  const above = tag('Sect', root)
  const number = set.words.chapter(one.numeral)
  const [first, ...rest] = numberedHeading(
    set,
    number,
    one.heading,
    tag('H2', above),
    set.sizes.chapter,
  )
  const title = one.heading ? `${number}. ${one.heading}` : number
  return [
    {
      ...first!,
      newPage,
      names: [set.taken.addressOf(one)],
      outline: { title, level: 1 },
      head: number,
    },
    ...rest.map((block) => ({ ...block, after: 20 })),
    ...articles(set, one.articles, above, 'H3'),
    ...one.parts.flatMap((inside) => part(set, inside, above)),
  ]
}

function part(set: Composer, one: Part, root: Tag): Block[] {
  const above = tag('Sect', root)
  const number = set.words.part(one.numeral)
  const [first, ...rest] = numberedHeading(
    set,
    number,
    one.heading,
    tag('H3', above),
    set.sizes.part,
  )
  const title = one.heading ? `${number}. ${one.heading}` : number
  return [
    { ...first!, before: 30, names: [set.taken.addressOf(one)], outline: { title, level: 2 } },
    ...rest,
    ...articles(set, one.articles, above, 'H4'),
  ]
}

const articles = (set: Composer, all: Article[], root: Tag, level: string): Block[] =>
  all.flatMap((one) => article(set, one, root, level))

function article(set: Composer, one: Article, root: Tag, level: string): Block[] {
  const above = tag('Art', root)
  const number = set.words.article(one.number)
  const title = tag(level, above)
  const { eyebrow, article: size } = set.sizes
  const outline = { title: one.heading ? `${number}. ${one.heading}` : number, level: 3 }
  const names = [set.taken.addressOf(one)]
  const first = {
    ...heading(
      set,
      [piece(number, one.heading ? eyebrow : size, one.heading ? 'italic' : 'bold')],
      title,
      eyebrow,
    ),
    names,
    outline,
    head: number,
  }
  const words = { ...heading(set, [piece(one.heading, size, 'bold')], title, size), before: 0 }
  return [...(one.heading ? [{ ...first, after: 1 }, words] : [first]), ...section(set, one, above)]
}

function annex(set: Composer, one: Annex, root: Tag): Block[] {
  const above = tag('Sect', root)
  const number = set.words.annex(one.numeral ?? '').trim()
  const [first, ...rest] = numberedHeading(
    set,
    number,
    one.heading,
    tag('H2', above),
    set.sizes.chapter,
  )
  const title = one.heading ? `${number}. ${one.heading}` : number
  return [
    {
      ...first!,
      newPage: true,
      names: [set.taken.addressOf(one)],
      outline: { title, level: 1 },
      head: number,
    },
    ...rest,
    ...section(set, one, above),
  ]
}

function section(set: Composer, one: Section, above: Tag): Block[] {
  const page = set.taken.addressOf(one)
  const pieces = inlinePieces(page)
  const blocks = provisions(set, one.paragraphs, above, { depth: 0, start: 0, pieces })
  return [...blocks, ...footnotes(set, one, above, page, pieces)]
}

type Pieces = (runs: Runs, size: Leading) => Piece[]
type Level = { depth: number; start: number; pieces: Pieces }

/** Provisions side by side share one indent, which the widest of their numbers asks for. */
function provisions(set: Composer, all: Provision[], above: Tag, level: Level): Block[] {
  const { body } = set.sizes
  const numbers = all.flatMap(({ label }) => (label === null ? [] : [piece(label, body)]))
  const widest = Math.max(0, ...numbers.map(set.widthOf))
  const hang = numbers.length > 0 ? Math.max(INDENT, widest + 7) : level.depth === 0 ? 0 : INDENT
  const list = level.depth === 0 ? above : tag('L', above)
  return all.flatMap((one) => provision(set, one, list, { ...level, hang }))
}

function provision(
  set: Composer,
  one: Provision,
  above: Tag,
  level: Level & { hang: number },
): Block[] {
  const { body } = set.sizes
  const item = level.depth === 0 ? tag('P', above) : tag('LI', above)
  const words = level.depth === 0 ? item : tag('LBody', item)
  const start = level.start + level.hang
  const number = one.label === null && level.depth > 0 ? '–' : one.label
  const runs = [
    ...(number === null
      ? []
      : [
          set.run([piece(number, body)], level.depth === 0 ? item : tag('Lbl', item), {
            start: level.start,
            width: level.hang,
            align: 'start',
          }),
        ]),
    ...(one.text.length > 0 ? [set.run(level.pieces(one.text, body), words, { start })] : []),
  ]
  const base = { ...body, before: 0, after: 5.5 }
  const more = one.after.map((text) => ({
    ...base,
    runs: [set.run(level.pieces(text, body), words, { start })],
  }))
  const names = [set.taken.addressOf(one)]
  return [
    // A provision that is nothing but its list begins with it.
    ...(runs.length > 0 ? [{ ...base, runs, names }] : []),
    ...provisions(set, one.points, words, { ...level, depth: level.depth + 1, start }),
    ...more,
  ]
}

function footnotes(
  set: Composer,
  { footnotes }: Section,
  above: Tag,
  page: string,
  pieces: Pieces,
): Block[] {
  const { note } = set.sizes
  return footnotes.map(({ label, text }, nth) => {
    const of = tag('Note', above)
    const number = { ...piece(label, { size: 6.6, leading: 0 }), rise: 2.6 }
    const hang = Math.max(11, set.widthOf(number) + 4)
    return {
      ...{ ...note, before: nth === 0 ? 6 : 0, after: 2, names: [noteName(page, label)] },
      ...(nth === 0 && { rule: 72 }),
      runs: [
        set.run([number], of, { width: hang, align: 'start' }),
        set.run(pieces(text, note), of, { start: hang }),
      ],
    }
  })
}

const noteName = (page: string, label: string) => `${page}-note-${label}`

function inlinePieces(page: string): Pieces {
  return (runs, size) =>
    runs.map((run) => {
      switch (run.kind) {
        case 'text':
          return piece(run.text, size)
        case 'emphasis':
          return piece(run.text, size, 'italic')
        case 'note':
          return {
            ...piece(run.label, { size: size.size * 0.64, leading: 0 }),
            rise: size.size * 0.36,
            link: noteName(page, run.label),
            colour: 'ink',
          }
        case 'reference':
          return { ...piece(run.text, size), link: run.to }
      }
    })
}

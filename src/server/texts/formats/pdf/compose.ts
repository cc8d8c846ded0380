/** A text as blocks: its headings, each with what stands under it. */
import type { Annex, Article, Chapter, Part } from '../../model.ts'
import { tag, type Block, type Tag } from './blocks.ts'
import { piece, type Composer } from './composer.ts'
import type { Piece } from './atoms.ts'
import { section } from './provisions.ts'
import type { Leading } from './style.ts'

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

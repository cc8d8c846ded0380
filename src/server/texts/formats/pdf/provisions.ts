/** Paragraphs and points with their numbers, and the footnotes under them, as blocks. */
import type { Provision, Runs, Section } from '../../model.ts'
import { tag, type Block, type Tag } from './blocks.ts'
import { piece, type Composer } from './composer.ts'
import type { Piece } from './atoms.ts'
import { INDENT, type Leading } from './style.ts'

export function section(set: Composer, one: Section, above: Tag): Block[] {
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
    // A list stands beside its paragraph, for a paragraph may hold no blocks (ISO 32000-1, 14.8.4).
    ...provisions(set, one.points, level.depth === 0 ? above : words, {
      ...level,
      depth: level.depth + 1,
      start,
    }),
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

/** What stands before a text: its title page and its contents, or the head of an extract. */
import { chaptersAndArticles } from './entries.ts'
import type { Publication } from '../publication.ts'
import { tag, type Block, type Tag } from './blocks.ts'
import type { Composer } from './composer.ts'
import type { Piece } from './atoms.ts'
import { TEXT, type Leading } from './style.ts'

type Align = 'start' | 'center'

function block(
  set: Composer,
  text: string,
  of: Tag,
  size: Leading,
  more: Partial<Block> & { align?: Align; face?: Piece['face']; width?: number } = {},
): Block {
  const { align = 'center', face = 'regular', width, ...rest } = more
  const start = width === undefined ? 0 : (TEXT.width - width) / 2
  const run = set.run([{ text, size: size.size, face }], of, {
    align,
    start,
    ...(width !== undefined && { width }),
  })
  return { ...size, before: 0, after: 0, runs: [run], ...rest }
}

/** A page of its own. */
export function titlePage(set: Composer, publication: Publication, root: Tag): Block[] {
  const { text } = set.taken
  const { small, title, body } = set.sizes
  const facts = [publication.dated, text.source].filter((fact) => fact !== null)
  return [
    block(set, text.title, tag('H1', root), title, {
      newPage: true,
      before: 0,
      after: 20,
      outline: { title: text.title, level: 0 },
      face: 'bold',
      drop: 190,
      width: 360,
    }),
    ...facts.map((fact) => block(set, fact, tag('P', root), body, { after: 3 })),
    block(set, publication.notice, tag('P', root), small, {
      before: 34,
      rule: TEXT.width,
      face: 'italic',
      width: 320,
      after: 8,
    }),
    block(set, publication.url, tag('P', root), small, { before: 6 }),
  ]
}

/** The head of a chapter or an article taken by itself. */
export function extractHead(set: Composer, publication: Publication, root: Tag): Block[] {
  const { text } = set.taken
  const { small, part } = set.sizes
  return [
    block(set, text.title, tag('H1', root), part, { newPage: true, face: 'bold', after: 3 }),
    block(set, publication.dated, tag('P', root), small, { after: 3 }),
    block(set, publication.notice, tag('P', root), small, {
      face: 'italic',
      width: 340,
      after: 10,
    }),
  ]
}

/** @param pageOf the number of the page that an address is on */
export function contents(set: Composer, root: Tag, pageOf: (address: string) => string): Block[] {
  const { part, small } = set.sizes
  const toc = tag('TOC', root)
  const title = set.words.contents
  return [
    block(set, title, tag('H2', root), part, {
      newPage: true,
      face: 'bold',
      after: 14,
      keepWithNext: true,
      outline: { title, level: 1 },
      head: title,
    }),
    ...chaptersAndArticles(set).map(({ address, title, level }) => {
      const item = tag('TOCI', toc)
      const start = level === 1 ? 0 : 18
      const face = level === 1 ? ('bold' as const) : ('regular' as const)
      const shown = {
        size: small.size + (level === 1 ? 0.8 : 0),
        face,
        link: address,
        colour: 'ink' as const,
      }
      return {
        ...{ ...small, before: level === 1 ? 9 : 0, after: 1.5, keepWithNext: level === 1 },
        runs: [
          set.run([{ ...shown, text: title }], item, {
            start,
            width: TEXT.width - start - 40,
            align: 'start',
          }),
          set.run([{ ...shown, text: pageOf(address) }], item, {
            start: TEXT.width - 30,
            width: 30,
            align: 'end',
          }),
        ],
      }
    }),
  ]
}

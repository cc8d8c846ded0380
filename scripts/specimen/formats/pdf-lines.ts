/** Words set in lines of a width, hyphenated where a line would be too empty. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import type { Run } from '../../../src/server/texts/model.ts'

export type Face = 'normal' | 'italic'
/** A piece of a word in one face; a mark of a footnote is small and raised. */
export type Piece = { text: string; face: Face; font: string; mark?: boolean; width: number }
export type Word = { pieces: Piece[]; width: number; space: boolean }
export type Line = Word[]

const file = (subset: string, face: Face) =>
  fileURLToPath(
    import.meta.resolve(
      `@fontsource-variable/source-serif-4/files/source-serif-4-${subset}-wght-${face}.woff2`,
    ),
  )
/** The face is cut into files by script: a letter is in the one or the other. */
const SUBSETS = ['latin', 'latin-ext']
const BASIC = '\\u0000-\\u00ff\\u0131\\u0152\\u0153\\u2000-\\u206f\\u20ac'
const PARTS = new RegExp(`[${BASIC}]+|[^${BASIC}]+`, 'g')
const isBasic = (letter: string) => new RegExp(`[${BASIC}]`).test(letter)

/** @param letters that are set; the files are compressed, and pdfkit takes plain ones */
export async function registerFaces(pdf: PDFKit.PDFDocument, letters: string): Promise<void> {
  for (const face of ['normal', 'italic'] as const)
    for (const subset of SUBSETS) {
      const font = await subsetFont(readFileSync(file(subset, face)), letters, {
        targetFormat: 'sfnt',
        variationAxes: { wght: 400 },
      })
      pdf.registerFont(`${subset} ${face}`, font)
    }
}

export function wordsOf(pdf: PDFKit.PDFDocument, runs: readonly Run[], size: number): Word[] {
  const words: Word[] = []
  let glued = false
  for (const run of runs) {
    if (run.kind === 'note') {
      words.at(-1)?.pieces.push(piece(pdf, run.label, 'normal', size * 0.6, true))
      continue
    }
    const face = run.kind === 'emphasis' ? 'italic' : 'normal'
    for (const [text] of run.text.matchAll(/ +|[^ ]+/g)) {
      if (text.startsWith(' ')) {
        glued = false
        continue
      }
      const pieces = piecesOf(pdf, text, face, size)
      if (glued) words.at(-1)!.pieces.push(...pieces)
      else words.push({ pieces, width: 0, space: true })
      glued = true
    }
    if (run.text.endsWith(' ')) glued = false
  }
  for (const word of words) word.width = word.pieces.reduce((sum, { width }) => sum + width, 0)
  return words
}

const piecesOf = (pdf: PDFKit.PDFDocument, text: string, face: Face, size: number): Piece[] =>
  [...text.matchAll(PARTS)].map(([part]) => piece(pdf, part, face, size))

function piece(
  pdf: PDFKit.PDFDocument,
  text: string,
  face: Face,
  size: number,
  mark = false,
): Piece {
  const font = `${isBasic(text[0]!) ? 'latin' : 'latin-ext'} ${face}`
  return {
    text,
    face,
    font,
    ...(mark && { mark }),
    width: pdf.font(font).fontSize(size).widthOfString(text),
  }
}

/** @param indent of the first line; the others begin at 0 */
export function breakLines(
  pdf: PDFKit.PDFDocument,
  words: Word[],
  { width, size }: { width: number; size: number },
): Line[] {
  const lines: Line[] = []
  const space = size * 0.25
  let line: Line = []
  let used = 0
  const end = () => {
    lines.push(line)
    line = []
    used = 0
  }
  for (let word of words) {
    if (used + word.width > width && line.length > 0) {
      const [head, tail] = hyphenate(pdf, word, width - used, size) ?? []
      if (head && tail) {
        line.push(head)
        word = tail
      }
      end()
    }
    line.push(word)
    used += word.width + space
  }
  if (line.length > 0) end()
  return lines
}

/** Parts a long word of one piece after a vowel, with three letters at least on either side. */
function hyphenate(pdf: PDFKit.PDFDocument, word: Word, room: number, size: number) {
  const [only] = word.pieces
  if (!only || word.pieces.length > 1 || !/^\p{Ll}{8,}[.,;:]?$/u.test(only.text)) return undefined
  for (let at = only.text.length - 4; at >= 3; at--) {
    if (!/[aeiou][^aeiou]$/.test(only.text.slice(0, at + 1))) continue
    const head = piece(pdf, `${only.text.slice(0, at)}-`, only.face, size)
    if (head.width > room) continue
    const tail = piece(pdf, only.text.slice(at), only.face, size)
    return [asWord(head), asWord(tail)] as const
  }
  return undefined
}

const asWord = (one: Piece): Word => ({ pieces: [one], width: one.width, space: true })

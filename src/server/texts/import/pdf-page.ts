/** The pieces of text on a page of a PDF, gathered into lines. */
import type { Run } from '../model.ts'

/** A piece of text where it is printed; points, y upwards. */
export type Piece = {
  text: string
  x: number
  y: number
  size: number
  width: number
  font: string
}

export type PageLine = {
  runs: Run[]
  x: number
  end: number
  y: number
  size: number
  bold: boolean
}
export type Page = { number: number; lines: PageLine[] }

/** Than ordinary text: a heading. */
export const LARGER = 1.08
const RAISED = 0.15
const SMALLER = 0.85

export function readPage(pieces: Piece[], number: number): Page {
  const lines: Piece[][] = []
  for (const piece of pieces.filter(({ text }) => text.trim() !== '')) {
    const line = lines.at(-1)
    if (line && isOn(line, piece)) line.push(piece)
    else lines.push([piece])
  }
  return { number, lines: lines.map(asLine) }
}

/** On the same line: about as high, and raised at most as much as the mark of a footnote. */
function isOn(line: Piece[], piece: Piece): boolean {
  const base = largest(line)
  const size = Math.max(base.size, piece.size)
  const apart = Math.abs(piece.y - base.y)
  return apart < size * 0.6 && (apart < 1 || Math.min(base.size, piece.size) < size * SMALLER)
}

const largest = (line: Piece[]) => line.reduce((most, one) => (one.size > most.size ? one : most))

function asLine(pieces: Piece[]): PageLine {
  const base = largest(pieces)
  const runs: Run[] = []
  let end = pieces[0]!.x
  for (const piece of pieces) {
    const isMark = isRaised(piece, base) && /^\s*(?:\d{1,3}|[*†‡]{1,3})\s*$/.test(piece.text)
    const space = piece.x - end > base.size * 0.12 && runs.length > 0 ? ' ' : ''
    const stressed = /italic|oblique/i.test(piece.font)
    if (isMark) runs.push({ kind: 'note', label: piece.text.trim() })
    else {
      if (space) runs.push({ kind: 'text', text: space })
      runs.push({ kind: stressed ? 'emphasis' : 'text', text: piece.text })
    }
    end = piece.x + piece.width
  }
  const bold = pieces.every(({ font }) => /bold|black|heavy|semibold/i.test(font))
  return { runs, x: pieces[0]!.x, end, y: base.y, size: base.size, bold }
}

const isRaised = (piece: Piece, base: Piece) =>
  piece.size < base.size * SMALLER && piece.y - base.y > base.size * RAISED

/** Pages of lines as one run of lines, footnotes apart. */
import type { Run } from '../model.ts'
import type { PrintedLine } from './lines.ts'
import { LARGER, type Page, type PageLine } from './pdf-page.ts'
import type { Note } from './source.ts'
import { plainRun } from './tidy.ts'

const SMALLER = 0.93

/** The size of ordinary text. */
export const bodySize = (pages: Page[]): number =>
  commonest(pages.flatMap(({ lines }) => lines.map(({ size }) => round(size))))

export function asPrinted(
  pages: Page[],
  body: number,
): { lines: PrintedLine[]; notes: Map<string, Note> } {
  const notes = new Map<string, Note>()
  const leading = usualLeading(pages, body)
  const lines = pages.flatMap((page) => {
    const feet = footOf(page.lines, body)
    readNotes(page.lines.slice(feet), page.number, notes)
    return printedLines(page.lines.slice(0, feet), page.number, { body, leading })
  })
  return { lines, notes }
}

const round = (size: number) => Math.round(size * 2) / 2

function commonest(values: number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10
}

/** Where the small lines at the foot begin, if the first of them begins with a mark. */
function footOf(lines: PageLine[], body: number): number {
  let at = lines.length
  while (at > 0 && lines[at - 1]!.size < body * SMALLER) at--
  while (at < lines.length && !startsNote(lines[at]!)) at++
  return at
}

const startsNote = ({ runs }: PageLine) =>
  runs[0]?.kind === 'note' || /^\s*(?:\d{1,3}|[*†‡]{1,3})\s/.test(textOf(runs[0]))
const textOf = (run: Run | undefined) => (run && run.kind !== 'note' ? run.text : '')

function readNotes(lines: PageLine[], page: number, notes: Map<string, Note>): void {
  let open: Note | undefined
  for (const line of lines) {
    const { label, runs } = startsNote(line)
      ? takeMark(line.runs)
      : { label: undefined, runs: line.runs }
    if (label !== undefined) {
      open = { runs, where: `page ${page}` }
      notes.set(label, open)
    } else open?.runs.push(...joinedRuns(open.runs, runs))
  }
}

function takeMark(runs: Run[]): { label: string; runs: Run[] } {
  const [first, ...rest] = runs
  if (first?.kind === 'note') return { label: first.label, runs: rest }
  const [mark, label = ''] = /^\s*(\S+)\s/.exec(textOf(first))!
  return { label, runs: [plainRun(textOf(first).slice(mark.length)), ...rest] }
}

function joinedRuns(before: Run[], runs: Run[]): Run[] {
  const last = before.at(-1)
  if (last && last.kind !== 'note' && /\p{Ll}-$/u.test(last.text)) {
    last.text = last.text.slice(0, -1)
    return runs
  }
  return [plainRun(' '), ...runs]
}

function printedLines(
  lines: PageLine[],
  page: number,
  { body, leading }: { body: number; leading: number },
): PrintedLine[] {
  return lines.map((line, nth): PrintedLine => {
    const before = lines[nth - 1]
    const large = line.size > body * LARGER
    return {
      runs: line.runs.map((run) => ({ ...run })),
      where: `page ${page}, line ${nth + 1}`,
      gap: before !== undefined && Math.abs(before.y - line.y) > leading * 1.3,
      indent: Math.round(line.x),
      style: `${round(line.size)}${line.bold ? ' bold' : ''}`,
      ...(nth === 0 && { opensPage: true }),
      ...((large || line.bold) && { heading: large ? 2 : 3 }),
    }
  })
}

/** Between lines of one paragraph: the smallest step down that is taken again and again. */
function usualLeading(pages: Page[], body: number): number {
  const isBody = ({ size }: PageLine) => round(size) === body
  const steps = pages.flatMap(({ lines }) =>
    lines.slice(1).flatMap((line, nth) => {
      const before = lines[nth]!
      return isBody(before) && isBody(line) ? [round(before.y - line.y)] : []
    }),
  )
  const often = (step: number) => steps.filter((one) => one === step).length >= steps.length / 40
  const least = Math.min(...new Set(steps.filter((step) => step >= body * 0.95).filter(often)))
  return Number.isFinite(least) ? least : body * 1.25
}
